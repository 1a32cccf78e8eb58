/** The registry: every field a condition may name. */
import type { Facts } from "../facts.ts";
import type { Comparison } from "./condition.ts";
import type { Actual, Field } from "./field.ts";
import { behaviour } from "./fields/behaviour.ts";
import { buying } from "./fields/buying.ts";
import { declared } from "./fields/declared.ts";
import { situation } from "./fields/situation.ts";
import { OPERATORS, type Operator } from "./operator.ts";
import type { Plan } from "./plan.ts";

export const FIELDS: Record<string, Field> = { ...behaviour, ...buying, ...situation, ...declared };

// Of a parsed comparison.
export const readerOf = ({ field, of = "", days }: Comparison): ((facts: Facts) => Actual) =>
  FIELDS[field]!.reader(of, days);
export const operatorOf = ({ field, op }: Comparison): Operator => OPERATORS[FIELDS[field]!.type][op]!;
export const planOf = (comparison: Comparison): Plan => operatorOf(comparison).plan(comparison.value ?? "");
