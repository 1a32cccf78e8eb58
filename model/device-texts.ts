/** What a visitor's own device would know of their products, for whoever looks through their eyes. Pure. */
import type { Item } from "./event.ts";
import type { Profile } from "./profile.ts";

/** As the catalogue has a product. */
interface Known {
  name: string | null;
  priceMinor: number | null;
  currency: string | null;
  image: string | null;
  url: string | null;
}
export type Cart = NonNullable<Profile["cart"]>["value"] & {
  lines: { id: string; quantity: number; name?: string; image?: string; url?: string }[];
};
export interface Texts {
  /** Newest first. */
  recent: Item[];
  /** Undefined where nothing is in it. */
  cart: Cart | undefined;
}

/** `products`: by id, those that are known. */
export function deviceTextsOf(profile: Profile, products: Readonly<Record<string, Known>>): Texts {
  const known = (id: string) => {
    const { name, priceMinor, currency, image, url } = products[id] ?? {};
    return {
      id,
      ...(name && { name }),
      ...(priceMinor != null && currency && { priceMinor, currency }),
      ...(image && { image }),
      ...(url && { url }),
    };
  };
  const recent = Object.entries(profile.viewed)
    .sort(([, a], [, b]) => b.at - a.at)
    .map(([id]) => known(id));
  const cart = profile.cart?.value;
  return {
    recent,
    cart: cart?.lines.length
      ? { ...cart, lines: cart.lines.map((line) => ({ ...line, ...known(line.id) })) }
      : undefined,
  };
}
