/** What the page says of itself to those who link to it: Open Graph, ogp.me, with the product tags of catalogues and pins. */
import type { Thing } from "./thing.ts";

/** The page as a thing; its type is Product where the tags speak of one. Most tags are named as schema.org's properties are. */
export function openGraph(): Thing {
  const said: Record<string, string> = {};
  for (const meta of document.querySelectorAll("meta")) {
    const name = /^(?:og|product):(.+)/.exec(meta.getAttribute("property") ?? meta.name)?.[1];
    if (name) said[name] ??= meta.content;
  }
  const price = said["price:amount"];
  return {
    ...said,
    "@type": price || /product/.test(said.type!) ? "Product" : said.type,
    name: said.title,
    sku: said.retailer_item_id,
    offers: {
      ...said,
      price: said["sale_price:amount"] ?? price,
      priceCurrency: said["price:currency"],
      priceSpecification: { priceType: "ListPrice", price: said["original_price:amount"] ?? price },
    },
  };
}
