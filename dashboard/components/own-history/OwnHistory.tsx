import type { ChangeKind } from "../../../model/change.ts";
import { hrefOf } from "../../address.ts";
import { t } from "../../words.ts";

/** Who has changed this one thing, for pages that do not show it themselves. */
export function OwnHistory({ kind, id }: { kind: ChangeKind; id: string }) {
  return <a class="btn quiet" href={hrefOf("history", "", { kind, of: id })}>{t`History`}</a>;
}
