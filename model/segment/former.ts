/** Conditions as they were saved before a window was a part of the comparison. */
import { type Condition, mapComparisons } from "./condition.ts";

/** Former field to the one that has taken its place; its window was always of 30 days. */
const FORMER: Partial<Record<string, string>> = {
  visits_30d: "visits",
  products_30d: "products",
  carts_30d: "carts",
};

export const upgradeCondition = (condition: Condition): Condition =>
  mapComparisons(condition, (one) => {
    const isFormer = typeof one.field === "string" && Object.hasOwn(FORMER, one.field);
    const field = isFormer ? FORMER[one.field] : undefined;
    return field ? { ...one, field, days: 30 } : one;
  });

/** A segment as it was saved or published. */
export const upgradeSegment = <S extends { condition: Condition }>(segment: S): S => ({
  ...segment,
  condition: upgradeCondition(segment.condition),
});
