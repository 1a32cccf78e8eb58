/**
 * RFM (E1–E6): how recently, how often and for how much a buyer has bought, each scored 1 to 4, and the ten named
 * segments over that grid. Scores follow from three facts, the cut points and the day, so they fall by the clock alone
 * and are never stored.
 */
import * as v from "valibot";

export type Score = 1 | 2 | 3 | 4;

/** What is known of one buyer, in one currency. */
export interface Buyer {
  /** Day of the last order in the shop's time zone, days since 1970-01-01. */
  lastOrderDay: number;
  /** At least 1. */
  orders: number;
  /** Minor units, all orders together. */
  valueMinor: number;
}

export interface RfmScore {
  recency: Score;
  frequency: Score;
  monetary: Score;
}

const rising = (of: "orders" | "minor units" | "days") =>
  v.pipe(
    v.tuple([
      v.pipe(v.number(), v.integer(), v.minValue(0)),
      v.pipe(v.number(), v.integer(), v.minValue(0)),
      v.pipe(v.number(), v.integer(), v.minValue(0)),
    ]),
    v.check(([a, b, c]) => a < b && b < c, `three rising whole numbers of ${of}`),
  );

/** Where one score ends and the next begins; published with the rules, so that device, edge and dashboard score alike. */
export const cutPointsSchema = v.object({
  /** Most days since the last order for a recency of 4, 3 and 2 (E2: 7, 14, 30); day 0 is the day of the order. */
  recencyDays: rising("days"),
  /** Least orders for a frequency of 2, 3 and 4. One order is always 1. */
  frequencyOrders: v.pipe(
    rising("orders"),
    v.check(([second]) => second >= 2, "at least 2 orders for a frequency of 2"),
  ),
  /** Least value for a monetary score of 2, 3 and 4, minor units of the reporting currency. */
  monetaryMinor: rising("minor units"),
});
export type CutPoints = v.InferOutput<typeof cutPointsSchema>;

/** What is taken for fresh, cooling and cool unless the shop says otherwise (E2). */
export const RECENCY_DAYS: CutPoints["recencyDays"] = [7, 14, 30];

export function scoreOf(buyer: Buyer, cuts: CutPoints, today: number): RfmScore {
  const days = Math.max(0, today - buyer.lastOrderDay);
  const [fresh, cooling, cool] = cuts.recencyDays;
  return {
    recency: days <= fresh ? 4 : days <= cooling ? 3 : days <= cool ? 2 : 1,
    frequency: reached(buyer.orders, cuts.frequencyOrders),
    monetary: reached(buyer.valueMinor, cuts.monetaryMinor),
  };
}

const reached = (value: number, [second, third, fourth]: [number, number, number]): Score =>
  value >= fourth ? 4 : value >= third ? 3 : value >= second ? 2 : 1;

export const RFM_SEGMENTS = [
  "champions",
  "loyal",
  "potential_loyalists",
  "new_customers",
  "promising",
  "need_attention",
  "at_risk",
  "cant_lose_them",
  "hibernating",
  "lost",
] as const;
export type RfmSegment = (typeof RFM_SEGMENTS)[number];

/** What each is, for the dashboard. */
export const rfmSegmentWords: Record<RfmSegment, { name: string; meaning: string }> = {
  champions: { name: "Champions", meaning: "Bought this week, often and for much." },
  loyal: { name: "Loyal", meaning: "Bought this week, and either often or for much." },
  potential_loyalists: {
    name: "Potential loyalists",
    meaning: "Bought this week for the second time or so.",
  },
  new_customers: { name: "New customers", meaning: "Bought this week for the first time." },
  promising: {
    name: "Promising",
    meaning: "Not this week, but the week before; more orders or more spent than most.",
  },
  need_attention: {
    name: "Need attention",
    meaning: "A first small order the week before, and nothing since.",
  },
  at_risk: { name: "At risk", meaning: "Bought often and for much, and not for over a fortnight." },
  cant_lose_them: {
    name: "Can't lose them",
    meaning: "Bought often and for much, and not for over a month.",
  },
  hibernating: { name: "Hibernating", meaning: "Nothing for over a fortnight." },
  lost: { name: "Lost", meaning: "Nothing for over a month. Still worth winning back." },
};

/**
 * The named segment of a cell of the grid: every cell has exactly one. A buyer who does nothing falls with recency:
 * New customers → Promising or Need attention → Hibernating → Lost (E4); the best → At risk → Can't lose them.
 */
export function rfmSegmentOf({ recency, frequency, monetary }: RfmScore): RfmSegment {
  const isOften = frequency >= 3;
  const isMuch = monetary >= 3;
  switch (recency) {
    case 4:
      if (isOften && isMuch) return "champions";
      if (isOften || (frequency === 2 && isMuch)) return "loyal";
      return frequency === 2 ? "potential_loyalists" : "new_customers";
    case 3:
      return frequency >= 2 || isMuch ? "promising" : "need_attention";
    case 2:
      return isOften && isMuch ? "at_risk" : "hibernating";
    case 1:
      return isOften && isMuch ? "cant_lose_them" : "lost";
  }
}

/** The next change by the clock alone (E6). */
export interface Fall {
  /** First day of the lower recency, days since 1970-01-01. */
  day: number;
  from: RfmSegment;
  to: RfmSegment;
}

/** Undefined for who has a recency of 1: there is nothing below. */
export function nextFall(buyer: Buyer, cuts: CutPoints, today: number): Fall | undefined {
  const score = scoreOf(buyer, cuts, today);
  if (score.recency === 1) return undefined;
  const lastDays = cuts.recencyDays[4 - score.recency]!;
  return {
    day: buyer.lastOrderDay + lastDays + 1,
    from: rfmSegmentOf(score),
    to: rfmSegmentOf({ ...score, recency: (score.recency - 1) as Score }),
  };
}

/** Last-order days of those who fall on a day: one for each step down, from 4, from 3 and from 2. */
export function fallingOn(day: number, { recencyDays }: CutPoints): [number, number, number] {
  return recencyDays.map((days) => day - days - 1) as [number, number, number];
}

/** The values that a quarter, a half and three quarters of all lie below: the nearest rank, no interpolation. */
export type Quartiles = [low: number, half: number, high: number];

/**
 * Cut points from the shop's own buyers: quartiles of spend and of orders, a frequency of 2 beginning with the second
 * order whatever the quartiles say, since most buyers of most shops have one.
 */
export function cutsFrom(orders: Quartiles, valueMinor: Quartiles): CutPoints {
  const [, halfOrders, mostOrders] = orders;
  const third = Math.max(3, halfOrders);
  const [low, half, high] = valueMinor;
  return {
    recencyDays: RECENCY_DAYS,
    frequencyOrders: [2, third, Math.max(third + 1, mostOrders)],
    // Equal quartiles would leave a score without anybody and the next without a beginning.
    monetaryMinor: [low, Math.max(low + 1, half), Math.max(low + 2, half + 1, high)],
  };
}
