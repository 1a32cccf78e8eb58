/**
 * The Worker's clock. A local run can move it ("skip 3 hours"); a deployed Worker has no LOCAL and always answers the
 * real time, whatever a request says.
 */
import type { Env } from "./env.ts";
import { readClockOffset } from "./store/local-clock.ts";

/** Of this isolate; read once, then moved together with D1. */
let offsetMs: number | undefined;

export const isLocal = (env: Env) => env.LOCAL === "yes";

/** Epoch ms. */
export async function now(env: Env): Promise<number> {
  if (!isLocal(env)) return Date.now();
  offsetMs ??= await readClockOffset(env.DB);
  return Date.now() + offsetMs;
}

/** Called by the route that has stored the new offset. */
export function moveClock(to: number): void {
  offsetMs = to;
}
