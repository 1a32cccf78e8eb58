import type { Failure } from "../../api.ts";
import { t } from "../../words.ts";

/** What went wrong as one sentence. */
export function sayFailure({ status, title, detail, expected }: Failure): string {
  if (status === 0) return t`The edge did not answer.`;
  if (detail) return t(detail);
  return expected ? t`${t(title)}: expected ${t(expected)}.` : `${t(title)}.`;
}
