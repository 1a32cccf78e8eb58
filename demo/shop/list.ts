/** "Keep on my list": ids in localStorage, and the page that shows them. */
import { type Product, productsOf } from "../products.ts";
import { maybe, one } from "./dom.ts";
import { keep, readKept } from "./kept.ts";
import { reportKeptOnList } from "./report.ts";
import { showCards } from "./shown-cards.ts";

function listed(): string[] {
  const kept = readKept("polana_list");
  return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
}

export const isOnList = (id: string): boolean => listed().includes(id);

export function keepOnList(product: Product): void {
  keep("polana_list", [product.id, ...listed()]);
  reportKeptOnList(product);
}

export function takeOffList(id: string): void {
  keep(
    "polana_list",
    listed().filter((other) => other !== id),
  );
}

export function runListPage(): void {
  const page = maybe("[data-kept-list]");
  const products = productsOf(listed());
  if (!page || products.length === 0) return;
  one("[data-list-count]").textContent =
    products.length === 1
      ? "1 thing, kept on this device."
      : `${products.length} things, kept on this device.`;
  showCards(page, products);
}
