/** What each field's comparison says of a visitor's columns. It must never say too much: tests/edge/pre-filter.test.ts. */
import {
  ALWAYS,
  type Bound,
  both,
  either,
  NEVER,
  type NumberColumn,
  type TextColumn,
  type Yardstick,
} from "./bound.ts";
import { LIFECYCLE_LIMITS, LIFECYCLES, type Lifecycle } from "./lifecycle.ts";
import { type SignKind, signOf } from "./marks.ts";
import { brandHash, categoryHash } from "./profile.ts";
import { RFM_SEGMENTS, type RfmSegment, rfmSegmentOf, type Score } from "./rfm.ts";
import { MAX_WINDOW_DAYS } from "./segment/field.ts";
import { holdsPlan, type Plan } from "./segment/plan.ts";
import type { Comparison } from "./segment.ts";
import { DAY_MS } from "./time.ts";

/** Bounds of whom the plan of the comparison holds for, or, with `isWanted` false, does not. */
type Bounding = (comparison: Comparison, plan: Plan, isWanted: boolean, yardstick: Yardstick) => Bound;

/** From and to, both in. */
type Range = [from: number, to: number];

/** The ranges in which a number must be; bounds touch, so an open end counts as a closed one. */
function rangesOf(plan: Plan, isWanted: boolean): Range[] {
  if (plan.kind !== "range") return [[-Infinity, Infinity]];
  const { least, most, isOutside } = plan;
  if (isWanted !== isOutside) return [[least, most]];
  const outside: Range[] = [
    [-Infinity, least],
    [most, Infinity],
  ];
  return outside.filter(([from, to]) => from < to);
}

/** A number: `within` bounds who has it in a range, `absent` who has none. */
const numeric =
  (
    within: (range: Range, yardstick: Yardstick, comparison: Comparison) => Bound,
    absent: Bound = NEVER,
  ): Bounding =>
  (comparison, plan, isWanted, yardstick) => {
    const known = rangesOf(plan, isWanted).map((range) => within(range, yardstick, comparison));
    return either(isWanted ? known : [absent, ...known]);
  };

/** Wider by a billionth: a number's text may come back one digit off in its last place. */
const SLACK = 1e-9;
const ranged = (column: NumberColumn, from: number, to: number): Bound =>
  from === -Infinity && to === Infinity
    ? ALWAYS
    : { column, from: from - Math.abs(from) * SLACK, to: to + Math.abs(to) * SLACK };

/** The column says the value itself, `unit` of it making one of the field; over a window it is the most there can be. */
const exactly = (column: NumberColumn, unit = 1) =>
  numeric(([from, to], yardstick, { days }) =>
    days === undefined
      ? ranged(column, from * unit, to * unit)
      : lately(column, from * unit, days, yardstick),
  );

/** More than nought in the last days: no more than the column says, and something of the visitor in those days. */
const lately = (column: NumberColumn, from: number, days: number, { now }: Yardstick): Bound =>
  from > 0
    ? both([
        ranged(column, from, Infinity),
        { column: "last_day", from: Math.floor(now / DAY_MS) - days + 1, to: Infinity },
      ])
    : ALWAYS;

/** A sum that the profile holds for so many days at most. */
const recent = (column: NumberColumn) =>
  numeric(([from], yardstick, { days = MAX_WINDOW_DAYS }) => lately(column, from, days, yardstick));

/** A millisecond more on either side: what was divided does not always multiply back. */
const instants = (column: NumberColumn, from: number, to: number): Bound => ({
  column,
  from: from - 1,
  to: to + 1,
});

/** The column says since when: the value is the time that has passed, in `unit` ms. */
const since = (column: NumberColumn, unit: number) =>
  numeric(([from, to], { now }) => instants(column, now - to * unit, now - from * unit), { isNull: column });

/** What is more than nought has left the sign of its name. */
const signed = (kind: SignKind, nameOf: (of: string) => string | number) =>
  numeric(([from], _, { of = "" }) => (from > 0 ? { sign: signOf(kind, nameOf(of)) } : ALWAYS));

/** A list of names, each with its sign. */
const listed =
  (kind: SignKind): Bounding =>
  ({ op, value }, _, isWanted) => {
    const signs = [value].flat().map((name): Bound => ({ sign: signOf(kind, String(name)) }));
    if (op === "any_of") return isWanted ? either(signs) : ALWAYS;
    if (op === "all_of") return isWanted ? both(signs) : ALWAYS;
    return op === "none_of" && !isWanted ? either(signs) : ALWAYS;
  };

/** Texts: the column holds them, and null where there is none. */
const worded =
  (column: TextColumn): Bounding =>
  (_, plan, isWanted) => {
    if (plan.kind !== "texts") return ALWAYS;
    const among: Bound =
      isWanted !== plan.isOutside ? { column, in: plan.texts } : { column, notIn: plan.texts };
    return isWanted ? among : either([{ isNull: column }, among]);
  };

/** A field of few values: whoever has one of those the plan holds for; or does not, and `absent` who has none. */
const oneOf =
  <Value extends string | number | boolean>(
    values: readonly Value[],
    boundOf: (value: Value, yardstick: Yardstick, of: string) => Bound,
    absent: (yardstick: Yardstick) => Bound = () => NEVER,
  ): Bounding =>
  ({ of = "" }, plan, isWanted, yardstick) => {
    const known = values
      .filter((value) => holdsPlan(plan, value) === isWanted)
      .map((value) => boundOf(value, yardstick, of));
    return either(isWanted ? known : [absent(yardstick), ...known]);
  };

const YES_NO = [true, false];
const yes = (boundOf: (of: string) => Bound) => oneOf(YES_NO, (is, _, of) => (is ? boundOf(of) : ALWAYS));

const hasOrders = (from: number, to = Infinity): Bound =>
  both([
    from > 0 ? ranged("most_orders", from, Infinity) : ALWAYS,
    to < Infinity ? ranged("least_orders", -Infinity, to) : ALWAYS,
  ]);
const NO_ORDER = hasOrders(0, 0);
const ANY_ORDER = hasOrders(1);
const orderedBetween = (from: number, to: number): Bound => instants("last_order_at", Math.max(2, from), to);

const hasPurchases = (least: number) =>
  numeric(() => ranged("purchases", least, Infinity), ranged("purchases", -Infinity, least - 1));

const SCORES: Score[] = [1, 2, 3, 4];
/** Days of the shop's calendar as time that has passed: a day more on either side leaves room for any zone and its rules. */
function recencyBound(recency: Score, { now, scoring }: Yardstick): Bound {
  if (!scoring?.cuts) return NEVER;
  // Most days since the last order for each score, beginning with 1; then fewer than any.
  const most = [Infinity, ...scoring.cuts.recencyDays.toReversed(), -1];
  const [longest, shortest] = [most[recency - 1]!, most[recency]! + 1];
  return orderedBetween(
    now - (longest + 2) * DAY_MS,
    shortest > 0 ? now - (shortest - 2) * DAY_MS : Infinity,
  );
}
function frequencyBound(frequency: Score, { scoring }: Yardstick): Bound {
  if (!scoring?.cuts) return NEVER;
  const least = [1, ...scoring.cuts.frequencyOrders, Infinity];
  return hasOrders(least[frequency - 1]!, least[frequency]! - 1);
}
const withoutScore = ({ scoring }: Yardstick): Bound => (scoring?.cuts ? NO_ORDER : ALWAYS);
const recenciesOf = (segment: RfmSegment) =>
  SCORES.filter((recency) =>
    SCORES.some((frequency) =>
      SCORES.some((monetary) => rfmSegmentOf({ recency, frequency, monetary }) === segment),
    ),
  );

function stageBound(stage: Lifecycle, { now, scoring }: Yardstick): Bound {
  const { inactiveDays, abandonedMinutes } = scoring?.lifecycle ?? LIFECYCLE_LIMITS;
  switch (stage) {
    case "potential":
      return NO_ORDER;
    case "first_purchase":
      return hasOrders(1, 1);
    case "returning":
      return hasOrders(2);
    case "inactive":
      return orderedBetween(-Infinity, now - inactiveDays * DAY_MS);
    case "cart_abandoner":
      return instants("cart_at", -Infinity, now - abandonedMinutes * 60_000);
  }
}

/** By field of the registry. What has no entry is known from the profile alone, or from the page being looked at. */
export const BOUNDED: Record<string, Bounding> = {
  visits: exactly("visits"),
  active_days: recent("pages"),
  pages: exactly("pages"),
  engaged_minutes: exactly("engaged_ms", 60_000),
  days_since_first_visit: since("first_at", DAY_MS),
  days_since_visit: numeric(
    ([from, to], { now }) =>
      ranged("last_day", Math.floor(now / DAY_MS - to) - 1, Math.floor(now / DAY_MS - from) + 1),
    { isNull: "first_at" },
  ),
  products: recent("products"),
  carts: recent("carts"),
  viewed: yes((of) => ({ sign: signOf("viewed", of) })),
  viewed_products: listed("viewed"),
  interest: signed("interest", categoryHash),
  brand_interest: signed("interest", brandHash),
  moment: numeric(([from], { now }, { of = "", days = MAX_WINDOW_DAYS }) =>
    from > 0
      ? both([
          { sign: signOf("moment", of) },
          { column: "last_day", from: Math.floor(now / DAY_MS) - days + 1, to: Infinity },
        ])
      : ALWAYS,
  ),
  cart_value: exactly("cart_value"),
  cart_items: exactly("cart_pieces"),
  cart_age_minutes: since("cart_at", 60_000),
  in_cart: yes((of) => ({ sign: signOf("cart", of) })),
  cart_products: listed("cart"),
  cart_category: yes(() => instants("cart_at", 0, Infinity)),
  checkout_step: worded("step"),
  orders: numeric(([from, to], { now }, { days }) => {
    if (days === undefined) return hasOrders(from, to);
    if (from <= 0) return ALWAYS;
    const since = (Math.floor(now / DAY_MS) - days + 1) * DAY_MS;
    return both([
      hasOrders(from),
      either([orderedBetween(since, Infinity), instants("purchase_at", since, Infinity)]),
    ]);
  }),
  revenue: numeric(([from]) => (from > 0 ? ANY_ORDER : ALWAYS)),
  average_order: numeric(() => ANY_ORDER, NO_ORDER),
  days_since_order: numeric(([from, to], { now }) => orderedBetween(now - to * DAY_MS, now - from * DAY_MS), {
    column: "last_order_at",
    from: 0,
    to: 0,
  }),
  orders_gap_days: hasPurchases(2),
  orders_overdue: numeric(() => ranged("purchases", 2, Infinity), ALWAYS),
  discount_share: hasPurchases(1),
  store_share: numeric(() => ANY_ORDER, NO_ORDER),
  rfm: oneOf(
    RFM_SEGMENTS,
    (segment, yardstick) => either(recenciesOf(segment).map((recency) => recencyBound(recency, yardstick))),
    withoutScore,
  ),
  recency: oneOf(SCORES, recencyBound, withoutScore),
  frequency: oneOf(SCORES, frequencyBound, withoutScore),
  monetary: oneOf(SCORES, (_, { scoring }) => (scoring?.cuts ? ANY_ORDER : NEVER), withoutScore),
  lifecycle: oneOf(LIFECYCLES, stageBound),
  channel: worded("channel"),
  source: worded("source"),
  campaign: worded("campaign"),
  first_channel: worded("first_channel"),
  first_source: worded("first_source"),
  first_campaign: worded("first_campaign"),
  continent: worded("continent"),
  country: worded("country"),
  region: worded("region"),
  city: worded("city"),
  device: worded("device"),
  language: worded("language"),
};
