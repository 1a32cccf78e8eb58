/** The order just placed: handed from the checkout to the thank-you page, within this visit. */
import type { DeliveryId } from "../prices.ts";
import { productOf } from "../products.ts";
import type { CartLine } from "./cart.ts";
import { keepForVisit, readVisit } from "./kept.ts";

export interface Order {
  id: string;
  lines: CartLine[];
  delivery: DeliveryId;
  /** Told to the data layer and to Impuls; a reload must not buy twice. */
  isReported: boolean;
}

/** Days since 2020 and the tenths of a second of the day: short, rising, different for every order of a device. */
export function orderNumber(now: number): string {
  const DAY = 86_400_000;
  const days = Math.floor((now - 1_577_836_800_000) / DAY);
  return `P${days}-${Math.floor((now % DAY) / 100)}`;
}

export function keepOrder({ lines, ...order }: Order): void {
  keepForVisit("polana_order", {
    ...order,
    lines: lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
  });
}

/** The order of this number, if it was placed in this visit. */
export function orderOf(id: string | null): Order | undefined {
  const kept = readVisit("polana_order") as
    | (Omit<Order, "lines"> & { lines: { id: string; quantity: number }[] })
    | null;
  if (!kept || kept.id !== id) return undefined;
  const lines = kept.lines.flatMap(({ id: product, quantity }) => {
    const found = productOf(product);
    return found ? { product: found, quantity } : [];
  });
  return { ...kept, lines };
}
