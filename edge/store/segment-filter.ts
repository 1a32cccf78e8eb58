/** A segment's bounds (model/bound.ts) as SQL over the narrow columns of `visitors`; values are always bound. */
import type { Bound, NumberColumn } from "../../model/bound.ts";

export interface Filter {
  /** An expression that is true for every row that may be a member. */
  sql: string;
  /** Of its parameters, beginning with the number given. */
  values: (string | number)[];
}

/** Parameters a statement may have (D1: 100), less those of the statement itself. What is over bounds nothing. */
const MOST_VALUES = 90;

/** What is not a column of that name. Orders known to D1, and those the page may have reported since. */
const EXPRESSIONS: Partial<Record<NumberColumn, string>> = {
  least_orders: "coalesce(server->>'orders', 0)",
  most_orders: "coalesce(server->>'orders', 0) + purchases",
  // As model/facts.ts ordersOf: what is settled is among the server's orders, or another customer's.
  last_order_at: `max(coalesce(server->>'lastOrderAt', 0),
    iif(purchase_at > coalesce(server->>'settledAt', server->>'lastOrderAt', 0), purchase_at, 0))`,
};

/** `first`: number of the filter's first parameter. A row without signs was written before there were any: nothing bounds it. */
export function filterOf(bound: Bound, first: number): Filter {
  const values: (string | number)[] = [];
  const bind = (value: string | number) => `?${first + values.push(value) - 1}`;
  return { sql: `(signs IS NULL OR ${sqlOf(bound, bind, () => MOST_VALUES - values.length)})`, values };
}

function sqlOf(bound: Bound, bind: (value: string | number) => string, left: () => number): string {
  if ("all" in bound) return joined(bound.all, "AND", "1", bind, left);
  if ("any" in bound) return joined(bound.any, "OR", "0", bind, left);
  if ("isNull" in bound) return `${named(bound.isNull)} IS NULL`;
  if (left() < 2) return "1";
  if ("sign" in bound) return `instr(signs, ${bind(bound.sign)}) > 0`;
  if ("in" in bound)
    return `${bound.column} IN (SELECT value FROM json_each(${bind(JSON.stringify(bound.in))}))`;
  if ("notIn" in bound)
    return `${bound.column} NOT IN (SELECT value FROM json_each(${bind(JSON.stringify(bound.notIn))}))`;
  const column = named(bound.column);
  const sides = [
    bound.from > -Infinity && `${column} >= ${bind(bound.from)}`,
    bound.to < Infinity && `${column} <= ${bind(bound.to)}`,
  ].filter(Boolean);
  return sides.length > 0 ? `(${sides.join(" AND ")})` : `${column} IS NOT NULL`;
}

function joined(
  bounds: Bound[],
  operator: "AND" | "OR",
  none: string,
  bind: (value: string | number) => string,
  left: () => number,
): string {
  return bounds.length > 0 ? `(${bounds.map((one) => sqlOf(one, bind, left)).join(` ${operator} `)})` : none;
}

const named = (column: string) => EXPRESSIONS[column as NumberColumn] ?? column;
