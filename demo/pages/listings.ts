import {
  CATEGORIES,
  type Category,
  type CategoryId,
  NEWEST,
  PRODUCTS,
  pictureUrl,
  productsOf,
} from "../products.ts";
import { grid } from "./cards.ts";
import type { Page } from "./frame.ts";
import { breadcrumb, productList } from "./structured.ts";

interface Tile {
  over: string;
  title: string;
  href: string;
  /** The product whose picture it carries; of the same category, so that the grounds are one. */
  face: string;
}

/** Stands where the last row of a category leaves room. */
const TILES: Partial<Record<CategoryId, Tile>> = {
  light: {
    over: "From the journal",
    title: "Put the light on the page",
    href: "/demo/journal/light-on-the-page/",
    face: "lamp-zuraw",
  },
  kitchen: {
    over: "From the journal",
    title: "Grind finer, brew shorter",
    href: "/demo/journal/grind-finer/",
    face: "grinder-ziarno",
  },
  garden: {
    over: "From the journal",
    title: "Six herbs that forgive you",
    href: "/demo/journal/six-herbs/",
    face: "herbs-parapet",
  },
  care: {
    over: "In our stores",
    title: "Bring the bottle back and have it filled again",
    href: "/demo/stores/",
    face: "wash-pokrzywa",
  },
};

function tileOf(id: CategoryId): string {
  const tile = TILES[id];
  if (!tile) return "";
  const { over, title, href, face } = tile;
  return `<li class="tile" data-ground="${id}"><a href="${href}"><span>${over}<b>${title}</b></span><img src="${pictureUrl(face)}" alt="" width="400" height="400" loading="lazy"></a></li>`;
}

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
<section class="goods" data-list="${name}" data-category="${name}">${grid(products, tileOf(id))}</section>`,
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
