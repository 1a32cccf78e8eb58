/** When one visit ends and the next begins. Imports values from limits only: the tracker runs it. */
import { SESSION_TIMEOUT_MS } from "./limits.ts";

/** The visit as kept on the device. */
export interface Session {
  /** Counts visits of this device, from 1. */
  number: number;
  /** Device clock, epoch ms, of the last event. */
  lastAt: number;
}

/**
 * The session an event at `now` belongs to. A new one begins after the timeout, at the first event ever, or on
 * arrival from a campaign (`isArrival`), as in GA4's definition of a new campaign's visit.
 * A clock set back by more than the timeout begins a new one as well, rather than an endless one.
 */
export function sessionOf(
  previous: Session | undefined,
  now: number,
  isArrival: boolean,
): { session: Session; isNew: boolean } {
  const isNew = !previous || isArrival || Math.abs(now - previous.lastAt) > SESSION_TIMEOUT_MS;
  return { session: { number: (previous?.number ?? 0) + (isNew ? 1 : 0), lastAt: now }, isNew };
}
