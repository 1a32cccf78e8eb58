/** Fields about what was declared of a visitor, and about other segments. */
import type { Facts } from "../../facts.ts";
import { DAY_MS } from "../../time.ts";
import type { Actual, Field } from "../field.ts";

const trait = (label: string, type: Field["type"], reader: Field["reader"], units?: string): Field => ({
  label,
  group: "Declared",
  type,
  of: "trait",
  ...(units && { units }),
  reader,
});

/** The trait where it is of the type, else nothing. */
const ofType =
  (type: "number" | "boolean") =>
  (of: string) =>
  (facts: Facts): Actual => {
    const value = facts.trait(of);
    return typeof value === type ? value : undefined;
  };
/** Days since a date, `2026-11-22` with or without a time, in UTC where it names no zone; below 0: still to come. */
function daysSinceDate(facts: Facts, of: string): number | undefined {
  const value = facts.trait(of);
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : (facts.situation.now - at) / DAY_MS;
}

export const declared: Record<string, Field> = {
  trait: trait("Declared", "text", (of) => (facts) => facts.trait(of)),
  trait_number: trait("Declared number", "number", ofType("number")),
  trait_yes: trait("Declared yes or no", "boolean", ofType("boolean")),
  trait_days_since: trait(
    "Since declared date",
    "number",
    (of) => (facts) => daysSinceDate(facts, of),
    "days",
  ),
  trait_days_until: trait(
    "Until declared date",
    "number",
    (of) => (facts) => {
      const since = daysSinceDate(facts, of);
      return since === undefined ? undefined : -since;
    },
    "days",
  ),
  segment: {
    label: "In segment",
    group: "Segments",
    type: "boolean",
    of: "segment",
    reader: (of) => (facts) => facts.memberships.has(of),
  },
};
