/**
 * How far a visit came on the way from a look to an order, and what kept it from there (S9, S11). What a visit adds to the
 * sums of the day on which it began follows from all that is known of it, so fresh events add the difference to before: in
 * whatever order they come, the sums are the same. Pure.
 */
import type { Profile, Run } from "./profile.ts";
import { calendarOf } from "./shop-day.ts";
import type { Tally } from "./tally.ts";
import { DAY_MS } from "./time.ts";
import { type Moment, momentsOf, TIMELINE_LENGTH } from "./timeline.ts";

/** Ways on, each of which presumes those before it: who paid has seen a product, wherever it was. */
export const COURSE = ["view", "cart", "checkout", "delivery", "payment", "order"] as const;
export type CourseStep = (typeof COURSE)[number];

/** What can have kept a visit from its order. */
export const HINDRANCES = ["form_error", "delivery_cost", "payment_failed"] as const;
export type Hindrance = (typeof HINDRANCES)[number];

const STEP_OF = new Map<string, CourseStep>([
  ["view_item", "view"],
  ["add_to_cart", "cart"],
  ["begin_checkout", "checkout"],
  ["add_shipping_info", "delivery"],
  ["add_payment_info", "payment"],
  ["payment_failed", "payment"],
  ["purchase", "order"],
]);
const CHECKOUT = COURSE.indexOf("checkout");

/** Steps that an event's name shows to have been reached; 0: none. */
function depthOf(name: string): number {
  const step = STEP_OF.get(name);
  return step ? COURSE.indexOf(step) + 1 : 0;
}

function hindranceIn({ name, props }: Moment): Hindrance | undefined {
  if (name === "form_error" || name === "payment_failed") return name;
  return name === "micro_moment" && props.moment === "delivery_cost" ? "delivery_cost" : undefined;
}

/**
 * What one visit adds, by name: `reach:STEP` for every step it came to, and where it ended without an order `left:STEP:WHY`
 * for its last step and each hindrance met. A form's fault counts from the checkout on. `atLeast`: steps known from elsewhere.
 */
function courseOf(moments: readonly Moment[], atLeast: number): string[] {
  const depth = moments.reduce((most, { name }) => Math.max(most, depthOf(name)), atLeast);
  const reached = COURSE.slice(0, depth).map((step) => `reach:${step}`);
  if (depth <= CHECKOUT || depth === COURSE.length) return reached;
  const met = new Set(moments.map(hindranceIn).filter((one) => one !== undefined));
  return [...reached, ...[...met].map((why) => `left:${COURSE[depth - 1]}:${why}`)];
}

/**
 * Adds what fresh events of one visitor change. `timeline`: the visitor's as it was before them. What the shop's server told
 * belongs to no visit.
 */
export function tallyCourse(
  tally: Tally,
  { before, timeline, fresh }: { before: Profile; timeline: readonly Moment[]; fresh: readonly Run[] },
  timeZone: string,
): void {
  const dayOf = calendarOf(timeZone);
  const added = fresh
    .filter(({ told }) => !told)
    .flatMap(momentsOf)
    .filter(bears);
  for (const session of new Set(added.map((moment) => moment.session))) {
    const isOfIt = (moment: Moment) => moment.session === session && !moment.source && bears(moment);
    const known = timeline.filter(isOfIt);
    const all = [...known, ...added.filter(isOfIt)];
    const lost = isCutOff(timeline, session) ? depthKnown(before, all[0]!.at) : 0;
    const changes = new Map<string, number>();
    for (const [moments, sign] of [
      [known, -1],
      [all, 1],
    ] as const) {
      if (moments.length === 0) continue;
      const day = dayOf(Math.min(...moments.map(({ at }) => at)));
      for (const name of courseOf(moments, lost)) {
        const key = `${day}:${name}`;
        changes.set(key, (changes.get(key) ?? 0) + sign);
      }
    }
    for (const [key, change] of changes) if (change !== 0) tally.set(key, (tally.get(key) ?? 0) + change);
  }
}

/** Whether anything follows from it; the first moment of a visit does, since it may be the one that says its day. */
const bears = (moment: Moment) =>
  moment.name === "page_view" || depthOf(moment.name) > 0 || hindranceIn(moment) !== undefined;

/** A timeline that is full may have lost the beginning of a visit that it begins in. */
const isCutOff = (timeline: readonly Moment[], session: number) =>
  timeline.length >= TIMELINE_LENGTH && timeline[0]!.session === session;

/** Of a visit of more than a hundred moments: what the profile says of its day stands for those that have gone. */
function depthKnown({ days, step }: Profile, at: number): number {
  const day = Math.floor(at / DAY_MS);
  const { products = 0, carts = 0, orders = 0 } = days[day] ?? {};
  const inCheckout = step && Math.floor(step.at / DAY_MS) === day ? depthOf(step.value) : 0;
  return Math.max(inCheckout, orders > 0 ? COURSE.length : carts > 0 ? 2 : products > 0 ? 1 : 0);
}
