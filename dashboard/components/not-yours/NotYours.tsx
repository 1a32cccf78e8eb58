import type { PermissionName } from "../../../model/role.ts";
import { whyNot } from "../../site.ts";
import { t } from "../../words.ts";

/** In the place of a button for what one's role may not do: whom to ask. */
export function NotYours({ to }: { to: PermissionName }) {
  return <span class="mut">{t`Only to look at. ${whyNot(to)}`}</span>;
}
