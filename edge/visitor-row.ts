/** A visitor as a line of a list, and the situation a stored visitor is judged in. */
import type { PageKind } from "../model/event.ts";
import { ordersOf, type Situation } from "../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import type { Profile } from "../model/profile.ts";
import type { VisitorRow } from "../model/report.ts";
import type { ListedVisitor } from "./store/visitors.ts";

/** `names`: segment id to name. `fallback`: the currency shown where the visitor has spent in none. */
export function rowOf(
  { id, profile, server, segments }: Omit<ListedVisitor, "day">,
  names: ReadonlyMap<string, string>,
  fallback: string,
): VisitorRow {
  const spent = spentOf(profile, server, fallback);
  return {
    id,
    lastSeenAt: profile.lastSeenAt,
    visits: profile.visits,
    city: profile.place?.value.city ?? "",
    country: profile.place?.value.country ?? "",
    device: profile.device?.value ?? "",
    channel: profile.lastSource?.value.channel ?? "",
    cartMinor: profile.cart?.value.valueMinor ?? 0,
    orders: spent.count,
    spentMinor: spent.valueMinor,
    currency: spent.currency,
    segments: segments.map((segment) => names.get(segment) ?? segment),
  };
}

/** Orders of either door, and the currency their sum is in. */
export function spentOf(profile: Profile, server: ServerPart | null, fallback: string) {
  const reported = Object.values(profile.purchases)[0]?.currency;
  const cart = profile.cart?.value.currency;
  return {
    ...ordersOf(profile, server ?? emptyServerPart),
    currency: server?.currency || reported || cart || fallback,
  };
}

/** Nobody is on a page while they are counted. */
export const NO_PAGE: Parameters<typeof situationOf>[1] = { path: "", kind: "other", slots: [] };

/** The visitor as last seen, on the given page at `now`, epoch ms. */
export function situationOf(
  profile: Profile,
  page: { path: string; kind: PageKind; slots: string[] },
  now: number,
): Situation {
  return {
    ...page,
    now,
    device: profile.device?.value ?? "desktop",
    consent: profile.consent?.value ?? 0,
    isBot: false,
  };
}
