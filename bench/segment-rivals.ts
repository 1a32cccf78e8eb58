/**
 * The same conditions in other evaluators' own languages, each compiled ahead where it can be. They are given plain objects
 * with every field read beforehand, null where there is nothing, and every text in lower case already: they are not asked to read a profile.
 */
import { evalCondition } from "@growthbook/growthbook";
import jsonLogic from "json-logic-js";
import { Query } from "mingo";
import sift from "sift";
import type { Comparison, Condition } from "../model/segment.ts";

/** A field with its argument and window as a property of the plain object. */
export const propertyOf = ({ field, of, days }: Comparison) =>
  `${field}_${of ?? ""}_${days ?? ""}`.replace(/\W/g, "_");
/** What one evaluator makes of a condition. */
export type Matcher = (plain: Record<string, unknown>) => boolean;

const folded = (value: unknown): unknown =>
  typeof value === "string" ? value.toLowerCase() : Array.isArray(value) ? value.map(folded) : value;

/** As somebody would write it by hand: `v.visits >= 3 && (v.city === "kraków" || v.city === "gdańsk")`. */
export function closuresOf(conditions: readonly Condition[]): Matcher[] {
  const written = (condition: Condition): string => {
    if ("all" in condition) return `(${condition.all.map(written).join(" && ") || "true"})`;
    if ("any" in condition) return `(${condition.any.map(written).join(" || ") || "false"})`;
    if ("none" in condition) return `!(${condition.none.map(written).join(" || ") || "false"})`;
    const actual = `v.${propertyOf(condition)}`;
    const value = folded(condition.value);
    const said = JSON.stringify(value);
    switch (condition.op) {
      case "gte":
        return `${actual} >= ${said}`;
      case "lte":
        return `${actual} <= ${said}`;
      case "eq":
      case "is":
        return `${actual} === ${said}`;
      case "is_not":
        return `(${actual} !== null && ${actual} !== ${said})`;
      case "between":
        return `(${actual} >= ${(value as number[])[0]} && ${actual} <= ${(value as number[])[1]})`;
      case "one_of":
        return `(${(value as string[]).map((one) => `${actual} === ${JSON.stringify(one)}`).join(" || ")})`;
      case "starts_with":
        return `(${actual} !== null && ${actual}.startsWith(${said}))`;
      default:
        return `${actual} !== null`;
    }
  };
  return new Function(
    `return [${conditions.map((one) => `(v) => ${written(one)}`).join(",\n")}];`,
  )() as Matcher[];
}

function asMongo(condition: Condition): Record<string, unknown> {
  if ("all" in condition) return { $and: condition.all.map(asMongo) };
  if ("any" in condition) return { $or: condition.any.map(asMongo) };
  if ("none" in condition) return { $nor: condition.none.map(asMongo) };
  const value = folded(condition.value);
  const [least, most] = [value].flat() as unknown[];
  const asked: Record<string, object> = {
    gte: { $gte: value },
    lte: { $lte: value },
    eq: { $eq: value },
    is: { $eq: value },
    is_not: { $nin: [null, value] },
    between: { $gte: least, $lte: most },
    one_of: { $in: value as object },
    starts_with: { $regex: `^${value}` },
    known: { $ne: null },
  };
  return { [propertyOf(condition)]: asked[condition.op] };
}

function asJsonLogic(condition: Condition): jsonLogic.RulesLogic {
  const rule = (one: unknown) => one as jsonLogic.RulesLogic;
  if ("all" in condition) return rule({ and: condition.all.map(asJsonLogic) });
  if ("any" in condition) return rule({ or: condition.any.map(asJsonLogic) });
  if ("none" in condition) return rule({ "!": { or: condition.none.map(asJsonLogic) } });
  const actual = { var: propertyOf(condition) };
  const value = folded(condition.value);
  switch (condition.op) {
    case "gte":
      return rule({ ">=": [actual, value] });
    case "lte":
      return rule({ "<=": [actual, value] });
    case "is_not":
      return rule({ and: [{ "!=": [actual, null] }, { "!==": [actual, value] }] });
    case "between":
      return rule({ "<=": [(value as number[])[0], actual, (value as number[])[1]] });
    case "one_of":
      return rule({ in: [actual, value] });
    case "starts_with":
      return rule({ "===": [{ substr: [actual, 0, String(value).length] }, value] });
    case "known":
      return rule({ "!=": [actual, null] });
    default:
      return rule({ "===": [actual, value] });
  }
}

export const RIVALS: Record<string, (condition: Condition) => Matcher> = {
  sift: (condition) => sift(asMongo(condition)),
  mingo: (condition) => {
    const query = new Query(asMongo(condition));
    return (plain) => query.test(plain);
  },
  "json-logic-js": (condition) => {
    const rule = asJsonLogic(condition);
    return (plain) => Boolean(jsonLogic.apply(rule, plain));
  },
  GrowthBook: (condition) => {
    const asked = asMongo(condition) as Parameters<typeof evalCondition>[1];
    return (plain) => evalCondition(plain, asked);
  },
};
