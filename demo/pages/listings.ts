import { CATEGORIES, type Category, NEWEST, PRODUCTS, productsOf } from "../products.ts";
import { grid } from "./cards.ts";
import type { Page } from "./frame.ts";
import { breadcrumb, productList } from "./structured.ts";

function categoryPage({ id, name, lead }: Category): Page {
  const products = PRODUCTS.filter((product) => product.category === id);
  return {
    folder: `${id}/`,
    title: `${name}, Polana`,
    description: lead,
    kind: "listing",
    category: id,
    structured: [
      productList(name, products),
      breadcrumb([
        ["Polana", "/demo/"],
        [name, `/demo/${id}/`],
      ]),
    ],
    main: `<p class="crumb"><a href="/demo/">Polana</a> / ${name}</p>
<h1 class="top">${name}</h1><p class="lead">${lead}</p>
<section class="goods" data-list="${name}" data-category="${name}">${grid(products)}</section>`,
  };
}

const newest = productsOf(NEWEST);

const newestPage: Page = {
  folder: "new/",
  title: "New on the glade, Polana",
  description: "What came in last.",
  kind: "listing",
  structured: [productList("New on the glade", newest)],
  main: `<p class="crumb"><a href="/demo/">Polana</a> / New</p>
<h1 class="top">New on the glade</h1><p class="lead">What came in last, newest first.</p>
<section class="goods" data-list="New on the glade">${grid(newest)}</section>`,
};

export const listingPages: Page[] = [...CATEGORIES.map(categoryPage), newestPage];
