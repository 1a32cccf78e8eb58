/**
 * The visitor's own word with the edge: `POST /v1/me/export` and `POST /v1/me/erase`. Who asks proves who they are by the passport
 * or the device's secret, in first-party mode by the cookie; a visitor's id proves nothing.
 */
import * as v from "valibot";
import { MAX_PASSPORT_CHARACTERS } from "./limits.ts";

export const yourDataRequestSchema = v.object({
  /** Site id. */
  site: v.string(),
  /** The last one the edge gave; absent where the device has none. */
  passport: v.optional(v.pipe(v.string(), v.maxLength(MAX_PASSPORT_CHARACTERS))),
  /** The device's own; absent where it keeps none. */
  secret: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "22 characters of base64url"))),
  /** To go on with the log where the last answer's `log.before` says. */
  before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type YourDataRequest = v.InferOutput<typeof yourDataRequestSchema>;

/** What erasing answers. */
export interface YourDataErased {
  /** ISO 8601. */
  erasedAt: string;
}

/** A visitor may be known under more than one id: by the passport, the secret and the cookie. */
export interface YourDataExport {
  /** What this is, in a sentence. */
  about: string;
  site: string;
  /** ISO 8601, as every time in here. */
  exportedAt: string;
  visitors: VisitorExport[];
}

/** A row as it is kept, with times as ISO 8601 and names in words. */
export type ExportedRow = Record<string, unknown>;

export interface VisitorExport {
  /** A hash of the secret that the device keeps. */
  visitor: string;
  /** Absent where the visitor is not erased; then all that follows is empty. */
  erasedAt?: string;
  /** What was made of the events; null where nothing is kept. */
  profile: ExportedRow | null;
  /** Names of segments at the last event. */
  segments: string[];
  /** The last events, oldest first. */
  events: ExportedRow[];
  /** The log of what arrived, newest first, as far as this answer has read it. */
  log: {
    events: ExportedRow[];
    /** What to ask for next; null: all is read. */
    before: number | null;
  };
  /** Orders that came from this browser. */
  orders: ExportedRow[];
  /** Which customer of the shop this browser is, and since when. */
  links: ExportedRow[];
  answers: ExportedRow[];
  /** What was written in own words. */
  answerTexts: ExportedRow[];
  /** Addresses and numbers given, with what was agreed to. */
  contacts: ExportedRow[];
  /** Where notifications go: the push service's host alone, since its address and keys are secrets of the browser. */
  subscription: ExportedRow | null;
  /** Notifications made for this browser. */
  deliveries: ExportedRow[];
  /** Journeys, and where this browser stands in them. */
  journeys: ExportedRow[];
  coupons: ExportedRow[];
  /** Which campaigns were first shown, when, and in which group of a comparison. */
  assignments: ExportedRow[];
  /** What the shop's webhooks were told. */
  webhookMessages: ExportedRow[];
  /** What could not be read when it arrived. */
  deadLetters: ExportedRow[];
  /** What the device's passport says, opened; null where none was brought that opens. */
  passport: ExportedRow | null;
}
