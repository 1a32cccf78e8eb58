/** The published, immutable rules the edge reads: one JSON a version, compiled once an isolate. */
import * as v from "valibot";
import { hash32 } from "./bucketing.ts";
import { type Campaign, storedCampaignSchema } from "./campaign.ts";
import { CHANNELS } from "./channel.ts";
import { asksIn, type Block, formOf } from "./content.ts";
import { isPersonal, traitsInContent } from "./content-for.ts";
import { contestOf } from "./decision.ts";
import { broughtUp } from "./earlier-campaign.ts";
import { type Journey, journeySchema } from "./journey.ts";
import { answeredKey } from "./profile.ts";
import { pushSettingsSchema } from "./push.ts";
import { lifecycleSettingsSchema, rfmSettingsSchema, type Scoring, scoringSchema } from "./scoring.ts";
import { compileProgram, type Program } from "./segment/program.ts";
import { inOrderOfReferences } from "./segment/references.ts";
import { type Segment, segmentSchema, traitsIn } from "./segment.ts";
import { isTimeZone } from "./shop-day.ts";
import { INVITED_TO } from "./trait.ts";

export const siteSettingsSchema = v.object({
  /** Site id with its checksum. */
  id: v.string(),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** Origins whose pages may send, `https://shop.example`; empty: any (until the shop has named its own). */
  origins: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/, "an origin, scheme and host"))),
    v.maxLength(20),
  ),
  /** IANA name: days and schedules of the dashboard. */
  timeZone: v.pipe(v.string(), v.check(isTimeZone, "an IANA time zone, such as Europe/Warsaw")),
  /** ISO 4217: the currency reports are shown in. */
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code")),
  /** What of an order is revenue. Absent: all of it. */
  revenue: v.optional(v.object({ isWithoutTax: v.boolean(), isWithoutShipping: v.boolean() })),
  /** Share of visitors who see no campaign at all, 0 to 1. */
  holdoutShare: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
  /** After an overlay or push no other and no bar for so long; after a bar no other bar. */
  attentionMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_080)),
  /** Off: nothing is decided; events are still kept. */
  isLive: v.boolean(),
  /** A demo shop answers `explain`. */
  isDemo: v.boolean(),
  /** Absent: USUAL_PUSH. */
  push: v.optional(pushSettingsSchema),
  /** By which channel the shop reaches people of whom nothing is known; absent: USUAL_CHANNEL. */
  usualChannel: v.optional(v.picklist(CHANNELS)),
  /** Absent: by quartiles of the shop's own buyers. */
  rfm: v.optional(rfmSettingsSchema),
  /** Absent: as the shop's own gaps between orders propose. */
  lifecycle: v.optional(lifecycleSettingsSchema),
});
export type SiteSettings = v.InferOutput<typeof siteSettingsSchema>;

export const snapshotSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Epoch ms. */
  publishedAt: v.number(),
  // One published before zones were checked must go on answering (model/shop-day.ts takes its zone for UTC).
  site: v.object({ ...siteSettingsSchema.entries, timeZone: v.string() }),
  segments: v.array(segmentSchema),
  // One saved or published before a rule of campaignSchema was made must go on (earlier-campaign.ts).
  campaigns: v.array(storedCampaignSchema),
  /** Published ones; absent in snapshots from before there were journeys. */
  journeys: v.optional(v.array(journeySchema)),
  /** Absent until the shop's buyers were first looked at. */
  scoring: v.optional(scoringSchema),
});
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

export interface CompiledCampaign {
  campaign: Campaign;
  /** Key of its exposures in a profile. */
  hash: number;
  /** What it competes for (decision.ts contestOf). */
  contest: string;
  /** Draws over the page, and so is not soon after another that does (decision.ts); inline content is not. */
  isIntrusive: boolean;
  /** By variant, what each block of it asks, as keys of `Profile.answered`, and of whom; absent where none asks anything. */
  asks?: Record<string, { when: Block["when"]; keys: number[] }[]>;
  /** Ids of the variants that are not the same for everybody (content-for.ts). */
  personal: ReadonlySet<string>;
}
export interface CompiledSnapshot {
  version: number;
  site: SiteSettings;
  scoring: Scoring | undefined;
  /** All segments at once. */
  program: Program;
  /** Names of the traits that a segment or a published content asks for: only these travel in a passport. */
  traits: ReadonlySet<string>;
  /** Published ones, in the order in which they win: priority, value, id. */
  campaigns: CompiledCampaign[];
  journeys: readonly Journey[];
}

export function compileSnapshot(snapshot: Snapshot): CompiledSnapshot {
  const published = snapshot.campaigns.filter(({ status }) => status === "published");
  return {
    version: snapshot.version,
    site: snapshot.site,
    scoring: snapshot.scoring,
    program: compileSegments(snapshot.segments),
    traits: new Set([
      ...snapshot.segments.flatMap(({ condition }) => traitsIn(condition)),
      ...(published.some(({ isInvited }) => isInvited) ? [INVITED_TO] : []),
      ...published.flatMap(({ variants }) => variants.flatMap(({ content }) => traitsInContent(content))),
    ]),
    campaigns: published
      .sort((a, b) => b.priority - a.priority || b.valueMinor - a.valueMinor || (a.id < b.id ? -1 : 1))
      .map((saved) => broughtUp(saved, snapshot.site.currency))
      .map((campaign) => ({
        campaign,
        hash: hash32(campaign.id),
        contest: contestOf(campaign),
        isIntrusive: formOf(campaign.placement) !== "inline",
        ...asksOf(campaign),
        personal: new Set(campaign.variants.filter(({ content }) => isPersonal(content)).map(({ id }) => id)),
      })),
    journeys: snapshot.journeys ?? [],
  };
}

function asksOf({ variants }: Campaign): Pick<CompiledCampaign, "asks"> {
  const asks = variants.map(
    ({ id, content }) =>
      [id, asksIn(content).map(({ when, names }) => ({ when, keys: names.map(answeredKey) }))] as const,
  );
  return asks.some(([, blocks]) => blocks.length > 0) ? { asks: Object.fromEntries(asks) } : {};
}

/** Publishing has seen to it that no reference is unknown and none goes round in a circle. */
function compileSegments(segments: Segment[]): Program {
  const sorted = inOrderOfReferences(segments);
  return compileProgram("ordered" in sorted ? sorted.ordered : segments);
}
