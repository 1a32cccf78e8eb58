/** Names drawn on the device, and the visit an event belongs to. */
import type { Landing } from "../model/event.ts";
import { type Session, sessionOf } from "../model/session.ts";

/**
 * Random bytes in base64url, unpadded: 16 make the device secret (22 characters), 6 a writer (8). Two of its letters
 * are one here, which costs less than a bit.
 */
export const randomText = (bytes: number): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replace(/\W/g, "_")
    .slice(0, bytes * 1.4);

/** The visit as kept on the device. */
export interface Visit extends Session {
  /** Number of the last visit whose first page view has been recorded, with its landing. */
  landed?: number;
  /** Campaign it came from: the same address opened again does not begin another visit. */
  source?: string;
  /** Number of the last visit whose profile the edge has rebuilt (`SyncRequest.rebuild`). */
  rebuilt?: number;
}

/** The visit after an event at `at`; `landing` is given for the first page view of a page load. */
export function visitAfter(visit: Visit | undefined, at: number, landing: Landing | undefined): Visit {
  const { referrer, ...campaign } = landing ?? {};
  const source = JSON.stringify(campaign);
  const isArrival = source !== "{}" && source !== visit?.source;
  return { ...visit, ...sessionOf(visit, at, isArrival).session, ...(isArrival && { source }) };
}
