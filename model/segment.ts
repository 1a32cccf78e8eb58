/** A segment: a saved condition over profiles. What a condition is made of stands in `segment/`. */
import * as v from "valibot";
import type { Facts } from "./facts.ts";
import type { Condition } from "./segment/condition.ts";
import { parseCondition } from "./segment/parse.ts";
import { compileProgram } from "./segment/program.ts";
import { inOrderOfReferences } from "./segment/references.ts";

export type { Comparison, Condition, Value } from "./segment/condition.ts";
export { explainMatch, type Finding, firstObstacle, sayComparison, sayField } from "./segment/explain.ts";
export { FIELDS } from "./segment/fields.ts";
export { OPERATORS, operatorsOf } from "./segment/operator.ts";
export { parseCondition } from "./segment/parse.ts";

export const segmentSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1 to 40 of a–z, 0–9 and hyphens")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  condition: v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Condition => {
      const parsed = parseCondition(dataset.value);
      if ("condition" in parsed) return parsed.condition;
      addIssue({
        message: `${parsed.fault.path}: ${parsed.fault.expected}`,
        expected: parsed.fault.expected,
      });
      return NEVER;
    }),
  ),
});
export type Segment = v.InferOutput<typeof segmentSchema>;

export type Predicate = (facts: Facts) => boolean;

/**
 * One parsed condition as a predicate. `segments`: those it may ask for, as saved; nobody is in one that is not
 * there. An absent value fails every comparison; an empty `all` or `none` holds.
 */
export function compileCondition(condition: Condition, segments: readonly Segment[] = []): Predicate {
  // Named as no segment can be.
  const self = { id: "", name: "", condition };
  const sorted = inOrderOfReferences([self], segments);
  const program = compileProgram("ordered" in sorted ? sorted.ordered : [self]);
  return (facts) => program.match(facts).has(self.id);
}
