/** The product a page is about, as its markup tells it. */
import type { Item } from "../../../model/event.ts";
import { nearness, shortAddress, webAddress } from "./address.ts";
import { categoryOf } from "./category.ts";
import { pageTypes, readThings } from "./json-ld.ts";
import { offersOf, termsOf } from "./offer.ts";
import { openGraph } from "./open-graph.ts";
import { all, type Thing, textOf, typesOf } from "./thing.ts";

const IDS = "sku productID productGroupID gtin13 gtin gtin14 gtin12 gtin8 mpn isbn".split(" ");

/**
 * The product this page is about; undefined where it is about none, or about several. Pass `readThings()` where the page's
 * types are asked for too, and the document is read once.
 */
export function pageProduct(things = readThings()): Item | undefined {
  const types = [...pageTypes(things)].join();
  if (/Collection|SearchResults|Checkout/i.test(types)) return;

  const og = openGraph();
  const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
  const here = [location.href, canonical, og.url].map(webAddress).filter((url) => !!url);
  const near = (addresses: unknown[]) => {
    const urls = addresses.map(webAddress).filter((url) => !!url);
    return urls.length ? Math.max(...urls.flatMap((url) => here.map((own) => nearness(url, own)))) : 1;
  };
  const headings = [...document.querySelectorAll("h1")].map((heading) => heading.textContent);
  const titles = [...headings, document.title, og.name].map(fold);
  const rank = (product: Thing) =>
    near([product.mainEntityOfPage, ...[product, ...all(product.hasVariant)].flatMap(addressesOf)]) +
    (product.name && titles.includes(fold(product.name)) ? 2 : 0);

  // Every sign that the page is about something else asks for more that says it is about this product.
  const isPassing = headings.length || location.pathname === "/" || /ItemList|Article|Blog/i.test(types);
  const isElsewhere = /^website$/i.test(`${og["@type"]}`) || (headings.length && /Article|Blog/i.test(types));
  const found = best(joined(things.filter(isProduct)), rank, isElsewhere ? 2 : isPassing ? 1 : 0);
  if (!found && !isProduct(og)) return;
  const product = isProduct(og) ? { ...og, ...found } : found!;

  const variants = all(product.hasVariant);
  const variant = best(
    variants,
    (one) => (location.href.split(/[/?&=#]/).includes(`${one.sku}`) ? 9 : near(addressesOf(one))),
    variants.length > 1 ? 2 : 0,
  );
  const offers = offersOf(
    variant?.offers ? variant : { offers: [product, ...variants].map((one) => one.offers) },
  );
  const offer = best(offers, ({ url }) => near([url]), 2);
  const url = [variant?.url, product.url, canonical].map(shortAddress).find(Boolean);
  const id = [variant, product, offer].map(idOf).find(Boolean) ?? lastPart(url ?? location.href);
  const name = textOf(product.name ?? variant?.name);
  if (!id) return;
  return {
    id,
    name,
    category: categoryOf(product, name, things, here),
    brand: textOf(product.brand ?? variant?.brand, 80),
    variant: variant && variantOf(variant, name),
    ...termsOf(offer ? [offer] : offers),
    image: shortAddress(variant?.image ?? product.image),
    url,
  } as Item;
}

const isProduct = (thing: Thing) => typesOf(thing).some((type) => /product(group|model|s)?$/i.test(type));
const fold = (text: unknown) => textOf(text)?.toLowerCase();

/** The one with the highest rank, if one alone has it and it is at least so high. */
function best(things: Thing[], rankOf: (thing: Thing) => number, least: number): Thing | undefined {
  const ranks = things.map(rankOf);
  const highest = Math.max(...ranks);
  const at = ranks.indexOf(highest);
  return highest >= least && at === ranks.lastIndexOf(highest) ? things[at] : undefined;
}

/** Addresses that say which page something is on. An `@id` without a path is a name inside the page. */
const addressesOf = (thing: Thing): unknown[] => [
  thing.url,
  /^[^#_].*\//.test(`${thing["@id"]}`) ? thing["@id"] : undefined,
  ...offersOf(thing).map((offer) => offer.url),
];

/** Products of one name, one `sku` or, where one has no name, one address are told in several blocks; variants by their group. */
function joined(products: Thing[]): Thing[] {
  const apart: Thing[] = [];
  for (const told of products) {
    const groups = all(told.isVariantOf);
    for (const one of groups.length
      ? groups.map((group) => ({ name: told.name, ...group, hasVariant: [group.hasVariant, told] }))
      : [told]) {
      const known = apart.find(
        (other) =>
          isShared(one, other, "sku") ||
          isShared(one, other, "name") ||
          ((!one.name || !other.name) && isShared(one, other, "url")),
      );
      if (known)
        Object.assign(known, {
          ...one,
          ...known,
          hasVariant: [...new Set(all([known.hasVariant, one.hasVariant]))],
        });
      else apart.push({ ...one });
    }
  }
  return apart.filter((one) => one.name || one.offers);
}

const isShared = (one: Thing, other: Thing, property: string) =>
  !!one[property] && fold(one[property]) === fold(other[property]);

const idOf = (thing: Thing | undefined) =>
  IDS.map((property) =>
    textOf(thing?.[property], 64)?.replace(/^(sku|mpn|isbn|gtin|ean|upc|asin):/i, ""),
  ).find(Boolean);

/** What in an address names the product: the last part of its path, or of its query where the path is the shop's script. */
function lastPart(address: string): string | undefined {
  const { pathname, search } = new URL(address);
  const parts = (/\.php$/.test(pathname) ? search : pathname).split(/[/?&=]/);
  return parts.filter(Boolean).at(-1)?.slice(0, 64);
}

/** How a variant differs, in the shop's words: its properties, else what its name has beside the group's. */
const variantOf = (variant: Thing, name = "") =>
  textOf(
    [variant.color, variant.size, variant.material]
      .map((property) => textOf(property))
      .filter(Boolean)
      .join(" / ") ||
      textOf(variant.name)
        ?.replace(name, "")
        .replace(/^[^\p{L}\d]+/u, ""),
    80,
  );
