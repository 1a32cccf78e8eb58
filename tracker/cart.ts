/** The cart after a change, as the device keeps it. Pure. */
import type { Cart, CartLine } from "./api.ts";

/** What was put in, taken out, or is there. */
export interface CartChange {
  /** Put in, and with a quantity below nought taken out; with `isWhole` all that lies in the cart. */
  lines: CartLine[];
  isWhole?: boolean;
  /** What all lines cost together, minor units, where it was told: more than a sum, since a line may have its discount. */
  valueMinor?: number | undefined;
  /** ISO 4217. */
  currency?: string | undefined;
}

/** Most lines a `cart` event may have. */
const MOST_LINES = 50;

/** Texts that a line has had stay with it. In another currency than before, what was there has no price any more. */
export function cartAfter(
  cart: Cart | undefined,
  { lines, isWhole, valueMinor, currency }: CartChange,
): Cart {
  const isOther = currency && cart?.currency && currency !== cart.currency;
  const known = new Map(
    cart?.lines.map((line) => [line.id, isOther ? { ...line, priceMinor: undefined } : line]),
  );
  const next = new Map(isWhole ? [] : known);
  let value = isWhole || isOther ? 0 : (cart?.valueMinor ?? 0);
  for (const line of lines) {
    const before = next.get(line.id)?.quantity ?? 0;
    const quantity = Math.min(Math.max(before + line.quantity, 0), 10_000);
    const merged = merge(known.get(line.id), { ...line, quantity });
    value += (quantity - before) * (merged.priceMinor ?? 0);
    if (quantity) next.set(line.id, merged);
    else next.delete(line.id);
  }
  const left = [...next.values()].slice(-MOST_LINES);
  return {
    lines: left,
    valueMinor: left.length ? Math.max(valueMinor ?? value, 0) : 0,
    currency: currency ?? cart?.currency,
  };
}

/** The second over the first, as far as it says something. Of what can travel. */
export const merge = <First extends object, Second extends object>(
  first: First | undefined,
  second: Second,
): First & Second => ({ ...first, ...JSON.parse(JSON.stringify(second)) });
