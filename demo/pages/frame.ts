/** What every page of the shop wears: head, demo line, header, footer, consent card, drawer, and the tag once. */
import type { PageKind } from "../../model/event.ts";
import { MARK_SHAPES } from "../pictures.ts";
import { CATEGORIES, type CategoryId, PRODUCTS } from "../products.ts";
import { consentCard } from "./consent-card.ts";
import { drawer } from "./drawer.ts";

export const SITE = "polana-8n";

export interface Page {
  /** Folder under `/demo/`, with its closing slash; empty for the first page. */
  folder: string;
  title: string;
  description: string;
  kind: PageKind;
  /** Marked in the header's navigation. */
  category?: CategoryId;
  /** schema.org objects, one JSON-LD block each. */
  structured?: readonly object[];
  main: string;
}

const mark = `<svg viewBox="0 0 40 40" width="34" height="34" aria-hidden="true">${MARK_SHAPES}</svg>`;

const header = (page: Page) => `<header>
<a class="logo" href="/demo/">${mark}Polana</a>
<nav aria-label="Categories">${CATEGORIES.map(
  ({ id, name }) => `<a href="/demo/${id}/"${page.category === id ? ' aria-current="true"' : ""}>${name}</a>`,
).join("")}</nav>
<form role="search" action="/demo/search/"><input type="search" name="q" aria-label="Search" placeholder="Search ${PRODUCTS.length} things" maxlength="100" required></form>
<a class="cartlink" href="/demo/cart/">Cart <b data-cart-count="0">0</b></a>
</header>`;

const footer = `<footer>
<div><a class="logo" href="/demo/">${mark}Polana</a><p>Five categories, ${PRODUCTS.length} products, one glade. Pictures are drawn by this project.</p></div>
<nav aria-label="Help"><a href="/demo/delivery/">Delivery</a><a href="/demo/returns/">Returns</a><a href="/demo/stores/">Find a store</a><a href="/demo/journal/">Journal</a><a href="/demo/list/">Your list</a></nav>
<nav aria-label="Impuls"><a href="/">Start page</a><a href="/dashboard/">Dashboard</a><a href="/demo/your-data/">Your data</a></nav>
</footer>`;

/** `<` cannot end the block it stands in. */
const jsonLd = (thing: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", ...thing }).replaceAll("<", "\\u003c")}</script>`;

/**
 * The shop's own script holds the first paint: it is small, and what it writes from the device (cart, count,
 * open drawer) would otherwise move the page a moment later. The tag never does.
 */
export function framed(page: Page): string {
  return `<!doctype html>
<html lang="en" data-impuls-page="${page.kind}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<link rel="icon" href="/demo/pictures/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/shop.css">
<script src="/demo/early.js"></script>
<script async src="/i.js" data-site="${SITE}"></script>
<script type="module" src="/demo/shop.js" blocking="render"></script>
${(page.structured ?? []).map(jsonLd).join("\n")}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<aside class="demo" aria-label="About this shop">This is a demo shop. Nothing is for sale; what it records stays in your local Impuls.</aside>
${header(page)}
<main id="main">
${page.main}
</main>
${footer}
${consentCard}
${drawer}
</body>
</html>
`;
}
