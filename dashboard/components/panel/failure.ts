import type { Failure } from "../../api.ts";

/** What went wrong as one sentence. */
export function sayFailure({ status, title, detail, expected }: Failure): string {
  if (status === 0) return "The edge did not answer.";
  return detail ?? (expected ? `${title}: expected ${expected}.` : `${title}.`);
}
