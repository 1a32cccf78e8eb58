/** Customers counted by kind, and an even sample of too many. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCustomers, evenSample, groupAlike } from "../../model/customer-group.ts";

interface Kind {
  size: number;
}
const bySize = (left: Kind, right: Kind) => left.size - right.size;

test("customers of one kind are one group, in the order in which kinds are first met", () => {
  const groups = groupAlike([{ size: 2 }, { size: 1 }, { size: 2 }], ({ size }) => `${size}`);
  expect(groups).toEqual([
    { size: 2, customers: 2 },
    { size: 1, customers: 1 },
  ]);
});

describe("an even sample", () => {
  test("of no more customers than are wanted is all of them", () => {
    const groups = [{ size: 1, customers: 10 }];
    expect(evenSample(groups, bySize, 10)).toBe(groups);
  });

  test("has as many as are wanted, and of each kind its share to within one, in whatever order they come", () => {
    const kinds = fc.uniqueArray(
      fc.record({ size: fc.nat(1000), customers: fc.integer({ min: 1, max: 50 }) }),
      {
        minLength: 1,
        selector: ({ size }) => size,
      },
    );
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 100 }), (groups, most) => {
        const all = countCustomers(groups);
        fc.pre(all > most);
        const sample = evenSample(groups, bySize, most);
        expect(countCustomers(sample)).toBe(most);
        for (const { size, customers } of groups) {
          const kept = sample.find((group) => group.size === size)?.customers ?? 0;
          expect(Math.abs(kept - (customers * most) / all)).toBeLessThan(1);
        }
        expect(evenSample(groups.toReversed(), bySize, most)).toEqual(sample);
      }),
    );
  });
});
