/** Orders and interests as conditions read them. (Field by field: segment.test.ts.) */
import { describe, expect, test } from "vitest";
import { interestsOf, ordersOf } from "../../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import { brandHash, categoryHash, emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";
import { aRun, NOON, occurred } from "../support/builders.ts";

const bought = (...orders: [at: number, valueMinor: number, currency: string][]): Profile =>
  foldRun(
    emptyProfile(),
    aRun("AAAAAAAA", [], {
      events: orders.map(([at, valueMinor, currency], n) =>
        occurred(n, { name: "purchase", props: { orderId: `o${n}`, valueMinor, currency, lines: [] } }, at),
      ),
    }),
  );
const server: ServerPart = {
  ...emptyServerPart,
  rev: 1,
  orders: 2,
  valueMinor: 5000,
  currency: "EUR",
  lastOrderAt: NOON,
  settledAt: NOON,
};

const told = (count: number, valueMinor: number, currency: string, lastAt: number) => ({
  count,
  valueMinor,
  currency,
  lastAt,
});
test.each([
  ["nobody knows of are none", emptyProfile(), emptyServerPart, told(0, 0, "", 0)],
  ["the server knows of are as it says", emptyProfile(), server, told(2, 5000, "EUR", NOON)],
  ["the page reported before are among them", bought([NOON, 900, "EUR"]), server, told(2, 5000, "EUR", NOON)],
  [
    "the page reported since come on top",
    bought([NOON + 1, 900, "EUR"]),
    server,
    told(3, 5900, "EUR", NOON + 1),
  ],
  [
    "in another currency add no value",
    bought([NOON + 1, 900, "PLN"]),
    server,
    told(3, 5000, "EUR", NOON + 1),
  ],
  [
    "only the page knows of are as it says",
    bought([NOON, 900, "PLN"]),
    emptyServerPart,
    told(1, 900, "PLN", NOON),
  ],
  [
    "only the page knows of, in two currencies, are never added up",
    bought([NOON, 900, "PLN"], [NOON + 1, 500, "EUR"]),
    emptyServerPart,
    told(2, 500, "EUR", NOON + 1),
  ],
])("orders %s", (_, profile, part, expected) => {
  expect(ordersOf(profile, part)).toEqual(expected);
});

describe("interests", () => {
  const view = (category: string, brand: string, at: number, n: number) =>
    occurred(n, { name: "view_item", props: { item: { id: "a", category, brand } } }, at);
  const profile = foldRun(
    emptyProfile(),
    aRun("AAAAAAAA", [], {
      events: [view("Light", "Sowa", NOON, 0), view("Rugs", "Rosa", NOON - 14 * DAY_MS, 1)],
    }),
  );

  test("of a fortnight ago weigh half", () => {
    const interests = interestsOf(profile, NOON);
    expect(interests.get(categoryHash("Light"))! / interests.get(categoryHash("Rugs"))!).toBeCloseTo(2, 9);
  });

  test("in categories add up to one, and so do those in brands", () => {
    const interests = interestsOf(profile, NOON);
    const sum = (hashes: number[]) => hashes.reduce((total, hash) => total + interests.get(hash)!, 0);
    expect(sum(["Light", "Rugs"].map(categoryHash))).toBeCloseTo(1, 9);
    expect(sum(["Sowa", "Rosa"].map(brandHash))).toBeCloseTo(1, 9);
  });

  test("keep their shares however long nothing happens", () => {
    const [now, later] = [interestsOf(profile, NOON), interestsOf(profile, NOON + 60 * DAY_MS)];
    for (const [hash, share] of now) expect(later.get(hash)).toBeCloseTo(share, 9);
  });
});
