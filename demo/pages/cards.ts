/** Products as cards, and the grids and shelves made of them. */
import { euros } from "../prices.ts";
import { type Product, pictureUrl, productUrl } from "../products.ts";

/** `lazy` for pictures that are not in the first screen. */
export const productCard = (product: Product, lazy = true) =>
  `<a href="${productUrl(product)}"><img src="${pictureUrl(product.id)}" alt="" width="400" height="400"${lazy ? ' loading="lazy"' : ""}><span>${product.name}</span><b>${euros(product.priceMinor)}</b></a>`;

/** `last` closes the grid, where something other than a product belongs there. */
export const grid = (products: readonly Product[], last = "") =>
  `<ul class="grid">${products.map((product, index) => `<li>${productCard(product, index >= 4)}</li>`).join("")}${last}</ul>`;

/** One row that scrolls sideways on a phone, with the next card showing. */
export const shelf = (products: readonly Product[]) =>
  `<ul class="shelf">${products.map((product) => `<li>${productCard(product)}</li>`).join("")}</ul>`;

/** Every product as a hidden card: pages that only the browser can fill (search, list) show the ones they mean. */
export const hiddenGrid = (products: readonly Product[]) =>
  `<ul class="grid" data-cards>${products
    .map((product) => `<li data-product="${product.id}" hidden>${productCard(product)}</li>`)
    .join("")}</ul>`;
