/** What the page says of itself to those who link to it: Open Graph, ogp.me, with the product tags of catalogues and pins. */
import type { Thing } from "./thing.ts";

/** The page as a thing; its type is Product where the tags speak of one. */
export function openGraph(): Thing {
  const said: Record<string, string> = {};
  for (const meta of document.querySelectorAll("meta")) {
    const name = /^(?:og|product):(.+)/.exec(meta.getAttribute("property") ?? meta.name)?.[1];
    if (name) said[name] ??= meta.content;
  }
  const price = said["price:amount"];
  return {
    "@type": /product/.test(said.type!) || price ? "Product" : said.type,
    name: said.title,
    url: said.url,
    image: said.image,
    sku: said.retailer_item_id,
    brand: said.brand,
    category: said.category,
    offers: {
      price: said["sale_price:amount"] ?? price,
      priceCurrency: said["price:currency"],
      priceSpecification: { priceType: "ListPrice", price: said["original_price:amount"] ?? price },
      availability: said.availability,
    },
  };
}
