/** What a visitor's own device would know of their products, for whoever looks through their eyes. Pure. */
import type { Item } from "./event.ts";
import type { Profile } from "./profile.ts";
import type { Moment } from "./timeline.ts";

/** As the catalogue has a product. */
interface Known {
  name: string | null;
  priceMinor: number | null;
  currency: string | null;
  image: string | null;
  url: string | null;
}
export type Cart = NonNullable<Profile["cart"]>["value"] & {
  lines: { name?: string | undefined; image?: string | undefined; url?: string | undefined }[];
};
export interface Texts {
  /** Newest first. */
  recent: Item[];
  /** Undefined where nothing is in it. */
  cart: Cart | undefined;
}

/** By id, those that are known. */
export type Products = Readonly<Record<string, Known>>;

/** A product as a device would have it. */
export function productOf(id: string, products: Products): Item {
  const { name, priceMinor, currency, image, url } = products[id] ?? {};
  return {
    id,
    ...(name && { name }),
    ...(priceMinor != null && currency && { priceMinor, currency }),
    ...(image && { image }),
    ...(url && { url }),
  };
}

export function deviceTextsOf(profile: Profile, products: Products): Texts {
  const known = (id: string) => productOf(id, products);
  const recent = Object.entries(profile.viewed)
    .sort(([, a], [, b]) => b.at - a.at)
    .map(([id]) => known(id));
  const cart = profile.cart?.value;
  return {
    recent,
    cart: cart?.lines.length
      ? { ...cart, lines: cart.lines.map((line) => ({ ...known(line.id), ...line })) }
      : undefined,
  };
}

/** Ids of the products that events of a name told of, each once, in the timeline's order. */
export function idsTold(timeline: Moment[], event: Moment["name"]): string[] {
  const ids = timeline
    .filter(({ name }) => name === event)
    .flatMap(({ props }) => {
      const { item, lines } = props as { item?: { id: string }; lines?: { id: string }[] };
      return item ? [item.id] : (lines ?? []).map(({ id }) => id);
    });
  return [...new Set(ids)];
}
