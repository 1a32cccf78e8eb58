/**
 * Visitors with a habit, whose days are laid out beforehand: the few buyers of whom a shop tells stories (P8 to P10), and
 * those who make up the upper rows of the RFM grid. They order as anybody orders; that they come is what is certain.
 */
import { CURRENCY } from "../products.ts";
import type { Visit } from "./calendar.ts";
import { Chance } from "./chance.ts";
import { atHour, HOMES, shopDayOf } from "./places.ts";
import { makeVisitor, TEMPERAMENTS, type Temperament, type Visitor } from "./visitors.ts";

/** Theirs begin where no other visitor's index comes. */
const FIRST_INDEX = 1_000_000;
const DEAR = [7_400, 18_900] as const;
const MIDDLING = [2_000, 5_800] as const;

/** Comes to order; now and then something keeps even those from it. */
const ordering = (prices: readonly [number, number]): Temperament => ({
  ...TEMPERAMENTS.loyal,
  products: [1, 2],
  adds: 1,
  looksAtCart: 1,
  orders: 0.84,
  prices,
});
const looking: Temperament = { ...TEMPERAMENTS.browser, products: [1, 3], adds: 0 };
/** Asks for what is not there any more, and hardly looks at the rest. */
const searchingInVain: Temperament = { ...looking, products: [0, 0], searches: 1, unfound: 1 };

interface Habit {
  /** How many have it. */
  count: number;
  /** On which days before the last they come, and what for. */
  days: readonly (readonly [daysBefore: number, temperament: Temperament])[];
  /** All days of one visitor are later by the same number of days, at most so many: nobody's days are another's. */
  shiftDays: number;
  become?: (visitor: Visitor, chance: Chance) => Partial<Visitor>;
  /** On which days before the last they buy in the store, where it is no habit of long ago. */
  tillDays?: readonly number[];
}

const each = (temperament: Temperament, ...days: number[]) =>
  days.map((daysBefore) => [daysBefore, temperament] as const);

const BIG_CITIES = new Set(["Warszawa", "Kraków", "Wrocław", "Poznań", "Łódź"]);
const member = { account: true, newsletter: true };

const SUDDENLY_GONE: Habit = {
  count: 5,
  shiftDays: 1,
  days: [...each(looking, 57, 54, 52, 49, 46, 44, 41, 38, 34), ...each(looking, 19)],
  become: (_, chance) => ({
    declares: { ...member, gender: chance.happens(0.5) ? "female" : "male" },
    signsIn: true,
  }),
};

const HABITS: readonly Habit[] = [
  // A woman in a big city who orders regularly, and for much (P8).
  {
    count: 6,
    shiftDays: 4,
    days: [...each(ordering(DEAR), 54, 43, 31, 20, 9), ...each(looking, 37, 15)],
    become: (_, chance) => ({
      home: chance.weighted(HOMES.filter(([{ place }]) => BIG_CITIES.has(place.city ?? ""))),
      declares: { account: true, gender: "female", newsletter: chance.happens(0.5) },
    }),
  },
  // Often, lately, for whatever it costs: champions and the loyal.
  { count: 5, shiftDays: 3, days: each(ordering(MIDDLING), 52, 42, 32, 22, 13, 4) },
  // A second order within the week.
  { count: 5, shiftDays: 3, days: [...each(ordering(MIDDLING), 27, 4), ...each(looking, 12)] },
  // Two dear things, the second lately (M14).
  { count: 4, shiftDays: 3, days: each(ordering(DEAR), 33, 9) },
  // Ordered now and then for middling sums, and now only searches for what is gone (P9).
  {
    count: 7,
    shiftDays: 4,
    days: [...each(ordering(MIDDLING), 54, 44), ...each(searchingInVain, 10, 5)],
  },
  // Bought again and again, and not for a month; looks in still.
  { count: 4, shiftDays: 2, days: [...each(ordering(MIDDLING), 57, 50, 42, 35), ...each(looking, 11)] },
  SUDDENLY_GONE,
  // Looks here, buys in the store a day or two after (M6); half of them in the month before the last.
  { count: 7, shiftDays: 4, days: each(looking, 26, 12), tillDays: [10] },
  { count: 4, shiftDays: 4, days: each(looking, 53, 44), tillDays: [42] },
  // Bought in the store first, and now here.
  { count: 5, shiftDays: 5, days: each(ordering(MIDDLING), 9), tillDays: [27] },
  // Known at the till by the card alone, and here long after.
  { count: 4, shiftDays: 3, days: each(looking, 4), tillDays: [33, 22] },
];

interface Regular {
  visitor: Visitor;
  habit: Habit;
  chance: Chance;
}

function regularsOf(seed: number): Regular[] {
  return HABITS.flatMap((habit) => Array.from({ length: habit.count }, () => habit)).map((habit, i) => {
    const index = FIRST_INDEX + i;
    const chance = new Chance(seed, "regular", index);
    const made = makeVisitor(seed, index);
    const declares = { ...made.declares, account: true };
    const visitor: Visitor = { ...made, temperament: TEMPERAMENTS.loyal, declares, signsIn: true };
    return { visitor: { ...visitor, ...habit.become?.(visitor, chance) }, habit, chance };
  });
}

/** By day of the calendar, the first of the `days` before that of `until` first; sparse. */
export function regularVisits(seed: number, { days, until }: { days: number; until: number }): Visit[][] {
  const calendar: Visit[][] = [];
  const today = shopDayOf(until);
  for (const { visitor, habit, chance } of regularsOf(seed)) {
    const shift = chance.between(0, habit.shiftDays);
    const planned = habit.days
      .map(([daysBefore, temperament]) => ({ daysBefore: daysBefore - shift, temperament }))
      .filter(({ daysBefore }) => 0 < daysBefore && daysBefore <= days)
      .sort((a, b) => b.daysBefore - a.daysBefore);
    for (const [i, { daysBefore, temperament }] of planned.entries()) {
      // At which one is awake; over before they are, with the visit.
      const at = atHour(today - daysBefore, 8 + 15 * chance.next());
      const day = days - daysBefore;
      calendar[day] = [...(calendar[day] ?? []), { visitor, session: i + 1, at, temperament }];
    }
  }
  return calendar;
}

/** An order of a shop's own till, as its server tells it. */
export interface StoreOrder {
  id: string;
  /** Device secret of whom the card at the till belongs to. */
  secret: string;
  /** Epoch ms. */
  placedAt: number;
  valueMinor: number;
  currency: string;
}

const AFTERNOON = 15;

/** What regulars of these weeks bought in the store, in the afternoon. */
export function tillOrders(seed: number, until: number): StoreOrder[] {
  const today = shopDayOf(until);
  return regularsOf(seed).flatMap(({ visitor, habit, chance }) => {
    const shift = chance.between(0, habit.shiftDays);
    return (habit.tillDays ?? []).map((daysBefore) => ({
      id: `till-${visitor.index}-${daysBefore}`,
      secret: visitor.secret,
      placedAt: atHour(today - daysBefore + shift, AFTERNOON),
      valueMinor: chance.between(40, 220) * 100 - 10,
      currency: CURRENCY,
    }));
  });
}

/** What those who are suddenly gone bought in the store, where they never bought here: three months and more ago (P10). */
export function storeOrders(seed: number, until: number): StoreOrder[] {
  const today = shopDayOf(until);
  return regularsOf(seed)
    .filter(({ habit }) => habit === SUDDENLY_GONE)
    .flatMap(({ visitor }, i) => {
      const chance = new Chance(seed, "till", i);
      return [118, 96].map((daysBefore, n) => ({
        id: `till-${i + 1}-${n + 1}`,
        secret: visitor.secret,
        placedAt: atHour(today - daysBefore + chance.between(0, 4), AFTERNOON),
        valueMinor: chance.between(60, 180) * 100 - 10,
        currency: CURRENCY,
      }));
    });
}
