import { euros } from "../prices.ts";
import { categoryOf, type Product, pictureUrl, productUrl } from "../products.ts";
import { type CartLine, cartLines, setQuantity } from "./cart.ts";
import { copyOf, maybe, one } from "./dom.ts";
import { reportCartViewed } from "./report.ts";
import { showSums } from "./sums.ts";

export function runCartPage(): void {
  const page = maybe("[data-cart-page]");
  if (!page) return;
  /** Lines seen on this page, in the order they came: what is taken out keeps its place, so that it can go back. */
  const seen: Product[] = [];
  const list = one("[data-cart-lines]", page);

  const show = () => {
    const lines = cartLines();
    for (const { product } of lines) if (!seen.some(({ id }) => id === product.id)) seen.push(product);
    one("[data-cart-empty]", page).hidden = lines.length > 0;
    one("[data-cart-full]", page).hidden = seen.length === 0;
    const focused = document.activeElement?.getAttribute("aria-label");
    list.replaceChildren(
      ...seen.map((product) => {
        const line = lines.find((inside) => inside.product.id === product.id);
        return line ? filledLine(line) : gap(product);
      }),
    );
    maybe(`[aria-label="${focused}"]`, list)?.focus();
    one(".sum", page).hidden = lines.length === 0;
    showSums(lines, "courier");
  };
  show();
  reportCartViewed(cartLines());
  document.addEventListener("polana:cart", show);
  window.addEventListener("storage", show);
}

function filledLine({ product, quantity }: CartLine): HTMLElement {
  const row = copyOf("[data-cart-line]");
  one<HTMLImageElement>("img", row).src = pictureUrl(product.id);
  const name = one<HTMLAnchorElement>("a", row);
  name.href = productUrl(product);
  name.textContent = product.name;
  one("span", row).textContent = `${categoryOf(product.category).name}, in stock`;
  one("b", row).textContent = euros(product.priceMinor * quantity);
  const input = one<HTMLInputElement>("input", row);
  input.value = String(quantity);
  input.setAttribute("aria-label", `Pieces of ${product.name}`);
  input.addEventListener("change", () => setQuantity(product, Number(input.value)));
  const takeOut = one("[data-take-out]", row);
  takeOut.setAttribute("aria-label", `Take out ${product.name}`);
  takeOut.addEventListener("click", () => {
    setQuantity(product, 0);
    maybe(`[aria-label="Put back ${product.name}"]`)?.focus();
  });
  return row;
}

function gap(product: Product): HTMLElement {
  const row = copyOf("[data-cart-gap]");
  one("span", row).textContent = `${product.name} is out of the cart.`;
  const putBack = one("[data-put-back]", row);
  putBack.setAttribute("aria-label", `Put back ${product.name}`);
  putBack.addEventListener("click", () => {
    setQuantity(product, 1);
    maybe(`[aria-label="Take out ${product.name}"]`)?.focus();
  });
  return row;
}
