import { euros, FREE_DELIVERY_FROM_MINOR } from "../prices.ts";
import { categoryOf, PRODUCTS, type Product, pictureUrl, productUrl } from "../products.ts";
import { grid } from "./cards.ts";
import type { Page } from "./frame.ts";
import { breadcrumb, productThing } from "./structured.ts";

const facts = (product: Product) =>
  `<dl>${product.facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>`;

function productPage(product: Product): Page {
  const category = categoryOf(product.category);
  const others = PRODUCTS.filter(({ id, category: its }) => its === category.id && id !== product.id);
  return {
    folder: `p/${product.id}/`,
    title: `${product.name}, Polana`,
    description: product.description,
    kind: "product",
    category: category.id,
    structured: [
      productThing(product),
      breadcrumb([
        ["Polana", "/demo/"],
        [category.name, `/demo/${category.id}/`],
        [product.name, productUrl(product)],
      ]),
    ],
    main: `<p class="crumb"><a href="/demo/">Polana</a> / <a href="/demo/${category.id}/">${category.name}</a></p>
<section class="product" data-product-page="${product.id}"><img src="${pictureUrl(product.id)}" alt="${product.name}: ${product.look}" width="400" height="400"><div><h1>${product.name}</h1><p class="price">${euros(product.priceMinor)}</p><p class="stock">In stock, with you <span data-delivery-day>in 2 working days</span></p><p>${product.description}</p>${facts(product)}<p class="buy"><button class="cta" type="button" data-put>Put in the cart</button><button class="ghost" type="button" data-keep aria-pressed="false">Keep on my list</button></p><p class="said" role="status" data-said></p><ul class="facts"><li>Free delivery from ${euros(FREE_DELIVERY_FROM_MINOR)}</li><li>30 days to return, label in the parcel</li><li>Spare parts for 10 years</li></ul></div></section>
<section class="others"><div data-impuls-slot="product"><h2>Others in ${category.name}</h2>${grid(others.slice(0, 4))}</div></section>`,
  };
}

export const productPages: Page[] = PRODUCTS.map(productPage);
