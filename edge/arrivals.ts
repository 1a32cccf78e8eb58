/**
 * Notes from which pages visits come and which are turned away, for the start guide. This isolate's memory stands before
 * D1: the same is noted every ten minutes, a refusal every minute, and never more than a few a minute whatever is sent.
 */
import type { ArrivalOutcome } from "../model/arrival.ts";
import { now } from "./clock.ts";
import type { Env } from "./env.ts";
import { RateLimit } from "./rate-limit.ts";
import { saveArrival } from "./store/arrivals.ts";

const TAKEN_EVERY_MS = 600_000;
const REFUSED_EVERY_MS = 60_000;
const KEPT = 1000;
const MOST_ORIGIN = 120;
const MOST_PATH = 200;
const MOST_SITE = 40;

/** What was noted, by site, outcome and origin, and when by this isolate's clock. */
const noted = new Map<string, number>();
const writes = new RateLimit(0.5, 30);

export interface Knock {
  site: string;
  outcome: ArrivalOutcome;
  /** Absent: no browser's page, and nothing is noted. */
  origin: string | undefined;
  path: string;
}

/** The write, to be waited for behind the answer; undefined where there is none to make. */
export function noteArrival(env: Env, { site, outcome, origin, path }: Knock): Promise<void> | undefined {
  if (origin === undefined) return undefined;
  const key = `${site} ${outcome} ${origin}`;
  const at = Date.now();
  const everyMs = outcome === "taken" ? TAKEN_EVERY_MS : REFUSED_EVERY_MS;
  const before = noted.get(key);
  if (before !== undefined && at - before < everyMs) return undefined;
  if (writes.secondsToWait("", at) > 0) return undefined;
  noted.delete(key);
  noted.set(key, at);
  if (noted.size > KEPT) noted.delete(noted.keys().next().value!);
  return save(env, site.slice(0, MOST_SITE), {
    outcome,
    origin: origin.slice(0, MOST_ORIGIN),
    path: path.slice(0, MOST_PATH),
  });
}

/** Whatever becomes of it, the visit goes on. */
async function save(
  env: Env,
  site: string,
  arrival: { outcome: ArrivalOutcome; origin: string; path: string },
): Promise<void> {
  try {
    await saveArrival(env.DB, site, { ...arrival, at: await now(env) });
  } catch (error) {
    console.error(JSON.stringify({ what: "arrival not noted", error: String(error) }));
  }
}
