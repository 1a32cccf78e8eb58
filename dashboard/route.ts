/** The URL as state: which page, which object, which filters. What a colleague sees from a pasted link is here. */
import { signal } from "@preact/signals";

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

const BASE = "/dashboard/";

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

export const route = signal<Route>({ page: "overview", id: "", query: {} });

export function go(href: string, { replace = false } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", href);
  read();
}

/** The present page with other filters; undefined removes one. */
export function refine(change: Record<string, string | undefined>, options?: { replace: boolean }): void {
  const { page, id, query } = route.value;
  if (page) go(hrefOf(page, id, { ...query, ...change }), options);
}

/** Follows links and the back button from now on. */
export function startRouting(): void {
  addEventListener("popstate", read);
  document.addEventListener("click", follow);
  read();
}

function read(): void {
  route.value = parseRoute(location);
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(BASE)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  const isOtherPage = link.pathname !== location.pathname;
  go(link.pathname + link.search);
  if (isOtherPage) scrollTo(0, 0);
}
