/** What members may do, in words. */
import type { PermissionName } from "../../../model/role.ts";
import { t } from "../../words.ts";

/** As the end of "may …". `tell` is a key's: whoever may change things may bring them in. */
export const PERMISSION_WORDS: Record<PermissionName, string> = {
  read: t`See figures, visitors, rules and their history`,
  contacts: t`See the contacts that visitors have left`,
  edit: t`Make, change, publish and send`,
  tell: t`Bring in products, customers and orders`,
  export: t`Take personal data out as a file`,
  erase: t`Erase people, take contacts out`,
  access: t`See and change members, keys, webhooks and secrets`,
};
