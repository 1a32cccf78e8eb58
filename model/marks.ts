/** What bounds a visitor, of the profile: kept beside it in columns of its own, for model/pre-filter.ts. */
import { hash32 } from "./bucketing.ts";
import { toMajor } from "./money.ts";
import type { Profile } from "./profile.ts";

/** Null: the visitor has none. Texts are in lower case. Times are epoch ms. */
export interface Marks {
  first_at: number | null;
  visits: number;
  pages: number;
  engaged_ms: number;
  /** Looks at products over the days that the profile holds: no shorter window has more. */
  products: number;
  /** The same of what was put in the cart. */
  carts: number;
  /** Orders of the page that the profile holds. */
  purchases: number;
  /** Of the last of them. */
  purchase_at: number | null;
  /** In the currency's own unit. */
  cart_value: number;
  cart_pieces: number;
  /** Since when it is so; null where it is empty. */
  cart_at: number | null;
  continent: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  channel: string | null;
  source: string | null;
  campaign: string | null;
  first_channel: string | null;
  first_source: string | null;
  first_campaign: string | null;
  device: string;
  language: string | null;
  step: string | null;
  /** Codes of the names in the profile's maps, three characters each: `signOf`. */
  signs: string;
}

export function marksOf(profile: Profile): Marks {
  const text = (value: string | undefined) => value?.toLowerCase() ?? null;
  const days = Object.values(profile.days);
  const purchases = Object.values(profile.purchases);
  const cart = profile.cart?.value;
  const place = profile.place?.value;
  const last = profile.lastSource?.value;
  const first = profile.firstSource?.value;
  return {
    first_at: profile.firstSeenAt || null,
    visits: profile.visits,
    pages: profile.pages,
    engaged_ms: profile.engagedMs,
    products: days.reduce((sum, day) => sum + day.products, 0),
    carts: days.reduce((sum, day) => sum + day.carts, 0),
    purchases: purchases.length,
    purchase_at: purchases.length > 0 ? Math.max(...purchases.map(({ at }) => at)) : null,
    cart_value: cart ? toMajor(cart.valueMinor, cart.currency) : 0,
    cart_pieces: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
    cart_at: cart?.lines.length ? profile.cart!.at : null,
    continent: text(place?.continent),
    country: text(place?.country),
    region: text(place?.region),
    city: text(place?.city),
    channel: text(last?.channel),
    source: text(last?.name),
    campaign: text(last?.campaign),
    first_channel: text(first?.channel),
    first_source: text(first?.name),
    first_campaign: text(first?.campaign),
    device: profile.device?.value ?? "desktop",
    language: text(profile.language?.value),
    step: text(profile.step?.value),
    signs: signsOf(profile),
  };
}

export type SignKind = "viewed" | "cart" | "interest" | "moment";

/**
 * A name as two letters or digits and a full stop, so that SQL finds it in `signs` as in a list: none crosses two. One of
 * 1,296 other names looks the same, and then the predicate decides.
 */
export const signOf = (kind: SignKind, name: string | number): string =>
  `${(hash32(`${kind}:${name}`) % 1_296).toString(36).padStart(2, "0")}.`;

function signsOf(profile: Profile): string {
  const rest = (key: string) => key.slice(key.indexOf(":") + 1);
  const signs = new Set([
    ...Object.keys(profile.moments).map((key) => signOf("moment", rest(key))),
    ...(profile.cart?.value.lines ?? []).map(({ id }) => signOf("cart", id)),
    ...Object.keys(profile.interests).map((key) => signOf("interest", rest(key))),
    ...Object.keys(profile.viewed).map((id) => signOf("viewed", id)),
  ]);
  return [...signs].join("");
}
