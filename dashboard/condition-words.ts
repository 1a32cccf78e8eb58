/** A condition as words, and as what a link or a new name begins with. */
import {
  type Comparison,
  type Condition,
  FIELDS,
  type Finding,
  OPERATORS,
  parseCondition,
} from "../model/segment.ts";
import { capital, sayCount, sayList, sayNumber } from "./format.ts";
import { sayStep } from "./steps.ts";
import { t } from "./words.ts";

/** What is compared: "Micro-moment hesitate, last 30 days". */
export function sayField({ field, of, days }: Comparison): string {
  const { label, window } = FIELDS[field]!;
  const within = days ?? window?.usual;
  const subject = of ? `${t(label)} ${of}` : t(label);
  if (!within) return subject;
  return within === 1 ? t`${subject}, last day` : t`${subject}, last ${within} days`;
}

/** "products seen, last 30 days, at least 3". */
export function sayRow(row: Comparison): string {
  const { field, op, value } = row;
  const known = FIELDS[field];
  if (!known) return field;
  const said = sayField(row);
  const subject = said.charAt(0).toLowerCase() + said.slice(1);
  const operator = OPERATORS[known.type][op];
  if (known.type === "boolean" && operator?.takes === "boolean")
    return `${subject}: ${value ? t`yes` : t`no`}`;
  const isSteps = operator?.takes === "steps";
  const words = [value ?? []].flat().map((one) => (isSteps ? sayStep(String(one)) : sayOne(field, one)));
  const shown = isSteps ? words.join(t`, then `) : sayList(words, operator?.takes === "range" ? "and" : "or");
  const units = shown && known.units && known.units !== "0 to 1" ? `\u00a0${t(known.units)}` : "";
  const joint = subject.includes(",") ? ", " : " ";
  return `${subject}${joint}${t(operator?.label ?? op)}${shown && " "}${shown}${units}`;
}

const sayOne = (field: string, value: string | number | boolean) =>
  typeof value === "number"
    ? sayNumber(value, Number.isInteger(value) ? 0 : String(value).split(".")[1]!.length)
    : sayValue(field, value);

/** A value in the words of its field, where that lists its values. */
export const sayValue = (field: string, value: string | boolean): string =>
  t(FIELDS[field]?.values?.[String(value)] ?? "") || String(value);

/** The whole condition as one sentence; groups within it stand in brackets. */
export function sayCondition(condition: Condition): string {
  const said = say(condition, 0);
  return said ? `${capital(said)}.` : t`Every visitor.`;
}

function say(condition: Condition, depth: number): string {
  if (!("all" in condition || "any" in condition || "none" in condition)) return sayRow(condition);
  const [parts, joint, before] =
    "all" in condition
      ? [condition.all, t`; and `, ""]
      : "any" in condition
        ? [condition.any, t`; or `, ""]
        : [condition.none, t`; nor `, t`not: `];
  const said = parts.map((part) => say(part, depth + 1)).filter(Boolean);
  if (said.length === 0) return "";
  const whole = before + said.join(joint);
  return depth > 0 && (said.length > 1 || before) ? `(${whole})` : whole;
}

/**
 * Rows from a link's query, `?recency=4&rfm=lost`: one a field, exactly that value. What is no field, or no value of
 * one, is passed over.
 */
export function rowsFrom(query: Record<string, string>): Comparison[] {
  return Object.entries(query).flatMap(([field, text]) => {
    const type = FIELDS[field]?.type;
    const row: Comparison =
      field === "segment"
        ? { field, of: text, op: "is", value: true }
        : type === "number"
          ? { field, op: "eq", value: Number(text) }
          : { field, op: "is", value: text };
    return "condition" in parseCondition(row) ? [row] : [];
  });
}

/**
 * What a link to a new segment begins with: `?name=…&condition=JSON`, else one row a field of its query; undefined where
 * it says nothing that is sound.
 */
export function draftFrom(query: Record<string, string>): { name: string; condition: Condition } | undefined {
  const { name, condition, ...fields } = query;
  const parsed = condition === undefined ? undefined : parseCondition(jsonOf(condition));
  if (parsed && "condition" in parsed) return { name: name ?? "", condition: parsed.condition };
  const rows = rowsFrom(fields);
  return rows.length > 0 ? { name: nameFrom(rows), condition: { all: rows } } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name to begin with: "Recency score 4, frequency score 1", "Lost"; of another segment none, that has one of its own. */
export const nameFrom = (rows: Comparison[]) =>
  capital(
    rows
      .filter(({ field }) => field !== "segment")
      .map(({ field, value }) => {
        const { label, type } = FIELDS[field]!;
        return type === "number" ? `${t(label).toLowerCase()} ${value}` : sayValue(field, String(value));
      })
      .join(", "),
  );

/** A visitor's own value, as a finding has it. */
export const sayActual = (field: string, actual: Finding["actual"]): string =>
  actual === null
    ? t`nothing yet`
    : typeof actual === "number"
      ? FIELDS[field]?.type === "steps"
        ? sayCount(actual, "step")
        : sayNumber(actual, Number.isInteger(actual) ? 0 : 2)
      : typeof actual === "boolean"
        ? actual
          ? t`yes`
          : t`no`
        : sayValue(field, actual);

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
