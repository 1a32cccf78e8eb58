/** Numbers that device and edge must agree on. Imports nothing, so the tracker may use its values. */

/** Version of the conversation in `sync.ts`. The edge accepts this one and, after a rise, the one before. */
export const WIRE_VERSION = 1;

/** A visit ends after this much inactivity (GA4's default, 30 minutes). */
export const SESSION_TIMEOUT_MS = 30 * 60_000;

/** Keepalive requests of one page share 64 KiB (Fetch standard, §4.6); a larger body is refused with 413. */
export const MAX_REQUEST_BYTES = 60_000;

/** Events in one sync; what is over waits for the next one. */
export const MAX_EVENTS_PER_SYNC = 50;

/** Runs (writers) in one sync. */
export const MAX_RUNS_PER_SYNC = 50;

/** Events older than this by the device's own clock difference are refused and counted (design.md §1). */
export const MAX_EVENT_AGE_MS = 7 * 86_400_000;

/** A sealed passport in characters (design.md §1); the test that builds the largest one is passport.test.ts. */
export const MAX_PASSPORT_CHARACTERS = 2_900;

/** A passport that was sealed longer ago opens no profile. */
export const PASSPORT_LIFETIME_MS = 90 * 86_400_000;

/** Longest title and text of a notification that phones show in full. */
export const TITLE_LENGTH = 40;
export const BODY_LENGTH = 90;

/** Characters of a text that is a trait's value. */
export const LONGEST_TRAIT = 200;
