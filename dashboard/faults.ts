/** What is wrong with what is being edited, by field: what its schema finds here, and what the edge answers. */
import * as v from "valibot";
import type { Failure } from "./api.ts";
import { t } from "./words.ts";

export interface FieldFault {
  /** Parts parted by points: `variants.0.message.title`. */
  path: string;
  text: string;
}

/** One a field, in the order in which the schema finds them. */
export function faultsIn(schema: v.GenericSchema, value: unknown): FieldFault[] {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return [];
  const found = parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? "", text: sayIssue(issue) }));
  return found.filter((one, i) => found.findIndex(({ path }) => path === one.path) === i);
}

/** The field that the edge refused; undefined where it names none. */
export function faultOf({ field, expected, title }: Failure): FieldFault | undefined {
  if (!field) return undefined;
  return {
    path: field.replace(/\[(\d+)\]/g, ".$1"),
    text: expected ? t`expected ${t(expected)}.` : `${t(title)}.`,
  };
}

/** As the end of a sentence that begins with the field's name. */
export function sayIssue({
  type,
  requirement,
  message,
}: v.BaseIssue<unknown> & { requirement?: unknown }): string {
  const limit = String(requirement);
  if (type === "min_length" && requirement === 1) return t`must not be empty.`;
  if (type === "max_length") return t`at most ${limit} characters.`;
  if (type === "number" || type === "integer") return t`a whole number.`;
  if (type === "min_value") return t`at least ${limit}.`;
  if (type === "max_value") return t`at most ${limit}.`;
  return `${t(message)}.`;
}
