/**
 * Who may do what, as one table: the edge refuses by it, the dashboard disables by it, and docs/members.md shows it. Whoever
 * holds the admin token is an owner of every site.
 */
export const ROLES = ["owner", "editor", "viewer"] as const;
/** Of a member. */
export type Role = (typeof ROLES)[number];

export const KEY_SCOPES = ["server", "viewer", "editor"] as const;
/** What a key is for: the doors of servers under /v1, or /api as somebody with that role. None is an owner's. */
export type KeyScope = (typeof KEY_SCOPES)[number];

type Holder = Role | KeyScope;

/** Whose each permission is. */
export const PERMISSIONS = {
  read: ["owner", "editor", "viewer"],
  contacts: ["owner", "editor"],
  edit: ["owner", "editor"],
  tell: ["owner", "editor", "server"],
  export: ["owner"],
  erase: ["owner"],
  access: ["owner"],
} as const satisfies Record<string, readonly Holder[]>;
export type PermissionName = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as PermissionName[];

export const isAllowed = (holder: Holder, name: PermissionName): boolean =>
  (PERMISSIONS[name] as readonly Holder[]).includes(holder);

/** "an owner or an editor": who may, where somebody may not. */
export const sayHolders = (name: PermissionName): string =>
  (PERMISSIONS[name] as readonly Holder[])
    .filter((holder) => holder !== "server")
    .map((role) => (role === "viewer" ? "a viewer" : `an ${role}`))
    .join(" or ");

/** Who is signed in: GET /api/me. */
export interface SignedIn {
  name: string;
  role: Role;
}
