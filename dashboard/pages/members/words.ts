/** What members may do, in words. */
import type { PermissionName } from "../../../model/role.ts";

/** As the end of "may …". `tell` is a key's: whoever may change things may bring them in. */
export const PERMISSION_WORDS: Record<PermissionName, string> = {
  read: "See figures, visitors, rules and their history",
  contacts: "See the contacts that visitors have left",
  edit: "Make, change, publish and send",
  tell: "Bring in products, customers and orders",
  export: "Take personal data out as a file",
  erase: "Erase people, take contacts out",
  access: "See and change members, keys, webhooks and secrets",
};
