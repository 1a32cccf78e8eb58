import { cartLines, pieces } from "./cart.ts";
import { one } from "./dom.ts";

/** The number beside "Cart": on every page, after every change, and when another tab has changed it. */
export function showCartCount(): void {
  const show = () => {
    const count = String(pieces(cartLines()));
    const badge = one("[data-cart-count]");
    badge.textContent = count;
    badge.dataset.cartCount = count;
  };
  show();
  document.addEventListener("polana:cart", show);
  window.addEventListener("storage", show);
}
