import { CATEGORIES, IN_SEASON, NEWEST, pictureUrl, productsOf } from "../products.ts";
import { grid, shelf } from "./cards.ts";
import type { Page } from "./frame.ts";
import { ARTICLES, articleCard } from "./journal.ts";
import { productList } from "./structured.ts";

const hero = `<section class="hero"><div><h1>For the house, the balcony and the way out</h1><p>Two dozen useful things, made to last and easy to mend.</p><a class="cta" href="/demo/new/">See what is new</a></div><img src="/demo/pictures/glade.svg" alt="A glade with a tent, a backpack, a watering can and a lantern" width="800" height="560"></section>`;

/** Shown as long as there is nothing to go back to; as high as what may take its place. */
const whereYouLeftOff = `<section class="left"><div data-impuls-slot="home"><h2>New on the glade</h2>${shelf(productsOf(NEWEST.slice(0, 5)))}</div></section>`;

const corners = `<section><h2>Five corners of the glade</h2><ul class="cats">${CATEGORIES.map(
  ({ id, name, face }) =>
    `<li><a href="/demo/${id}/"><img src="${pictureUrl(face)}" alt="" width="400" height="400"><span>${name}</span></a></li>`,
).join("")}</ul></section>`;

const inSeason = productsOf(IN_SEASON);

export const homePage: Page = {
  folder: "",
  title: "Polana, the demo shop",
  description: "Things for the house, the balcony and the way out: the demo shop of Impuls.",
  kind: "home",
  structured: [productList("In season", inSeason)],
  main: `${hero}
${whereYouLeftOff}
${corners}
<section data-list="In season"><h2>In season</h2>${grid(inSeason)}</section>
<section class="journal"><h2>From the journal</h2><ul>${ARTICLES.slice(0, 2).map(articleCard).join("")}</ul></section>`,
};
