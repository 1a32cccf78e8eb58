/** The cart: lines of product and quantity in localStorage, written only once something is put in. */
import { type Product, productOf } from "../products.ts";
import { keep, readKept } from "./kept.ts";
import { reportAdded, reportCart, reportRemoved } from "./report.ts";

export interface CartLine {
  product: Product;
  quantity: number;
}

const MOST_PIECES = 99;

export function cartLines(): CartLine[] {
  const kept = readKept("polana_cart");
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((line: { id?: unknown; quantity?: unknown }) => {
    const product = productOf(String(line?.id));
    const quantity = Math.min(Math.trunc(Number(line?.quantity)), MOST_PIECES);
    return product && quantity > 0 ? { product, quantity } : [];
  });
}

export const valueMinor = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);

export const pieces = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

function save(lines: readonly CartLine[]): void {
  keep(
    "polana_cart",
    lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
  );
  reportCart(lines);
  document.dispatchEvent(new Event("polana:cart"));
}

/** Sets how many pieces of a product are in the cart; 0 takes it out. Reports the difference. */
export function setQuantity(product: Product, wanted: number): void {
  const quantity = Math.max(0, Math.min(Math.trunc(wanted) || 0, MOST_PIECES));
  const lines = cartLines();
  const line = lines.find((one) => one.product.id === product.id);
  const before = line?.quantity ?? 0;
  if (quantity === before) return;
  if (line) line.quantity = quantity;
  else lines.push({ product, quantity });
  if (quantity > before) reportAdded(product, quantity - before);
  else reportRemoved(product, before - quantity);
  save(lines.filter((one) => one.quantity > 0));
}

export function putInCart(product: Product): void {
  const inside = cartLines().find((line) => line.product.id === product.id)?.quantity ?? 0;
  setQuantity(product, inside + 1);
}

export function emptyCart(): void {
  save([]);
}
