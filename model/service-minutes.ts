/** Minutes of service as a shop tells them, by its server or as a table: one customer's month, or one answer in it. */
import * as v from "valibot";
import { parseCsv } from "./csv.ts";

/** Minutes of the longest month. */
const MONTH_MINUTES = 31 * 24 * 60;
/** A longer table comes in parts. */
export const MOST_ENTRIES = 5_000;

const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));

export const serviceEntrySchema = v.object({
  /** The shop's id of the customer. */
  customer: word,
  /** Calendar month, `2026-11`. */
  month: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^(19[89]|20\d)\d-(0[1-9]|1[0-2])$/, "a month such as 2026-11"),
  ),
  minutes: v.pipe(
    v.number(`whole minutes, 0 to ${MONTH_MINUTES}`),
    v.integer(`whole minutes, 0 to ${MONTH_MINUTES}`),
    v.minValue(0, `whole minutes, 0 to ${MONTH_MINUTES}`),
    v.maxValue(MONTH_MINUTES, `whole minutes, 0 to ${MONTH_MINUTES}`),
  ),
  /** Names one answer: told again, it replaces itself. Without it the entry is the customer's whole month. */
  id: v.optional(word),
});
export type ServiceEntry = v.InferOutput<typeof serviceEntrySchema>;

/** What the entry replaces and is replaced by. */
export const keyOfEntry = ({ id, month, customer }: ServiceEntry) =>
  id === undefined ? `t:${month}:${customer}` : `e:${id}`;

/** Told twice in one list, it would not be known which counts: the places of those that repeat an earlier one. */
export function repeatsIn(entries: readonly ServiceEntry[]): number[] {
  const known = new Set<string>();
  return entries.flatMap((entry, place) => {
    const key = keyOfEntry(entry);
    if (known.has(key)) return [place];
    known.add(key);
    return [];
  });
}

export type ServiceLine =
  | { line: number; entry: ServiceEntry }
  | { line: number; fault: { field: string; expected: string } };

const COLUMNS = ["customer", "month", "minutes", "id"] as const;
const NEEDED = COLUMNS.slice(0, 3);
export const REPEATED = "each customer's month once, or an id for each answer";

/** A table with a heading, columns in any order; `id` may be missing. Each line is an entry or what is wrong with it. */
export function readServiceTable(text: string): ServiceLine[] {
  const { rows: all, unclosed } = parseCsv(text);
  const [heading, ...rows] = all;
  const names = heading?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const missing = NEEDED.find((name) => !names.includes(name));
  if (missing)
    return [{ line: 1, fault: { field: missing, expected: "a heading: customer, month, minutes, id" } }];
  const lines = rows.map(({ line, cells }): ServiceLine => {
    const cellOf = (name: (typeof COLUMNS)[number]) => cells[names.indexOf(name)]?.trim() ?? "";
    const minutes = cellOf("minutes");
    const parsed = v.safeParse(serviceEntrySchema, {
      customer: cellOf("customer"),
      month: cellOf("month"),
      minutes: minutes === "" ? undefined : Number(minutes),
      ...(cellOf("id") !== "" && { id: cellOf("id") }),
    });
    if (parsed.success) return { line, entry: parsed.output };
    const [issue] = parsed.issues;
    const field = String(issue.path?.[0]?.key ?? "");
    return {
      line,
      fault: { field, expected: field === "customer" ? "the shop's id of a customer" : issue.message },
    };
  });
  if (unclosed !== undefined)
    lines.push({ line: unclosed, fault: { field: "customer", expected: "a quote that ends" } });
  const told = lines.filter((line) => "entry" in line);
  const repeated = new Set(repeatsIn(told.map(({ entry }) => entry)).map((place) => told[place]!.line));
  return lines.map((line) =>
    repeated.has(line.line) ? { line: line.line, fault: { field: "customer", expected: REPEATED } } : line,
  );
}
