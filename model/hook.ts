/** What a shop's webhook says, brought into an order's report: shared by the readers of each shop software. Pure. */
import * as v from "valibot";
import { parseMinor } from "./money.ts";
import { type OrderReport, orderReportSchema } from "./order-report.ts";

/** `ignored`: nothing for us in it, and why; `issues`: not as the software documents it. */
export type Heard =
  | { report: OrderReport }
  | { ignored: string }
  | { issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]] };

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
  return parsed.success ? { report: parsed.output } : { issues: parsed.issues };
}

/** Whole pieces, as lines count them: a kilo and a half is two. */
export const piecesOf = (quantity: string) => Math.min(10_000, Math.max(0, Math.round(Number(quantity))));
