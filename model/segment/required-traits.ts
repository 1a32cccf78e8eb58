/** Names of traits without which nobody is in a condition, as far as it says so outright. */
import type { Condition } from "../segment.ts";
import { FIELDS, operatorOf } from "./fields.ts";

export function requiredTraits(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(requiredTraits);
  if (!("field" in condition) || FIELDS[condition.field]?.of !== "trait") return [];
  // A trait that was never told has no value, and no operator but a negated one holds of none.
  return operatorOf(condition).isNegated || condition.of === undefined ? [] : [condition.of];
}
