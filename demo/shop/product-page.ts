import { productOf } from "../products.ts";
import { putInCart } from "./cart.ts";
import { deliveryDay } from "./delivery-day.ts";
import { link, maybe, one } from "./dom.ts";
import { isOnList, keepOnList, takeOffList } from "./list.ts";
import { reportViewed } from "./report.ts";

export function runProductPage(): void {
  const page = maybe("[data-product-page]");
  const product = page && productOf(page.dataset.productPage ?? "");
  if (!page || !product) return;
  reportViewed(product);
  one("[data-delivery-day]", page).textContent = `on ${deliveryDay(new Date())}`;

  const said = one("[data-said]", page);
  one("[data-put]", page).addEventListener("click", () => {
    putInCart(product);
    said.replaceChildren(`${product.name} is in your cart. `, link("See the cart", "/demo/cart/"));
  });

  const keepButton = one("[data-keep]", page);
  const showKept = () => {
    const kept = isOnList(product.id);
    keepButton.setAttribute("aria-pressed", String(kept));
    keepButton.textContent = kept ? "Kept on my list" : "Keep on my list";
  };
  showKept();
  keepButton.addEventListener("click", () => {
    if (isOnList(product.id)) {
      takeOffList(product.id);
      said.replaceChildren(`${product.name} is off your list.`);
    } else {
      keepOnList(product);
      said.replaceChildren(`${product.name} is on your list. `, link("See the list", "/demo/list/"));
    }
    showKept();
  });
}
