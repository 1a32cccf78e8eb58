/**
 * A journey: what comes after what, for a visitor who has gone. Steps are read from top to bottom; every delay counts from the
 * trigger, not from the step before, and is called so. `advance.ts` moves an enrolment along them.
 */
import * as v from "valibot";
import { copyWith, idSchema as id, text } from "./content.ts";
import { CUSTOM_NAME } from "./event.ts";
import { PUSH_TOKENS, pushMessageSchema } from "./push.ts";
import { RFM_SEGMENTS } from "./rfm.ts";
import { isTraitName, TRAIT_NAME } from "./trait.ts";

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const trait = v.pipe(v.string(), v.check(isTraitName, TRAIT_NAME));
const eventName = v.pipe(v.string(), v.regex(CUSTOM_NAME, "an event's name: 1 to 40 of a–z, 0–9 and _"));
const days = whole(1, 1_100);

/** What enrols a visitor. Its instant is what every delay counts from. */
const triggerSchema = v.variant("kind", [
  /** By an event, or by the clock alone. */
  v.object({ kind: v.literal("segment_enter"), segment: id }),
  v.object({ kind: v.literal("segment_exit"), segment: id }),
  /** The shop's own event, or one of ours. */
  v.object({ kind: v.literal("event"), event: eventName }),
  /** Something lies in the cart: the instant is the last sign of the visitor, and moves on with each until a step is done. */
  v.object({ kind: v.literal("cart_left") }),
  /** The visitor's nth order, or any. */
  v.object({ kind: v.literal("order"), nth: v.optional(whole(1, 100)) }),
  /** The date that a trait holds (`1997-01-31`), so many days before; `isYearly`: its day of every year. At 0:00 of the shop. */
  v.object({ kind: v.literal("date"), trait, daysBefore: whole(0, 365), isYearly: v.boolean() }),
  /** Fallen by the clock alone into one of these named segments (E4). */
  v.object({ kind: v.literal("fall"), to: v.pipe(v.array(v.picklist(RFM_SEGMENTS)), v.minLength(1)) }),
  /**
   * What was bought should be running out (E14): so many days after the order, by category, or else `usualDays`. `isLearned`: the
   * product's own usual gap between orders stands above both, where enough have ordered it again.
   */
  v.object({
    kind: v.literal("runs_out"),
    usualDays: v.optional(days),
    categories: v.pipe(v.array(v.object({ category: text(80), days })), v.maxLength(50)),
    isLearned: v.boolean(),
  }),
  /** A product that was looked at can be had again, or costs less, by at least so many percent. */
  v.object({ kind: v.literal("back_in_stock"), withinDays: whole(1, 90) }),
  v.object({ kind: v.literal("price_drop"), withinDays: whole(1, 90), leastPercent: whole(1, 90) }),
]);
export type JourneyTrigger = v.InferOutput<typeof triggerSchema>;

/** What is done, and then gone on from. */
const ACTIONS = [
  v.object({ kind: v.literal("push"), id, message: pushMessageSchema }),
  /** On the site: the campaign is for those alone whom a journey has brought to it (`isInvited`). */
  v.object({ kind: v.literal("invite"), id, campaign: id }),
  /** A code of the pool, for the tokens `coupon.code` and `coupon.until` of what follows. */
  v.object({ kind: v.literal("coupon"), id, pool: id }),
  /** Hands the visitor on to another channel, or a service, by a signed webhook (webhook.ts). */
  v.object({
    kind: v.literal("webhook"),
    id,
    type: v.picklist(["handover", "thank_you", "inactive"]),
    /** What that channel should say, tokens filled. */
    text: v.optional(copyWith(400, PUSH_TOKENS)),
  }),
  v.object({
    kind: v.literal("trait"),
    id,
    name: trait,
    value: v.union([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.number(), v.finite()), v.boolean()]),
  }),
] as const;
const WAITS = [
  /** Until so long after the trigger; gone on from at once where that has passed. */
  v.object({ kind: v.literal("wait"), id, minutes: whole(1, 1_600_000) }),
  /** Until the clock where the visitor is shows this hour, next. */
  v.object({ kind: v.literal("until_hour"), id, hour: whole(0, 23) }),
] as const;

export type Step =
  | v.InferOutput<(typeof ACTIONS)[number]>
  | v.InferOutput<(typeof WAITS)[number]>
  /** By the segment the visitor is in as the step is reached. */
  | { kind: "if"; id: string; segment: string; met: Step[]; unmet: Step[] }
  /** By chance, once and for good. `holdoutShare` of all end here, held out. */
  | {
      kind: "split";
      id: string;
      holdoutShare: number;
      branches: { id: string; share: number; steps: Step[] }[];
    };
export type ActionStep = v.InferOutput<(typeof ACTIONS)[number]>;

export const stepSchema: v.GenericSchema<unknown, Step> = v.lazy(() =>
  v.variant("kind", [
    ...ACTIONS,
    ...WAITS,
    v.object({ kind: v.literal("if"), id, segment: id, met: stepsSchema, unmet: stepsSchema }),
    v.object({
      kind: v.literal("split"),
      id,
      holdoutShare: share,
      branches: v.pipe(v.array(v.object({ id, share, steps: stepsSchema })), v.minLength(1), v.maxLength(4)),
    }),
  ]),
) as v.GenericSchema<unknown, Step>;
const stepsSchema = v.pipe(v.array(stepSchema), v.maxLength(20));

/** Steps below a step. */
export function branchesOf(step: Step): Step[][] {
  if (step.kind === "if") return [step.met, step.unmet];
  return step.kind === "split" ? step.branches.map(({ steps }) => steps) : [];
}
/** All steps, in the order in which they are read. */
export const stepsIn = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => [step, ...branchesOf(step).flatMap(stepsIn)]);
/** Ids of what a journey asks for. */
export function referencesIn({ trigger, segmentsIn, segmentsOut, steps, exits }: Journey): {
  segments: string[];
  pools: string[];
  campaigns: string[];
} {
  const all = stepsIn(steps);
  return {
    segments: [
      ...("segment" in trigger ? [trigger.segment] : []),
      ...segmentsIn,
      ...segmentsOut,
      ...exits.segmentsLeft,
      ...all.flatMap((step) => (step.kind === "if" ? [step.segment] : [])),
    ],
    pools: all.flatMap((step) => (step.kind === "coupon" ? [step.pool] : [])),
    campaigns: all.flatMap((step) => (step.kind === "invite" ? [step.campaign] : [])),
  };
}
const depthOf = (steps: readonly Step[]): number =>
  1 + Math.max(0, ...steps.flatMap(branchesOf).map(depthOf));

const MOST_STEPS = 40;
const DEEPEST = 4;

export const journeySchema = v.object({
  id,
  name: text(80),
  /** Only `published` ones reach the snapshot; of a paused or archived one nobody goes on. */
  status: v.picklist(["draft", "published", "paused", "archived"]),
  trigger: triggerSchema,
  /** Who is enrolled at all, by segments; empty: everybody. */
  segmentsIn: v.pipe(v.array(id), v.maxLength(20)),
  segmentsOut: v.pipe(v.array(id), v.maxLength(20)),
  steps: v.pipe(
    stepsSchema,
    v.minLength(1),
    v.check((steps) => {
      const ids = stepsIn(steps).map((step) => step.id);
      return ids.length <= MOST_STEPS && new Set(ids).size === ids.length;
    }, `at most ${MOST_STEPS} steps in all, each with an id of its own`),
    v.check((steps) => depthOf(steps) <= DEEPEST, `branches within branches at most ${DEEPEST - 1} deep`),
  ),
  /** What ends it before its end. */
  exits: v.object({
    order: v.boolean(),
    emptiedCart: v.boolean(),
    /** Out of any of these segments. */
    segmentsLeft: v.pipe(v.array(id), v.maxLength(5)),
  }),
  /** Days after the last time began until a visitor may begin again; null: never. */
  reentryDays: v.nullable(whole(0, 1_100)),
});
export type Journey = v.InferOutput<typeof journeySchema>;

/** How an enrolment ended. */
export type Ending = "done" | "ordered" | "emptied" | "left_segment" | "held_out" | "stopped" | "erased";

/** Where a visitor stands. */
export interface Enrolment {
  journey: string;
  visitor: string;
  /** Epoch ms: what every delay counts from. It may lie ahead, as when something is to run out. */
  triggeredAt: number;
  enrolledAt: number;
  /** Id of the product or order it is about; "". */
  subject: string;
  /** Id of the step where it stands: not done yet. */
  step: string;
  vars: {
    /** The code its steps have brought. */
    code?: string;
    /** Epoch ms from which it holds no more; absent: no end. */
    codeUntil?: number;
    /** Epoch ms: when the waits it has passed were over. */
    at?: number;
    /** Something has been done, or passed over: a cart was left for good. */
    hasActed?: boolean;
    /** By step, why an action was passed over: advance.ts Skipped. */
    skipped?: Record<string, string>;
  };
}
