/** A condition as words, and as rows where it is flat enough to be edited as such. */
import {
  type Comparison,
  type Condition,
  FIELDS,
  type Finding,
  OPERATORS,
  parseCondition,
  sayField,
} from "../model/segment.ts";
import { capital, sayList, sayNumber } from "./format.ts";

/** "products seen, last 30 days, at least 3". */
export function sayRow(row: Comparison): string {
  const { field, op, value } = row;
  const known = FIELDS[field];
  if (!known) return field;
  const said = sayField(row);
  const subject = said.charAt(0).toLowerCase() + said.slice(1);
  const operator = OPERATORS[known.type][op];
  if (known.type === "boolean" && operator?.takes === "boolean") return `${subject}: ${value ? "yes" : "no"}`;
  const words = [value ?? []].flat().map((one) => sayOne(field, one));
  const shown =
    operator?.takes === "steps"
      ? words.join(", then ")
      : sayList(words, operator?.takes === "range" ? "and" : "or");
  const units = shown && known.units && known.units !== "0 to 1" ? `\u00a0${known.units}` : "";
  const joint = subject.includes(",") ? ", " : " ";
  return `${subject}${joint}${operator?.label ?? op}${shown && " "}${shown}${units}`;
}

const sayOne = (field: string, value: string | number | boolean) =>
  typeof value === "number"
    ? sayNumber(value, Number.isInteger(value) ? 0 : String(value).split(".")[1]!.length)
    : sayValue(field, value);

/** A value in the words of its field, where that lists its values. */
export const sayValue = (field: string, value: string | boolean): string =>
  FIELDS[field]?.values?.[String(value)] ?? String(value);

/** The whole condition as one sentence; groups within it stand in brackets. */
export function sayCondition(condition: Condition): string {
  const said = say(condition, 0);
  return said ? `${capital(said)}.` : "Every visitor.";
}

function say(condition: Condition, depth: number): string {
  if (!("all" in condition || "any" in condition || "none" in condition)) return sayRow(condition);
  const [parts, joint, before] =
    "all" in condition
      ? [condition.all, "; and ", ""]
      : "any" in condition
        ? [condition.any, "; or ", ""]
        : [condition.none, "; nor ", "not: "];
  const said = parts.map((part) => say(part, depth + 1)).filter(Boolean);
  if (said.length === 0) return "";
  const whole = before + said.join(joint);
  return depth > 0 && (said.length > 1 || before) ? `(${whole})` : whole;
}

export interface Rows {
  join: "all" | "any";
  rows: Comparison[];
}

/** Rows of a condition of one level; undefined where it goes deeper. */
export function rowsOf(condition: Condition): Rows | undefined {
  const join = "all" in condition ? "all" : "any" in condition ? "any" : undefined;
  if (!join) return "none" in condition ? undefined : { join: "all", rows: [condition as Comparison] };
  const parts = (condition as Record<string, Condition[]>)[join]!;
  const rows = parts.filter((part): part is Comparison => "field" in part);
  return rows.length === parts.length ? { join, rows } : undefined;
}

/**
 * Rows from a link's query, `?recency=4&rfm=lost`: one a field, exactly that value. What is no field, or no value of
 * one, is passed over.
 */
export function rowsFrom(query: Record<string, string>): Comparison[] {
  return Object.entries(query).flatMap(([field, text]) => {
    const type = FIELDS[field]?.type;
    const row: Comparison =
      type === "number" ? { field, op: "eq", value: Number(text) } : { field, op: "is", value: text };
    return "condition" in parseCondition(row) ? [row] : [];
  });
}

/** A name to begin with: "Recency score 4, frequency score 1", "Lost". */
export const nameFrom = (rows: Comparison[]) =>
  capital(
    rows
      .map(({ field, value }) => {
        const { label, type } = FIELDS[field]!;
        return type === "number" ? `${label.toLowerCase()} ${value}` : sayValue(field, String(value));
      })
      .join(", "),
  );

export const conditionOf = ({ join, rows }: Rows): Condition => ({ [join]: rows }) as unknown as Condition;

/** True where the visitor whose findings these are fits; they stand in the order of the comparisons. */
export function holdsBy(condition: Condition, findings: Finding[]): boolean {
  const left = [...findings];
  const holds = (part: Condition): boolean => {
    // Every part takes its findings, so none may be skipped over.
    if ("all" in part) return part.all.map(holds).every(Boolean);
    if ("any" in part) return part.any.map(holds).some(Boolean);
    if ("none" in part) return !part.none.map(holds).some(Boolean);
    return left.shift()?.holds ?? false;
  };
  return holds(condition);
}

/** An id from a name: "Cart waits, Ł" to "cart-waits-l"; numbered where it is taken. */
export function idFrom(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .replaceAll("ł", "l")
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, (run) => (/^[\u0300-\u036f]+$/.test(run) ? "" : "-"))
    .replace(/^-+|-+$/g, "")
    .slice(0, 34);
  const base = plain || "unnamed";
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
