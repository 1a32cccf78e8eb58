import { IN_SEASON, productsOf } from "../products.ts";
import { shelf } from "./cards.ts";
import type { Page } from "./frame.ts";

/** What a mistyped or outdated address leads to; the edge answers it with status 404. */
export const notFoundPage: Page = {
  folder: "not-found/",
  title: "No such page, Polana",
  description: "There is no page at this address.",
  kind: "other",
  main: `<h1 class="top">This path ends in the wood</h1>
<p class="lead">There is no page at this address. Search above, or <a href="/demo/">go back to the glade</a>.</p>
<section><h2>In season</h2>${shelf(productsOf(IN_SEASON.slice(0, 5)))}</section>`,
};
