/** What is published of a shop's scoring: where scores and stages begin, so that edge and dashboard judge alike. */
import * as v from "valibot";
import {
  type LifecycleLimits,
  lifecycleLimitsSchema,
  type OrderGaps,
  orderGapsSchema,
  proposedLimits,
} from "./lifecycle.ts";
import { type CutPoints, cutPointsSchema, cutsFrom, type Quartiles } from "./rfm.ts";

export const scoringSchema = v.object({
  /** Absent before the first buyer, unless the settings say them. */
  cuts: v.optional(cutPointsSchema),
  lifecycle: lifecycleLimitsSchema,
  /** As looked at last; absent while nobody has ordered twice. Nobody is judged by it: the dashboard tells it. */
  gaps: v.optional(orderGapsSchema),
});
export type Scoring = v.InferOutput<typeof scoringSchema>;

/** Whether cut points follow the shop's buyers or are set. */
export const rfmSettingsSchema = v.variant("kind", [
  v.object({ kind: v.literal("quantile") }),
  v.object({ kind: v.literal("fixed"), cuts: cutPointsSchema }),
]);
/** Whether the stages follow the shop's own gaps between orders or are set. */
export const lifecycleSettingsSchema = v.variant("kind", [
  v.object({ kind: v.literal("proposed") }),
  v.object({ kind: v.literal("fixed"), limits: lifecycleLimitsSchema }),
]);

/** What a marketer sets of scoring. */
export const scoringSettingsSchema = v.object({
  rfm: rfmSettingsSchema,
  lifecycle: lifecycleSettingsSchema,
});
export type ScoringSettings = v.InferOutput<typeof scoringSettingsSchema>;

/** As a site has them: what is absent follows the shop's own figures. */
type SetScoring = { [Name in keyof ScoringSettings]?: ScoringSettings[Name] | undefined };

export const scoringSettingsOf = ({ rfm, lifecycle }: SetScoring): ScoringSettings => ({
  rfm: rfm ?? { kind: "quantile" },
  lifecycle: lifecycle ?? { kind: "proposed" },
});

/** The shop's orders as far as scoring follows from them. */
export interface ShopFigures {
  /** Quartiles of buyers by orders and by value; absent without a buyer. */
  quartiles?: { orders: Quartiles; valueMinor: Quartiles } | undefined;
  /** Absent while nobody has ordered twice. */
  gaps?: OrderGaps | undefined;
}

/** By what share a figure may move before it is published anew. */
const NEAR = 0.05;

/**
 * The scoring for a day: what is set, else what follows from the figures. Figures that moved by at most a twentieth
 * leave the former scoring as it is: nobody should change their segment by a breath of the quartiles. Without figures,
 * where they were looked at already, what is not set stays.
 */
export function scoringFor(
  site: SetScoring,
  figures: ShopFigures | undefined,
  former: Scoring | undefined,
): Scoring {
  const { quartiles, gaps } = figures ?? {};
  const cuts =
    site.rfm?.kind === "fixed"
      ? site.rfm.cuts
      : !figures
        ? former?.cuts
        : quartiles &&
          unlessNear(cutsFrom(quartiles.orders, quartiles.valueMinor), former?.cuts, numbersOfCuts);
  const lifecycle =
    site.lifecycle?.kind === "fixed"
      ? site.lifecycle.limits
      : !figures && former
        ? former.lifecycle
        : unlessNear(proposedLimits(gaps), former?.lifecycle, numbersOfLimits);
  const known = figures ? gaps : former?.gaps;
  return { ...(cuts && { cuts }), lifecycle, ...(known && { gaps: known }) };
}

const numbersOfCuts = ({ recencyDays, frequencyOrders, monetaryMinor }: CutPoints) => [
  ...recencyDays,
  ...frequencyOrders,
  ...monetaryMinor,
];
const numbersOfLimits = ({ inactiveDays, abandonedMinutes }: LifecycleLimits) => [
  inactiveDays,
  abandonedMinutes,
];

function unlessNear<T>(proposed: T, former: T | undefined, numbersOf: (one: T) => number[]): T {
  if (!former) return proposed;
  const before = numbersOf(former);
  const isNear = numbersOf(proposed).every(
    (number, i) => Math.abs(number - before[i]!) <= NEAR * Math.max(number, before[i]!),
  );
  return isNear ? former : proposed;
}

/** True where nobody is judged otherwise than before. */
export const isSameScoring = (a: Scoring | undefined, b: Scoring | undefined) =>
  JSON.stringify(a && [a.cuts && numbersOfCuts(a.cuts), numbersOfLimits(a.lifecycle)]) ===
  JSON.stringify(b && [b.cuts && numbersOfCuts(b.cuts), numbersOfLimits(b.lifecycle)]);
