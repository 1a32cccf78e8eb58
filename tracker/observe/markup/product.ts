/** The product a page is about, as its markup tells it. */
import type { Item } from "../../../model/event.ts";
import { nearness, shortAddress, urlsOf } from "./address.ts";
import { categoryOf } from "./category.ts";
import { idsOf, lastPart } from "./identity.ts";
import { joined } from "./joined.ts";
import { pageTypes, readThings } from "./json-ld.ts";
import { offersOf, termsOf } from "./offer.ts";
import { openGraph } from "./open-graph.ts";
import { all, fold, type Thing, textOf, typesOf } from "./thing.ts";

/**
 * The product this page is about; undefined where it is about none, or about several. Pass `readThings()` where the page's
 * types are asked for too, and the document is read once.
 */
export function pageProduct(things = readThings()): Item | undefined {
  const types = [...pageTypes(things)].join();
  if (/Collection|SearchResults|Checkout/i.test(types)) return;

  const og = openGraph();
  const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
  const here = urlsOf(location.href, canonical, og.url);
  // Of several addresses the nearest counts; none says nothing, which is more than an address elsewhere.
  const near = (...addresses: unknown[]) => {
    const found = urlsOf(addresses).flatMap((url) => here.map((own) => nearness(url, own)));
    return found.length ? Math.max(...found) : 1;
  };
  const headings = [...document.querySelectorAll("h1")].map((heading) => heading.textContent);
  const titles = [...headings, document.title, og.name].filter(Boolean).map(fold);
  const rank = (product: Thing) => {
    const own = near(product.mainEntityOfPage, addressesOf(product));
    const claim = own > 1 ? own : near([product, ...all(product.hasVariant)].map(addressesOf));
    return claim + Math.max(0, ...titles.map((title) => likeness(title, fold(product.name))));
  };

  // Every sign that the page is about something else asks for more that says it is about this product.
  const isPassing = location.pathname === "/" || /ItemList|Article|Blog/i.test(types);
  const least = headings.length || og["@type"] === "website" ? 2 : isPassing ? 1 : 0;
  const found = best(joined(things.filter(isProduct)), rank, least);
  if (!found && !isProduct(og)) return;
  const product = isProduct(og) ? { ...og, ...found } : found!;

  const variants = all(product.hasVariant);
  const parts = location.href.split(/[/?&=#]/);
  const variant = best(
    variants,
    (one) => (parts.includes(`${one.sku}`) ? 9 : near(addressesOf(one))),
    variants.length > 1 ? 2 : 0,
  );
  const offered = variant?.offers ? offersOf(variant) : offersOf(product, ...variants);
  // Old themes put the price on the product itself.
  const offers = offered.length ? offered : [product];
  const offer = best(offers, ({ url }) => near(url), 2);
  const name = textOf(product.name ?? variant?.name);
  const url = shortAddress(variant?.url, product.url, offer?.url, canonical);
  const [id = urlsOf(url, location.pathname).map(lastPart)[0]] = [variant, product, offer].flatMap(idsOf);
  if (!id) return;
  return {
    id,
    name,
    category: categoryOf(product, name, things, here),
    brand: textOf(product.brand ?? variant?.brand, 80),
    variant: variant && variantOf(variant, name),
    ...termsOf(offer ? [offer] : offers),
    image: shortAddress(variant?.image, product.image),
    url,
  } as Item;
}

const isProduct = (thing: Thing) => typesOf(thing).some((type) => /product(group|model|s)?$/i.test(type));

/** The one with the highest rank, if one alone has it and it is at least so high. */
function best(things: Thing[], rankOf: (thing: Thing) => number, least: number): Thing | undefined {
  const ranks = things.map(rankOf);
  const highest = Math.max(...ranks);
  const at = ranks.indexOf(highest);
  return highest >= least && at === ranks.lastIndexOf(highest) ? things[at] : undefined;
}

/** 2 the same, 1 the one within the other, as where a title ends with the shop's name. */
function likeness(title = "", name = ""): number {
  if (title === name) return 2;
  return title && name && (title.includes(name) || name.includes(title)) ? 1 : 0;
}

/** Addresses that say which page something is on. An `@id` without a path is a name inside the page. */
const addressesOf = (thing: Thing): unknown[] => [
  thing.url,
  /^[^#_].*\//.exec(`${thing["@id"]}`)?.input,
  offersOf(thing).map((offer) => offer.url),
];

/** How a variant differs, in the shop's words: its properties, else what its name has beside the group's. */
const variantOf = ({ color, size, material, name }: Thing, groupName = "") =>
  textOf(
    [color, size, material].flatMap((property) => textOf(property) ?? []).join(" / ") ||
      textOf(name)
        ?.replace(groupName, "")
        .replace(/^[^\p{L}\d]+/u, ""),
    80,
  );
