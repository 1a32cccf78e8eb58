import { CATEGORIES, IN_SEASON, PRODUCTS, productsOf } from "../products.ts";
import { hiddenGrid, shelf } from "./cards.ts";
import type { Page } from "./frame.ts";

const corners = CATEGORIES.map(
  ({ id, name }) => `<li><a class="chip" href="/demo/${id}/">${name}</a></li>`,
).join("");

/**
 * The search runs in the browser. What is shown where nothing was found waits in a template, so that its slot
 * exists only on a page that needs it.
 */
export const searchPage: Page = {
  folder: "search/",
  title: "Search, Polana",
  description: "Search in the 24 things of Polana.",
  kind: "search",
  main: `<p class="crumb"><a href="/demo/">Polana</a> / Search</p>
<h1 class="top" data-search-title>Search</h1><p class="lead" role="status" data-search-count>Type a word above: a thing, a material, a room.</p>
<section class="goods" data-search>${hiddenGrid(PRODUCTS)}</section>
<template data-nothing-found>
<div class="nothing"><p>Check the spelling, or try fewer words. Or walk in by a corner of the glade:</p><ul class="chips-row">${corners}</ul></div>
<section class="near"><div data-impuls-slot="search-none"><h2>In season</h2>${shelf(productsOf(IN_SEASON.slice(0, 5)))}</div></section>
</template>`,
};

export const listPage: Page = {
  folder: "list/",
  title: "Your list, Polana",
  description: "What you kept on your list.",
  kind: "other",
  main: `<p class="crumb"><a href="/demo/">Polana</a> / Your list</p>
<h1 class="top">Your list</h1><p class="lead" role="status" data-list-count>Nothing is kept yet. “Keep on my list” stands beside every “Put in the cart”. <a href="/demo/new/">See what is new</a></p>
<section class="goods" data-kept-list>${hiddenGrid(PRODUCTS)}</section>`,
};
