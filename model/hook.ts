/** What a shop's webhook says, brought into an order's report: shared by the readers of each shop software. Pure. */
import * as v from "valibot";
import { parseMinor } from "./money.ts";
import { type OrderReport, orderReportSchema } from "./order-report.ts";

/** `ignored`: nothing for us in it, and why; `issues`: not as the software documents it, and `shorn` what may be kept of it. */
export type Heard =
  | { report: OrderReport }
  | { ignored: string }
  | { issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]; shorn: unknown };

/** The payload by the schema; where it does not fit, what may be kept of it to be read again. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  payload: unknown,
): { output: v.InferOutput<Schema> } | Extract<Heard, { issues: unknown }> {
  const parsed = v.safeParse(schema, payload);
  return parsed.success
    ? { output: parsed.output }
    : { issues: parsed.issues, shorn: shornBy(schema, payload) };
}

/** Only what the schema names: names, addresses and e-mails that shops send along are never stored. */
function shornBy(schema: v.GenericSchema, value: unknown): unknown {
  const { wrapped, item, entries } = schema as {
    wrapped?: v.GenericSchema;
    item?: v.GenericSchema;
    entries?: Record<string, v.GenericSchema>;
  };
  if (wrapped) return shornBy(wrapped, value);
  if (item && Array.isArray(value)) return value.map((one) => shornBy(item, one));
  if (entries && typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(entries).flatMap(([name, inner]) =>
        name in value ? [[name, shornBy(inner, (value as Record<string, unknown>)[name])]] : [],
      ),
    );
  return typeof value === "object" ? null : value;
}

/** A number as model/exact-json.ts leaves it, or the text that shops write for one. */
export const decimal = v.pipe(v.string(), v.regex(/^-?\d{1,15}(\.\d{0,15})?$/, "a decimal"));
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
export const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code"));

/** ISO 8601 with a zone, as epoch ms. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, "ISO 8601 with a time zone"),
  v.transform(Date.parse),
);

/** Of a text that `decimal` has taken. */
export const minorOf = (amount: string, unit: string): number => parseMinor(amount, unit) ?? 0;

/** Our own bounds hold for what shops send too. More than a hundred lines are cut: what an order brought is not in them. */
export function heard(report: v.InferInput<typeof orderReportSchema>): Heard {
  const { lines, ...rest } = report;
  const parsed = v.safeParse(orderReportSchema, { ...rest, ...(lines && { lines: lines.slice(0, 100) }) });
  return parsed.success ? { report: parsed.output } : { issues: parsed.issues, shorn: report };
}

/** Whole pieces, as lines count them: a kilo and a half is two. */
export const piecesOf = (quantity: string) => Math.min(10_000, Math.max(0, Math.round(Number(quantity))));
