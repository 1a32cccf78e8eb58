/**
 * Addresses of the dashboard: which page, which object, which filters, and which module draws it. What a colleague sees
 * from a pasted link is here. Without signals: what runs before the first paint reads addresses too.
 */

export const PAGE_NAMES = [
  "overview",
  "live",
  "visitors",
  "customers",
  "segments",
  "personas",
  "buyers",
  "value",
  "plays",
  "campaigns",
  "push",
  "journeys",
  "coupons",
  "leads",
  "orders",
  "sources",
  "webhooks",
  "start",
  "members",
  "history",
  "health",
  "sign-in",
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export interface Route {
  /** Null: no such page. */
  page: PageName | null;
  /** The visitor, customer, segment, campaign, broadcast, journey or order whose own page it is. */
  id: string;
  query: Record<string, string>;
}

export const BASE = "/dashboard/";

export function parseRoute({ pathname, search }: { pathname: string; search: string }): Route {
  const query = Object.fromEntries(new URLSearchParams(search));
  const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : "";
  const [first = "", id = "", ...rest] = path.replace(/\/$/, "").split("/");
  const name = first || "overview";
  const page = rest.length === 0 ? (PAGE_NAMES.find((known) => known === name) ?? null) : null;
  return { page, id: decode(id), query };
}

/** Empty parameters are left out, so that one state has one address. */
export function hrefOf(page: PageName, id = "", query: Record<string, string | undefined> = {}): string {
  const path = page === "overview" && !id ? "" : page + (id ? `/${encodeURIComponent(id)}` : "");
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const search = new URLSearchParams(given).toString();
  return BASE + path + (search ? `?${search}` : "");
}

/** A malformed escape in a pasted link is no reason to fail. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The pages of a list's objects. */
const OBJECTS = {
  visitors: "visitor",
  customers: "customer",
  segments: "segment",
  campaigns: "campaign",
  plays: "play",
  push: "broadcast",
  journeys: "journey",
  coupons: "pool",
  orders: "order",
  webhooks: "webhook",
} as const satisfies Partial<Record<PageName, string>>;

/** A folder of `pages/`. */
export type ModuleName =
  | Exclude<PageName, "sign-in">
  | (typeof OBJECTS)[keyof typeof OBJECTS]
  | "results"
  | "answers"
  | "deliveries";

/** Null where there is no such page, and of the sign-in, which is no module of its own. */
export function moduleOf({ page, id, query }: Route): ModuleName | null {
  if (id && page === "campaigns" && (query.view === "results" || query.view === "answers")) return query.view;
  if (page === "push" && !id && query.view === "deliveries") return query.view;
  if (!page || page === "sign-in") return null;
  if (id) return page in OBJECTS ? OBJECTS[page as keyof typeof OBJECTS] : null;
  return page;
}
