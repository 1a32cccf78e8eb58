/** Whose eyes the preview looks through: a real visitor's products and cart, as their device would have them. */
import type { VisitorCard } from "../../../model/report.ts";
import type { DeviceTexts } from "../../../tracker/render/device-texts.ts";

export function textsOf({ profile, names }: VisitorCard): DeviceTexts {
  const known = (id: string) => {
    const product = names.products[id];
    return {
      id,
      ...(product && { name: product.name }),
      ...(product?.priceMinor != null &&
        product.currency && { priceMinor: product.priceMinor, currency: product.currency }),
      ...(product?.image && { image: product.image }),
      ...(product?.url && { url: product.url }),
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

/** Of the newest visitors the one with the most to show: a full cart before an empty one. */
export function personaOf(
  visitors: { id: string; cartMinor: number }[],
  you: string | undefined,
): string | undefined {
  return you ?? (visitors.find(({ cartMinor }) => cartMinor > 0) ?? visitors[0])?.id;
}
