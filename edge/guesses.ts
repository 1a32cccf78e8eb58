/**
 * Guessing of keys, tokens and sign-in codes, slowed down by the address it comes from. Once it has used up its wrong ones even a right one is
 * refused, or guessing would go on as fast as before. Of this isolate, as every limit here.
 */
import type { Context } from "hono";
import { problem } from "./problem.ts";
import { RateLimit } from "./rate-limit.ts";

/** Wrong ones at once, and one more every five seconds. */
const wrong = new RateLimit(0.2, 30);

/** Only Cloudflare sets it; without it there is one address for everybody, and nobody to slow down. */
const addressOf = (c: Context) => c.req.header("cf-connecting-ip");

/** The refusal of who has guessed too often; undefined for everybody else. */
export function refusedGuesser(c: Context): ReturnType<typeof problem> | undefined {
  const address = addressOf(c);
  const wait = address === undefined ? 0 : wrong.secondsLeft(address, Date.now());
  if (wait === 0) return undefined;
  return problem(
    429,
    "rate",
    "Too many wrong credentials",
    { detail: `Try again in ${wait} s.` },
    { "retry-after": `${wait}` },
  );
}

export function noteGuess(c: Context): void {
  const address = addressOf(c);
  if (address !== undefined) wrong.secondsToWait(address, Date.now());
}
