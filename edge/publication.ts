/** What would be published: all that is saved as one snapshot, checked as a whole, and how it differs from the last. */
import * as v from "valibot";
import type { Campaign } from "../model/campaign.ts";
import { segmentsInContent } from "../model/content-for.ts";
import type { Scoring } from "../model/scoring.ts";
import { inOrderOfReferences, sayReferenceFault } from "../model/segment/references.ts";
import type { Segment } from "../model/segment.ts";
import { type SiteSettings, type Snapshot, snapshotSchema } from "../model/snapshot.ts";
import { faultOf } from "./fault.ts";
import type { Fault } from "./problem.ts";

/** A value in D1 is at most 1 MB. */
const MAX_SNAPSHOT_CHARACTERS = 900_000;

export interface Draft {
  version: number;
  /** Epoch ms. */
  publishedAt: number;
  site: SiteSettings;
  segments: Segment[];
  campaigns: Campaign[];
  /** In force today; undefined before the shop's buyers were first looked at. */
  scoring: Scoring | undefined;
}

/** Only campaigns with status `published` are in it. `body` is its JSON. */
export function snapshotOf(draft: Draft): { snapshot: Snapshot; body: string } | { fault: Fault } {
  const campaigns = draft.campaigns.filter(({ status }) => status === "published");
  const parsed = v.safeParse(snapshotSchema, { ...draft, campaigns }, { abortEarly: true });
  if (!parsed.success) return { fault: faultOf(parsed.issues[0]) };
  const missing = missingSegment(parsed.output);
  if (missing) return { fault: missing };
  const body = JSON.stringify(parsed.output);
  if (body.length > MAX_SNAPSHOT_CHARACTERS)
    return {
      fault: { field: "campaigns", expected: `at most ${MAX_SNAPSHOT_CHARACTERS} characters in all` },
    };
  return { snapshot: parsed.output, body };
}

/** A segment that is asked for and not there, by a segment or a campaign; or segments that ask for each other. */
function missingSegment({ segments, campaigns }: Snapshot): Fault | undefined {
  const sorted = inOrderOfReferences(segments);
  if ("fault" in sorted) {
    const { segment, expected } = sayReferenceFault(sorted.fault);
    return { field: `segments.${segment}`, expected };
  }
  const known = new Set(segments.map(({ id }) => id));
  for (const { id, name, segmentsIn, segmentsOut, variants } of campaigns) {
    const inContent = variants.flatMap(({ content }) => segmentsInContent(content));
    const unknown = [...segmentsIn, ...segmentsOut, ...inContent].find((segment) => !known.has(segment));
    if (unknown !== undefined)
      return {
        field: `campaigns.${id}`,
        expected: `only segments that exist; “${name}” refers to “${unknown}”`,
      };
  }
  return undefined;
}

/** Names of what the draft adds to the published snapshot, changes in it or leaves out. */
export function changesOf(
  draft: Pick<Draft, "site" | "segments" | "campaigns">,
  published: Snapshot | null,
): string[] {
  const live = draft.campaigns.filter(({ status }) => status === "published");
  return [
    ...differing(draft.segments, published?.segments ?? []),
    ...differing(live, published?.campaigns ?? []),
    ...(published && !isSame(draft.site, published.site) ? ["Site settings"] : []),
  ];
}

function differing(saved: (Segment | Campaign)[], published: (Segment | Campaign)[]): string[] {
  const known = new Map(published.map((one) => [one.id, one]));
  const changed = saved.filter((one) => !isSame(one, known.get(one.id)));
  const kept = new Set(saved.map(({ id }) => id));
  return [...changed, ...published.filter(({ id }) => !kept.has(id))].map(({ name }) => name);
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

/** With every object's keys in order, so that equal bodies are equal texts. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]));
}
