/** Where a webhook may send: what the Worker may fetch for a shop at all; on a local run also this very machine. */
import { isLocal } from "../clock.ts";
import type { Env } from "../env.ts";
import { publicUrl } from "../public-url.ts";

const HERE = /^http:\/\/127\.0\.0\.1(:\d+)?(\/|$)/;

/** The address, or what was expected of it. */
export function webhookUrl(env: Env, text: string): { url: URL } | { expected: string } {
  const url = isLocal(env) && HERE.test(text) ? URL.parse(text) : null;
  return url ? { url } : publicUrl(text);
}
