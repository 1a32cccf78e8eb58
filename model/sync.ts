/**
 * The one conversation between tracker and edge: POST /v1/sync, body JSON sent as text/plain (no preflight).
 * The answer is two lines of JSON: first the decisions, then, once the queue has the events, the
 * acknowledgement. What is synced is this file and nothing else.
 */
import * as v from "valibot";
import type { Place, Trigger } from "./campaign.ts";
import type { Content } from "./content.ts";
import { pageKindSchema } from "./event.ts";
import { MAX_EVENTS_PER_SYNC, MAX_PASSPORT_CHARACTERS, MAX_RUNS_PER_SYNC, WIRE_VERSION } from "./limits.ts";

/** 48 random bits in base64url: names one page load or service-worker start, never stored but with its events. */
export const WRITER_PATTERN = /^[\w-]{8}$/;
/** 128 random bits in base64url, made on the device. */
const SECRET_PATTERN = /^[\w-]{22}$/;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** One event on its way: `name` and `props` are judged one by one (`parseEvent`), so that a bad one spares the rest. */
const wireEventSchema = v.object({
  name: v.optional(v.unknown()),
  props: v.optional(v.unknown()),
  /** How long ago it happened by the device's own clock, ms; the edge turns it into a time. */
  ageMs: v.pipe(v.number(), v.finite()),
  /** Number of the visit on this device, from 1. */
  session: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6)),
});
export type WireEvent = v.InferOutput<typeof wireEventSchema>;

/** Consecutive events of one writer: event i of the array is named (writer, from + i). */
const runSchema = v.object({
  writer: v.pipe(v.string(), v.regex(WRITER_PATTERN, "8 characters of base64url")),
  from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e7)),
  events: v.pipe(v.array(wireEventSchema), v.minLength(1), v.maxLength(MAX_EVENTS_PER_SYNC)),
});
export type WireRun = v.InferOutput<typeof runSchema>;

export const syncRequestSchema = v.object({
  wire: v.literal(WIRE_VERSION),
  site: text(40),
  /** The device secret; a site-bound hash of it is the visitor's id, so a lost first answer makes no second visitor. */
  secret: v.pipe(v.string(), v.regex(SECRET_PATTERN, "22 characters of base64url")),
  /** The passport as last received. */
  passport: v.optional(text(MAX_PASSPORT_CHARACTERS)),
  /** Bits of `consent.ts`. */
  consent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15)),
  /** First sync of a visit, or the last passport could not be kept: the edge reads D1 and merges. */
  rebuild: v.optional(v.boolean()),
  /** The page being looked at: what the decisions are for. */
  page: v.object({
    path: text(300),
    kind: pageKindSchema,
    /** Names of the slots on the page (`data-impuls-slot`); those over 40 characters, and after the twentieth, are not heard. */
    slots: v.pipe(
      v.array(v.string()),
      v.transform((names) => names.filter(({ length }) => length <= 40).slice(0, 20)),
    ),
  }),
  /** BCP 47 tag of the browser. */
  language: v.optional(text(35)),
  /** Minutes east of UTC on the device, now: local hours without a time-zone name. */
  offsetMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840))),
  runs: v.pipe(
    v.array(runSchema),
    v.maxLength(MAX_RUNS_PER_SYNC),
    v.check(
      (runs) => runs.reduce((n, run) => n + run.events.length, 0) <= MAX_EVENTS_PER_SYNC,
      `at most ${MAX_EVENTS_PER_SYNC} events in all`,
    ),
  ),
  /** Answer with every candidate's reason; heard only where the site is a demo. */
  explain: v.optional(v.boolean()),
});
export type SyncRequest = v.InferOutput<typeof syncRequestSchema>;

/** What to show in one placement. Kept on the device as the last decisions. */
export interface WireDecision {
  placement: string;
  /** Where on the page it stands; absent: in the slot of the placement's name, or over the page. */
  place?: Place;
  campaign: string;
  variant: string;
  /** Its exclusion group: at most one campaign of it a page view, also where the page asks several times. */
  group?: string;
  /** Held out: nothing is ever seen; the exposure is recorded at the instant it would have been. */
  ghost?: true;
  /** What to draw; absent for a ghost. */
  content?: Content;
  /**
   * What a ghost is held out of: tried on the page by the same rules as a `content`, and taken out again unseen. Under a name
   * of its own, since a tracker of an earlier release draws whatever `content` it finds.
   */
  held?: Content;
  /** When to draw it. */
  trigger: Exclude<Trigger, { kind: "nth_page" }>;
  /** Path patterns (`*` is any run of characters) to hold at showing time; empty `in` is every page. */
  pages: { in: string[]; out: string[] };
  /** Not to be shown after this long from now, ms: the campaign's end, or the trust in an old decision. */
  forMs: number;
  /** The campaign's end, by the edge's clock: epoch ms, and how far that is from now. Absent where it has none. */
  ends?: { at: number; inMs: number };
  /** May fill its slot on a later page before the network answers; any other holds for the page that asked. */
  isLasting: boolean;
  /** Must be claimed before showing, with the attention of its form (tracker/claims.ts): quiet time after it, ms. 0: no claim. */
  claimMs: number;
  /** One sentence for "Why am I seeing this?". */
  why: string;
}

/** First line of the answer. */
export interface SyncDecisions {
  decisions: WireDecision[];
  /** Version of the rules that decided; 0 before the first publication. */
  snapshot: number;
  /** Only for a demo site that asked. */
  explain?: {
    visitor: string;
    /** Edge time, epoch ms. */
    now: number;
    /** Names of the segments the visitor is in. */
    segments: string[];
    reasons: {
      placement: string;
      campaign: string;
      name: string;
      outcome: string;
      reason: string;
      flip: string;
      /** Epoch ms from which it would show; null where that does not depend on time alone. */
      showsFrom: number | null;
    }[];
  };
}

/** Second line of the answer. Absent or empty `ack`: keep the events, send them again. */
export interface SyncAck {
  /** Names the queue (or D1) has accepted, `to` exclusive. Refused events are inside: they are not wanted again. */
  ack: { writer: string; from: number; to: number }[];
  refused: { writer: string; n: number; name: string; path: string; expected: string }[];
  /** Replaces the one sent, if that is still the one stored. Absent when nothing was accepted. */
  passport?: string;
}
