/** Whom what they did, and the segments they came into by it, enrols into journeys. Pure. */
import { firstDue } from "./advance.ts";
import { hash32 } from "./bucketing.ts";
import { PERSONALISE } from "./consent.ts";
import { ordersOf } from "./facts.ts";
import { isForVisitor } from "./for-whom.ts";
import type { Journey, JourneyTrigger } from "./journey.ts";
import { emptyServerPart } from "./passport.ts";
import type { Profile } from "./profile.ts";
import type { Known, Settled } from "./settle.ts";
import { DAY_MS } from "./time.ts";

/** A visitor who is to begin a journey, as far as its re-entry rule lets them. */
export interface Enrolling {
  journey: string;
  visitor: string;
  /** Epoch ms: when that happened which enrols them. */
  enrolledAt: number;
  /** Epoch ms: what every delay counts from. */
  triggeredAt: number;
  /** Id of the product or order it is about; "". */
  subject: string;
  /** Its first step, and when that is looked at. */
  step: string;
  dueAt: number;
  reentryDays: number | null;
}

/** What is known of a product that was bought. */
export interface Bought {
  category: string | null;
  /** Days from one order of it to the next, as its buyers order it; null: too few have ordered it again. */
  gapDays: number | null;
}

/** Something that enrols: `at` when it happened, `triggeredAt` where delays count from another instant. */
export interface Start {
  at: number;
  triggeredAt?: number;
  subject?: string;
}

/** `bought`: by product, of the orders among the events; asked for only where `needsBought`. */
export function enrolmentsOf(
  journeys: readonly Journey[],
  visitor: string,
  known: Pick<Known, "server"> | undefined,
  settled: Settled,
  bought: ReadonlyMap<string, Bought>,
): Enrolling[] {
  if (!mayPersonalise(settled.profile)) return [];
  const memberships = new Set(settled.segments);
  return journeys.flatMap((journey) => {
    if (!isForVisitor(journey, memberships)) return [];
    const start = startsOf(journey.trigger, known, settled, bought)
      .sort((a, b) => a.at - b.at)
      .at(-1);
    return start ? [enrolling(journey, visitor, start)] : [];
  });
}

export const needsBought = (journeys: readonly Journey[]): boolean =>
  journeys.some(({ trigger }) => trigger.kind === "runs_out");

/** Nobody who took it back. Of who is known by the shop's server alone nothing is told. */
export const mayPersonalise = ({ consent }: Profile): boolean => !consent || !!(consent.value & PERSONALISE);

export function enrolling(
  journey: Journey,
  visitor: string,
  { at, triggeredAt = at, subject = "" }: Start,
): Enrolling {
  return {
    journey: journey.id,
    visitor,
    enrolledAt: at,
    triggeredAt,
    subject,
    step: journey.steps[0]!.id,
    dueAt: firstDue(journey, triggeredAt),
    reentryDays: journey.reentryDays,
  };
}

function startsOf(
  trigger: JourneyTrigger,
  known: Pick<Known, "server"> | undefined,
  settled: Settled,
  bought: ReadonlyMap<string, Bought>,
): Start[] {
  switch (trigger.kind) {
    case "segment_enter":
    case "segment_exit":
      return settled.added
        .filter(({ name, props }) => name === trigger.kind && props.segment === trigger.segment)
        .map(({ at }) => ({ at }));
    case "event":
      return eventsOf(settled)
        .filter(({ event: { name } }) => name === trigger.event || name === `custom:${trigger.event}`)
        .map(({ at, event }) => ({ at, subject: (event.props as { item?: { id: string } }).item?.id ?? "" }));
    case "cart_left":
      return cartLeft(settled);
    case "order": {
      const orders = ordersIn(settled);
      const all = ordersOf(settled.profile, known?.server ?? emptyServerPart).count;
      return orders
        .filter((_, i) => trigger.nth === undefined || all - (orders.length - 1 - i) === trigger.nth)
        .map(({ id, at }) => ({ at, subject: id }));
    }
    case "runs_out":
      return ordersIn(settled).flatMap(({ at, lines }) => runningOut(trigger, at, lines, bought));
    case "date":
    case "fall":
    case "back_in_stock":
    case "price_drop":
      return [];
  }
}

const eventsOf = ({ fresh }: Settled) => fresh.flatMap(({ events }) => events);

/** Not at every sign of who has something in the cart: the step itself looks when the last was (advance.ts). */
function cartLeft(settled: Settled): Start[] {
  const { profile } = settled;
  const isNews = eventsOf(settled).some(
    ({ event }) => event.name === "cart" || (event.name === "page_view" && event.props.landing),
  );
  return isNews && hasCart(profile) ? [{ at: profile.lastSeenAt }] : [];
}

/** Something lies in it, and was not bought since. `lastOrderAt`: epoch ms, by whichever door. */
export function hasCart({ cart, purchases }: Profile, lastOrderAt = 0): boolean {
  const bought = Math.max(lastOrderAt, ...Object.values(purchases).map(({ at }) => at));
  return !!cart?.value.lines.length && cart.at > bought;
}

/** Orders that nobody had told of before, the oldest first. */
export function ordersIn(settled: Settled): { id: string; at: number; lines: string[] }[] {
  const orders = new Map<string, { id: string; at: number; lines: string[] }>();
  for (const { at, event } of eventsOf(settled)) {
    if (event.name !== "purchase") continue;
    const { orderId, lines } = event.props;
    if (hash32(orderId) in settled.before.purchases || orders.has(orderId)) continue;
    orders.set(orderId, { id: orderId, at, lines: lines.map(({ id }) => id) });
  }
  return [...orders.values()].sort((a, b) => a.at - b.at);
}

/** Of the products of an order that which is to run out first. */
function runningOut(
  { usualDays, categories, isLearned }: Extract<JourneyTrigger, { kind: "runs_out" }>,
  at: number,
  lines: string[],
  bought: ReadonlyMap<string, Bought>,
): Start[] {
  return lines
    .flatMap((id) => {
      const { category = null, gapDays = null } = bought.get(id) ?? {};
      const told = categories.find((one) => one.category === category)?.days;
      const days = (isLearned ? gapDays : null) ?? told ?? usualDays;
      return days === undefined ? [] : [{ at, triggeredAt: at + days * DAY_MS, subject: id }];
    })
    .sort((a, b) => a.triggeredAt - b.triggeredAt)
    .slice(0, 1);
}
