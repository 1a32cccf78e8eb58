/** What would be published: all that is saved as one snapshot, checked as a whole, and how it differs from the last. */
import * as v from "valibot";
import type { Campaign } from "../model/campaign.ts";
import { segmentsInContent } from "../model/content-for.ts";
import { type Journey, referencesIn } from "../model/journey.ts";
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
  journeys: Journey[];
  /** In force today; undefined before the shop's buyers were first looked at. */
  scoring: Scoring | undefined;
}

/** Only campaigns and journeys with status `published` are in it. `pools`: ids of those there are. `body` is its JSON. */
export function snapshotOf(
  draft: Draft,
  pools: readonly string[],
): { snapshot: Snapshot; body: string } | { fault: Fault } {
  const parsed = v.safeParse(
    snapshotSchema,
    {
      ...draft,
      campaigns: draft.campaigns.filter(isPublished),
      journeys: draft.journeys.filter(isPublished),
    },
    { abortEarly: true },
  );
  if (!parsed.success) return { fault: faultOf(parsed.issues[0]) };
  const missing = missingSegment(parsed.output) ?? missingOfJourney(parsed.output, pools);
  if (missing) return { fault: missing };
  const body = JSON.stringify(parsed.output);
  if (body.length > MAX_SNAPSHOT_CHARACTERS)
    return {
      fault: { field: "campaigns", expected: `at most ${MAX_SNAPSHOT_CHARACTERS} characters in all` },
    };
  return { snapshot: parsed.output, body };
}

const isPublished = ({ status }: Pick<Campaign | Journey, "status">) => status === "published";

/** A segment, pool or campaign that a journey asks for and that is not there. */
function missingOfJourney(
  { segments, campaigns, journeys = [] }: Snapshot,
  pools: readonly string[],
): Fault | undefined {
  const kinds = [
    ["segments", "segments that exist", new Set(segments.map(({ id }) => id))],
    ["pools", "pools of coupons that exist", new Set(pools)],
    [
      "campaigns",
      "published campaigns that a journey invites to",
      new Set(campaigns.filter(({ isInvited }) => isInvited).map(({ id }) => id)),
    ],
  ] as const;
  for (const journey of journeys) {
    const asked = referencesIn(journey);
    for (const [kind, words, known] of kinds) {
      const unknown = asked[kind].find((id) => !known.has(id));
      if (unknown !== undefined)
        return {
          field: `journeys.${journey.id}`,
          expected: `only ${words}; “${journey.name}” refers to “${unknown}”`,
        };
    }
  }
  return undefined;
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
  draft: Pick<Draft, "site" | "segments" | "campaigns" | "journeys">,
  published: Snapshot | null,
): string[] {
  return [
    ...differing(draft.segments, published?.segments ?? []),
    ...differing(draft.campaigns.filter(isPublished), published?.campaigns ?? []),
    ...differing(draft.journeys.filter(isPublished), published?.journeys ?? []),
    ...(published && !isSame(draft.site, published.site) ? ["Site settings"] : []),
  ];
}

function differing<Saved extends Segment | Campaign | Journey>(saved: Saved[], published: Saved[]): string[] {
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
