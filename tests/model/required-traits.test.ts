/** Which traits a condition cannot do without. */
import { expect, test } from "vitest";
import { requiredTraits } from "../../model/segment/required-traits.ts";
import type { Condition } from "../../model/segment.ts";

const YES: Condition = { field: "trait_yes", of: "garden", op: "is", value: true };

test.each<[string, Condition, string[]]>([
  ["one that it asks for", YES, ["garden"]],
  [
    "those of every part that has to hold",
    { all: [YES, { all: [{ field: "trait_days_since", of: "moved_on", op: "lt", value: 9 }] }] },
    ["garden", "moved_on"],
  ],
  ["none where another part may hold instead", { any: [YES, { field: "visits", op: "gte", value: 2 }] }, []],
  ["none that must not hold", { none: [YES] }, []],
  ["none that is to be unknown", { field: "trait", of: "car_make", op: "unknown" }, []],
  ["none for another field", { field: "moment", of: "account", op: "gte", value: 1 }, []],
])("a condition needs %s", (_, condition, names) => {
  expect(requiredTraits(condition)).toEqual(names);
});
