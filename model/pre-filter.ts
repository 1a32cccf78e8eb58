/**
 * A condition as bounds over the narrow columns of a visitor's row: whoever is in the condition is within them, now and
 * at any later time that is asked for, so SQL may leave the others out. The predicate decides (design.md "Segments").
 * A field that is not named here, and an operator that is not known here, bounds nothing. Pure: `now` is an argument.
 */
import { hash32 } from "./bucketing.ts";
import { LIFECYCLE_LIMITS, LIFECYCLES, type Lifecycle } from "./lifecycle.ts";
import { toMajor } from "./money.ts";
import { brandHash, categoryHash, DAY_MS, type Profile } from "./profile.ts";
import { RFM_SEGMENTS, type RfmSegment, rfmSegmentOf, type Score } from "./rfm.ts";
import type { Scoring } from "./scoring.ts";
import { type Comparison, type Condition, FIELDS, OPERATORS } from "./segment.ts";

/** What stands of a profile in columns of its own. Null: the visitor has none. Texts are in lower case. */
export interface Marks {
  /** Epoch ms. */
  first_at: number | null;
  visits: number;
  pages: number;
  engaged_ms: number;
  /** Looks at products over the days the profile holds: no shorter window has more. */
  products: number;
  /** The same of what was put in the cart. */
  carts: number;
  /** Orders of the page that the profile holds. */
  purchases: number;
  /** Epoch ms of the last of them. */
  purchase_at: number | null;
  /** In the currency's own unit. */
  cart_value: number;
  cart_pieces: number;
  /** Epoch ms since when it is so; null where it is empty. */
  cart_at: number | null;
  country: string | null;
  region: string | null;
  city: string | null;
  channel: string | null;
  first_channel: string | null;
  campaign: string | null;
  device: string;
  language: string | null;
  step: string | null;
  /** Codes of the names in the profile's maps, three characters each: `signOf`. */
  signs: string;
}
type TextColumn =
  | "country"
  | "region"
  | "city"
  | "channel"
  | "first_channel"
  | "campaign"
  | "device"
  | "language"
  | "step";
/** `last_day`: of the newest event, UTC. Orders and the last of them are known between two sides: see model/facts.ts ordersOf. */
export type NumberColumn =
  | Exclude<keyof Marks, TextColumn | "signs">
  | "last_day"
  | "least_orders"
  | "most_orders"
  | "last_order_at";

/** What SQL can ask of a row; a null column is within no bound but `isNull`. */
export type Bound =
  | { all: Bound[] }
  | { any: Bound[] }
  | { column: NumberColumn; from: number; to: number }
  | { column: TextColumn; in: string[] }
  | { column: TextColumn; notIn: string[] }
  | { isNull: NumberColumn | TextColumn }
  | { sign: string };

export const ALWAYS: Bound = { all: [] };
export const NEVER: Bound = { any: [] };

/** The columns of a profile. */
export function marksOf(profile: Profile): Marks {
  const text = (value: string | undefined) => value?.toLowerCase() ?? null;
  const days = Object.values(profile.days);
  const purchases = Object.values(profile.purchases);
  const cart = profile.cart?.value;
  const place = profile.place?.value;
  return {
    first_at: profile.firstSeenAt || null,
    visits: profile.visits,
    pages: profile.pages,
    engaged_ms: profile.engagedMs,
    products: days.reduce((sum, day) => sum + day.products, 0),
    carts: days.reduce((sum, day) => sum + day.carts, 0),
    purchases: purchases.length,
    purchase_at: purchases.length > 0 ? Math.max(...purchases.map(({ at }) => at)) : null,
    cart_value: cart ? toMajor(cart.valueMinor, cart.currency) : 0,
    cart_pieces: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
    cart_at: cart?.lines.length ? profile.cart!.at : null,
    country: text(place?.country),
    region: text(place?.region),
    city: text(place?.city),
    channel: text(profile.lastSource?.value.channel),
    first_channel: text(profile.firstSource?.value.channel),
    campaign: text(profile.lastSource?.value.campaign),
    device: profile.device?.value ?? "desktop",
    language: text(profile.language?.value),
    step: text(profile.step?.value),
    signs: signsOf(profile),
  };
}

type SignKind = "viewed" | "cart" | "interest" | "moment" | "trait";

/**
 * A name as two letters or digits and a full stop: SQL finds it in `signs` as in a list, since no code crosses two. One
 * of 1,296 other names looks the same, and then the predicate decides.
 */
export const signOf = (kind: SignKind, name: string | number): string =>
  `${(hash32(`${kind}:${name}`) % 1_296).toString(36).padStart(2, "0")}.`;

function signsOf(profile: Profile): string {
  const rest = (key: string) => key.slice(key.indexOf(":") + 1);
  const signs = new Set([
    ...Object.keys(profile.moments).map((key) => signOf("moment", rest(key))),
    ...(profile.cart?.value.lines ?? []).map(({ id }) => signOf("cart", id)),
    ...Object.keys(profile.interests).map((key) => signOf("interest", rest(key))),
    ...Object.keys(profile.viewed).map((id) => signOf("viewed", id)),
    ...Object.keys(profile.traits).map((name) => signOf("trait", name)),
  ]);
  return [...signs].join("");
}

/** By what stored visitors are judged. */
export interface Yardstick {
  /** Epoch ms. */
  now: number;
  /** Undefined before the first publication: then nobody has a score. */
  scoring: Scoring | undefined;
}

/** Bounds of whoever is in the condition; with `isWanted` false of whoever is not. */
export function preFilter(condition: Condition, yardstick: Yardstick, isWanted = true): Bound {
  const parts = (conditions: Condition[], isPartWanted: boolean) =>
    conditions.map((part) => preFilter(part, yardstick, isPartWanted));
  if ("all" in condition)
    return isWanted ? both(parts(condition.all, true)) : either(parts(condition.all, false));
  if ("any" in condition)
    return isWanted ? either(parts(condition.any, true)) : both(parts(condition.any, false));
  if ("none" in condition)
    return isWanted ? both(parts(condition.none, false)) : either(parts(condition.none, true));
  return BOUNDED[condition.field]?.(condition, yardstick, isWanted) ?? ALWAYS;
}

const isAlways = (bound: Bound) => "all" in bound && bound.all.length === 0;
const isNever = (bound: Bound) => "any" in bound && bound.any.length === 0;

function both(bounds: Bound[]): Bound {
  if (bounds.some(isNever)) return NEVER;
  const parts = bounds.filter((bound) => !isAlways(bound));
  return parts.length === 1 ? parts[0]! : { all: parts };
}
function either(bounds: Bound[]): Bound {
  if (bounds.some(isAlways)) return ALWAYS;
  const parts = bounds.filter((bound) => !isNever(bound));
  return parts.length === 1 ? parts[0]! : { any: parts };
}

/** What one field's comparison says of the row, where it holds (`isWanted`) or does not. */
type Bounding = (comparison: Comparison, yardstick: Yardstick, isWanted: boolean) => Bound;

/** From and to, both in. */
type Range = [from: number, to: number];

/** Values for which a comparison of numbers holds, or does not, or touches it; undefined where that is not one range. */
function rangeOf({ op, value }: Comparison, isWanted: boolean): Range | undefined {
  const limit = value as number;
  switch (op) {
    case "gte":
    case "gt":
      return isWanted ? [limit, Infinity] : [-Infinity, limit];
    case "lte":
    case "lt":
      return isWanted ? [-Infinity, limit] : [limit, Infinity];
    case "eq":
      return isWanted ? [limit, limit] : undefined;
  }
  return undefined;
}

/** A number: `within` bounds who has it in the range, `absent` who has none. */
const numeric =
  (
    within: (range: Range, yardstick: Yardstick, comparison: Comparison) => Bound,
    absent: Bound = NEVER,
  ): Bounding =>
  (comparison, yardstick, isWanted) => {
    const range = rangeOf(comparison, isWanted);
    if (!range) return ALWAYS;
    const bound = within(range, yardstick, comparison);
    return isWanted ? bound : either([absent, bound]);
  };

/** Wider by a billionth: a number's text may come back one digit off in its last place. */
const SLACK = 1e-9;
function ranged(column: NumberColumn, from: number, to: number): Bound {
  const wide = { column, from: from - Math.abs(from) * SLACK, to: to + Math.abs(to) * SLACK };
  return from === -Infinity && to === Infinity ? ALWAYS : wide;
}

/** The column says the value itself, `unit` of it making one of the field. */
const exactly = (column: NumberColumn, unit = 1) =>
  numeric(([from, to]) => ranged(column, from * unit, to * unit));

/** The column says since when: the value is the time that has passed, in `unit` ms. */
const since = (column: NumberColumn, unit: number) =>
  numeric(
    ([from, to], { now }) =>
      both([{ ...KNOWN, column }, instants(column, now - to * unit, now - from * unit)]),
    {
      isNull: column,
    },
  );
const KNOWN = { from: -Infinity, to: Infinity };
/** A millisecond more on either side: what was divided does not always multiply back. */
const instants = (column: NumberColumn, from: number, to: number) =>
  from === -Infinity && to === Infinity ? ALWAYS : { column, from: from - 1, to: to + 1 };

/** A count over the last days: no more than the column says, and none without an event in those days. */
const lately = (column: NumberColumn) =>
  numeric(([from], { now }) =>
    from > 0
      ? both([
          ranged(column, from, Infinity),
          { column: "last_day", from: Math.floor(now / DAY_MS) - WINDOW_DAYS, to: Infinity },
        ])
      : ALWAYS,
  );
const WINDOW_DAYS = 30;

/** Whatever is more than nought has left the sign of its name. */
const signed = (kind: SignKind, nameOf: (of: string) => string | number = (of) => of) =>
  numeric(([from], _, { of = "" }) => (from > 0 ? { sign: signOf(kind, nameOf(of)) } : ALWAYS));

/** Texts: the column holds them, and null where there is none; then no comparison holds. */
const worded =
  (column: TextColumn): Bounding =>
  ({ op, value }, _, isWanted) => {
    const words = [value].flat().map((word) => String(word).toLowerCase());
    const isIn: Bound = { column, in: words };
    const isOut: Bound = { column, notIn: words };
    switch (op) {
      case "is":
      case "one_of":
        return isWanted ? isIn : either([{ isNull: column }, isOut]);
      case "is_not":
        return isWanted ? isOut : either([{ isNull: column }, isIn]);
    }
    return ALWAYS;
  };

/** A field of few values: whoever has one of those that the comparison lets through. Says nothing of who has none. */
const oneOf =
  <Value extends string | number | boolean>(
    values: readonly Value[],
    boundOf: (value: Value, yardstick: Yardstick, of: string) => Bound,
  ): Bounding =>
  ({ field, of = "", op, value }, yardstick, isWanted) => {
    if (!isWanted) return ALWAYS;
    const test = OPERATORS[FIELDS[field]!.type][op]?.test(value);
    return test ? either(values.filter(test).map((one) => boundOf(one, yardstick, of))) : ALWAYS;
  };

const hasOrders = (from: number, to = Infinity): Bound =>
  both([
    from > 0 ? ranged("most_orders", from, Infinity) : ALWAYS,
    to < Infinity ? ranged("least_orders", -Infinity, to) : ALWAYS,
  ]);
/** `last_order_at` is 0 before the first. */
const orderedAt = (from: number, to: number): Bound => instants("last_order_at", Math.max(2, from), to);

const SCORES: Score[] = [1, 2, 3, 4];
/** Days of the shop's calendar as hours that have passed: a day more on either side leaves room for any zone and its rules. */
const recencyBound = (recency: Score, { now, scoring }: Yardstick): Bound => {
  if (!scoring?.cuts) return NEVER;
  // Days since the last order for each score, the greatest first: from (excluded) and to.
  const edges = [Infinity, ...scoring.cuts.recencyDays.toReversed(), -1];
  const [most, least] = [edges[recency - 1]!, edges[recency]! + 1];
  return orderedAt(now - (most + 2) * DAY_MS, least > 0 ? now - (least - 2) * DAY_MS : Infinity);
};
const frequencyBound = (frequency: Score, { scoring }: Yardstick): Bound => {
  if (!scoring?.cuts) return NEVER;
  const edges = [1, ...scoring.cuts.frequencyOrders, Infinity];
  return hasOrders(edges[frequency - 1]!, edges[frequency]! - 1);
};
const hasRecency = (segment: RfmSegment) => (recency: Score) =>
  SCORES.some((frequency) =>
    SCORES.some((monetary) => rfmSegmentOf({ recency, frequency, monetary }) === segment),
  );

const stageBound = (stage: Lifecycle, { now, scoring }: Yardstick): Bound => {
  const { inactiveDays, abandonedMinutes } = scoring?.lifecycle ?? LIFECYCLE_LIMITS;
  switch (stage) {
    case "potential":
      return hasOrders(0, 0);
    case "first_purchase":
      return hasOrders(1, 1);
    case "returning":
      return hasOrders(2);
    case "inactive":
      return orderedAt(0, now - inactiveDays * DAY_MS);
    case "cart_abandoner":
      return { column: "cart_at", from: -Infinity, to: now - abandonedMinutes * 60_000 + 1 };
  }
};

/** By field of the registry. What has no entry is read from the profile alone. */
export const BOUNDED: Record<string, Bounding> = {
  visits: exactly("visits"),
  pages: exactly("pages"),
  engaged_minutes: exactly("engaged_ms", 60_000),
  days_since_first_visit: since("first_at", DAY_MS),
  visits_30d: lately("visits"),
  products_30d: lately("products"),
  carts_30d: lately("carts"),
  orders: numeric(([from, to]) => hasOrders(from, to)),
  revenue: numeric(([from]) => (from > 0 ? hasOrders(1) : ALWAYS)),
  days_since_order: numeric(([from, to], { now }) => orderedAt(now - to * DAY_MS, now - from * DAY_MS), {
    column: "last_order_at",
    from: 0,
    to: 0,
  }),
  orders_gap_days: (_, __, isWanted) => (isWanted ? ranged("purchases", 2, Infinity) : ALWAYS),
  rfm: oneOf(RFM_SEGMENTS, (segment, yardstick) =>
    either(SCORES.filter(hasRecency(segment)).map((recency) => recencyBound(recency, yardstick))),
  ),
  recency: oneOf(SCORES, recencyBound),
  frequency: oneOf(SCORES, frequencyBound),
  monetary: oneOf(SCORES, (_, { scoring }) => (scoring?.cuts ? hasOrders(1) : NEVER)),
  lifecycle: oneOf(LIFECYCLES, stageBound),
  cart_value: exactly("cart_value"),
  cart_items: exactly("cart_pieces"),
  cart_age_minutes: since("cart_at", 60_000),
  channel: worded("channel"),
  first_channel: worded("first_channel"),
  campaign: worded("campaign"),
  country: worded("country"),
  region: worded("region"),
  city: worded("city"),
  device: worded("device"),
  language: worded("language"),
  checkout_step: worded("step"),
  interest: signed("interest", categoryHash),
  brand_interest: signed("interest", brandHash),
  moment: signed("moment"),
  viewed: oneOf([true, false], (isSo, _, of) => (isSo ? { sign: signOf("viewed", of) } : ALWAYS)),
  in_cart: oneOf([true, false], (isSo, _, of) => (isSo ? { sign: signOf("cart", of) } : ALWAYS)),
  trait: ({ of = "" }, _, isWanted) => (isWanted ? { sign: signOf("trait", of) } : ALWAYS),
};
