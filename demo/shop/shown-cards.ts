import type { Product } from "../products.ts";
import { one } from "./dom.ts";

/** Shows the cards of these products, in this order, out of a grid that holds them all hidden. */
export function showCards(within: ParentNode, products: readonly Product[]): void {
  const cards = one("[data-cards]", within);
  for (const { id } of products) {
    const card = one(`[data-product="${id}"]`, cards);
    card.hidden = false;
    cards.append(card);
  }
}
