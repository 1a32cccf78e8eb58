/** What an API token must be allowed, as Cloudflare's dashboard calls it; with a sign-in by browser none is needed. */
import type { Wanted } from "./wanted.ts";

export function scopesOf(wanted: Wanted): string[] {
  return [
    "Account · Workers Scripts · Edit",
    "Account · D1 · Edit",
    "Account · Workers KV Storage · Edit",
    ...(wanted.queues.length > 0 ? ["Account · Queues · Edit"] : []),
    "Account · Account Settings · Read",
    ...(wanted.routes.length > 0 ? ["Zone · Workers Routes · Edit", "Zone · Zone · Read"] : []),
  ];
}
