/** One row's comparison as it is begun and changed. */
import { type Comparison, FIELDS, OPERATORS, operatorsOf, type Value } from "../../../model/segment.ts";

/** A row whose field is still to be chosen. */
export const UNCHOSEN: Comparison = { field: "", op: "" };

/** A comparison of another field: its own first operator and a value to begin with. */
export function rowFor(field: string): Comparison {
  const known = FIELDS[field]!;
  const [op = ""] = Object.keys(operatorsOf(known));
  return withOperator({ field, ...(known.of && { of: "" }), op }, op);
}

/** The row with another operator, and its value as that one takes it. */
export function withOperator({ value: former, ...row }: Comparison, op: string): Comparison {
  const field = FIELDS[row.field]!;
  const value = valueFor(OPERATORS[field.type][op]!.takes, former, Object.keys(field.values ?? {})[0]);
  return { ...row, op, ...(value !== undefined && { value }) };
}

function valueFor(takes: string, former: Value | undefined, first: string | undefined): Value | undefined {
  const one = [former].flat()[0];
  const isNumber = typeof one === "number";
  switch (takes) {
    case "nothing":
      return undefined;
    case "number":
      return isNumber ? one : 1;
    case "range":
      return isNumber ? [one, one] : [1, 2];
    case "boolean":
      return typeof one === "boolean" ? one : true;
    case "text":
      return typeof one === "string" ? one : (first ?? "");
    case "texts":
      if (typeof one === "string") return [former as string | string[]].flat().filter(Boolean);
      return first === undefined ? [] : [first];
    default:
      return Array.isArray(former) ? former : ["page:product", "event:add_to_cart"];
  }
}
