/** What members are worth: who is in the sums, and when nothing is said. */
import { expect, test } from "vitest";
import { MembersSum } from "../../model/members-worth.ts";
import { emptyServerPart } from "../../model/passport.ts";

const member = (count: number, valueMinor: number, more: { currency?: string; customer?: number } = {}) => ({
  orders: { count, valueMinor, currency: more.currency ?? "EUR", lastAt: 1 },
  server: { ...emptyServerPart, customer: more.customer ?? 0 },
});
const sumOf = (members: ReturnType<typeof member>[], sampled: number, total: number) => {
  const sum = new MembersSum("EUR");
  for (const one of members) sum.add(one);
  return sum.of({ sampled, total });
};

test("of all who were looked at the sums are exact, and who has not ordered is no buyer", () => {
  expect(sumOf([member(2, 5_000), member(1, 1_000), member(0, 0)], 10, 10)).toEqual({
    buyers: { count: 2, low: 2, high: 2 },
    spent: { revenueMinor: { count: 6_000, low: 6_000, high: 6_000 }, averageOrderMinor: 2_000 },
  });
});

test("a customer found with two browsers spends once", () => {
  const { buyers, spent } = sumOf(
    [member(2, 5_000, { customer: 7 }), member(2, 5_000, { customer: 7 })],
    2,
    2,
  );
  expect([buyers.count, spent?.revenueMinor.count]).toEqual([2, 5_000]);
});

test("another currency is not added to the shop's", () => {
  const { buyers, spent } = sumOf([member(1, 4_000), member(1, 9_000, { currency: "PLN" })], 2, 2);
  expect([buyers.count, spent?.revenueMinor.count]).toEqual([2, 4_000]);
});

test("a part of the visitors with few buyers says how many they may be, and nothing of money", () => {
  const few = sumOf([member(1, 4_000), member(1, 9_000)], 1_000, 50_000);
  expect(few.spent).toBeNull();
  expect(few.buyers.high).toBeGreaterThan(100);
});

test("a part of the visitors with many buyers is told with its interval", () => {
  const { spent } = sumOf(
    Array.from({ length: 200 }, (_, i) => member(1, 1_000 + 10 * i)),
    1_000,
    50_000,
  );
  expect(spent?.revenueMinor.count).toBe(50 * 200 * 1_995);
  expect(spent!.revenueMinor.low).toBeLessThan(spent!.revenueMinor.count);
});
