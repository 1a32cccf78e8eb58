/** Who has changed what, when, and what differs: of all that members make and set. */
import * as v from "valibot";
import type { Difference } from "./differences.ts";

export const CHANGE_KINDS = [
  "segment",
  "campaign",
  "journey",
  "broadcast",
  "pool",
  "publication",
  "personas",
  "scoring",
  "value",
  "revenue",
  "rates",
  "feed",
  "push",
  "site",
  "webhook",
  "door",
  "push_key",
  "key",
  "member",
] as const;
/** Of what has changed. A play has none of its own: it makes segments, campaigns and journeys. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Kinds that only those see who may change them: permission `access` of model/role.ts. */
export const GUARDED_KINDS: readonly ChangeKind[] = ["webhook", "door", "push_key", "key", "member"];

/** Kinds of which an earlier state can be saved again by the route that saves them. */
export const SAVED_WHOLE: readonly ChangeKind[] = [
  "segment",
  "campaign",
  "journey",
  "broadcast",
  "pool",
  "personas",
  "scoring",
  "value",
  "revenue",
  "feed",
  "push",
];

/** Newest changes kept of each thing, and for how long. */
export const CHANGES_KEPT = 100;
export const CHANGE_DAYS = 400;

export const changesQuerySchema = v.object({
  kind: v.optional(v.picklist(CHANGE_KINDS)),
  /** Id of the one thing; with `kind`. */
  of: v.optional(v.pipe(v.string(), v.maxLength(80))),
  /** Who, as listed. */
  by: v.optional(v.pipe(v.string(), v.maxLength(80))),
  /** `next` of the page before. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, "the `next` of a page"))),
});

export interface Change {
  /** Rises within a site. */
  seq: number;
  /** Epoch ms. */
  at: number;
  /** Who, in words; empty: not known. */
  by: string;
  kind: ChangeKind;
  /** Id of the thing; empty: there is one a site. */
  id: string;
  /** Its name then; empty: it has none. */
  name: string;
  what: "made" | "changed" | "removed";
  /** What differs, the first of them; empty where it was made or removed. */
  differences: Difference[];
  /** How many more differ. */
  more: number;
  /** The state before can be saved again. */
  canPutBack: boolean;
}

/** GET /api/changes: newest first. */
export interface ChangeList {
  changes: Change[];
  /** All who have changed anything, in words. */
  authors: string[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

/** GET /api/changes/:seq. */
export interface ChangedState {
  kind: ChangeKind;
  id: string;
  /** As it was, as its route saves it; null: it was not there. */
  before: unknown;
}
