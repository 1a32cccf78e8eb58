import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type Item, itemSchema } from "../../model/event.ts";
import { aReader, jsonLd, metas } from "./markup-page.ts";

const read = aReader();
const SHOP = "https://shop.example";
/** The page most cases are about. */
const OWL = `${SHOP}/p/owl`;
const owl = (more: object = {}) => ({
  "@context": "https://schema.org",
  "@type": "Product",
  name: "Owl lamp",
  sku: "OWL",
  offers: { "@type": "Offer", price: "89.00", priceCurrency: "EUR" },
  ...more,
});
const offering = (offers: unknown) => jsonLd(owl({ offers }));
/** Another product, with an address of its own. */
const other = (name: string) => owl({ name, sku: name, url: `/p/${name}` });

type Case = [sentence: string, html: string, expected: Partial<Item> | undefined, url?: string];

/** Each expected field is as stated; `undefined` says that it must be absent. */
async function expectProduct(html: string, expected: Partial<Item> | undefined, url = OWL) {
  const { product } = await read(url, html);
  if (!expected) expect(product).toBeUndefined();
  else {
    expect(v.safeParse(itemSchema, product).issues).toBeUndefined();
    expect({ ...product }).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    );
    for (const [field, value] of Object.entries(expected))
      if (value === undefined) expect(product).not.toHaveProperty(field);
  }
}

const pages = join(import.meta.dirname, "../fixtures/pages");
const captured = readdirSync(pages)
  .map((file) => JSON.parse(readFileSync(join(pages, file), "utf8")))
  .filter(({ kind }) => ["jsonld", "microdata", "opengraph"].includes(kind));

test.each(captured)("$id: $why", async ({ url, html, expected: { product: expected } }) => {
  const { product } = await read(url, html);
  if (!expected) expect(product).toBeUndefined();
  else {
    expect(expected.idAny ?? [expected.id ?? product?.id]).toContain(product?.id);
    const {
      name = product?.name,
      currency,
      price,
      priceHigh,
      availability = product?.availability,
    } = expected;
    expect(product).toMatchObject({
      name,
      priceMinor: Math.round(price * 100),
      ...(availability && { availability }),
    });
    expect(product?.currency ?? null).toBe(currency);
    expect(product?.highPriceMinor).toBe(priceHigh && Math.round(priceHigh * 100));
  }
});

describe("linked data", () => {
  test.each<Case>([
    [
      "a name that WooCommerce has escaped twice",
      jsonLd(owl({ name: "Owl &amp;amp; Fox &amp;#8220;Duo&amp;#8221;" })),
      { name: "Owl & Fox “Duo”" },
    ],
    [
      "a price in Arabic figures",
      offering({ price: "١٬٢٩٩٫٥٠", priceCurrency: "SAR" }),
      { priceMinor: 129950 },
    ],
    ["a plain product", jsonLd(owl()), { id: "OWL", name: "Owl lamp", priceMinor: 8900, currency: "EUR" }],
    ["in an array", jsonLd([{ "@type": "Organization" }, owl()]), { id: "OWL" }],
    ["in nested arrays", jsonLd([[[owl()]]]), { id: "OWL" }],
    ["in a graph", jsonLd({ "@graph": [{ "@type": "WebSite", name: "Shop" }, owl()] }), { id: "OWL" }],
    ["in a graph of an array", jsonLd([{ "@graph": [[owl()]] }]), { id: "OWL" }],
    ["type as a list", jsonLd(owl({ "@type": ["Thing", "Product"] })), { id: "OWL" }],
    ["type with a prefix", jsonLd(owl({ "@type": "schema:Product" })), { id: "OWL" }],
    ["type as an address", jsonLd(owl({ "@type": "http://schema.org/Product" })), { id: "OWL" }],
    ["type in lower case", jsonLd(owl({ "@type": "product" })), { id: "OWL" }],
    [
      "offers by reference, told before and in another block",
      jsonLd(
        { "@type": "Offer", "@id": "#offer", price: 12, priceCurrency: "PLN", availability: "InStock" },
        owl({ offers: { "@id": "#offer" } }),
      ),
      { priceMinor: 1200, currency: "PLN", availability: "in_stock" },
    ],
    [
      "offers and brand by reference, told after",
      jsonLd({
        "@graph": [
          owl({ offers: [{ "@id": "#a" }], brand: { "@id": "#b" } }),
          { "@type": "Offer", "@id": "#a", price: 12, priceCurrency: "PLN" },
          { "@type": "Brand", "@id": "#b", name: "Polana" },
        ],
      }),
      { priceMinor: 1200, brand: "Polana" },
    ],
    [
      "name in one block and offers in another, of one @id",
      jsonLd(
        { "@type": "Product", "@id": `${OWL}#product`, name: "Owl lamp", sku: "OWL" },
        { "@type": "Product", "@id": `${OWL}#product`, offers: { price: 5, priceCurrency: "EUR" } },
      ),
      { id: "OWL", name: "Owl lamp", priceMinor: 500 },
    ],
    [
      "name in one block and offers in another, of one address",
      jsonLd(
        { "@type": "Product", url: OWL, name: "Owl lamp" },
        { "@type": "Product", url: OWL, offers: { price: 5, priceCurrency: "EUR" } },
      ),
      { name: "Owl lamp", priceMinor: 500 },
    ],
    [
      "a rating told apart under the same name in other letters",
      jsonLd(
        { "@type": "Product", name: "OWL  lamp", aggregateRating: { ratingValue: 4 } },
        owl({ description: "x" }),
      ),
      { id: "OWL", priceMinor: 8900 },
    ],
    [
      "a page and a product of one @id stay two",
      jsonLd({ "@type": "ItemPage", "@id": OWL, name: "Owl lamp | Shop" }, owl({ "@id": OWL })),
      { id: "OWL", name: "Owl lamp" },
    ],
    [
      "a breadcrumb's mention of the product does not rename it",
      jsonLd(owl({ "@id": OWL }), {
        "@type": "BreadcrumbList",
        itemListElement: [{ position: 1, item: { "@id": OWL, name: "Owl" } }],
      }),
      { name: "Owl lamp" },
    ],
    [
      "a page of the product's @id and name stays a page",
      jsonLd(owl({ "@id": OWL }), { "@type": "ItemPage", "@id": OWL, name: "Owl lamp" }),
      { id: "OWL", priceMinor: 8900 },
    ],
    [
      "nothing in one block does not hide something in another",
      jsonLd({ ...owl(), sku: null, offers: "" }, owl()),
      { id: "OWL", priceMinor: 8900 },
    ],
    [
      "two names of one sku are one product's",
      jsonLd({ "@type": "Product", name: "Owl", sku: "OWL" }, owl()),
      { id: "OWL", name: "Owl", priceMinor: 8900 },
    ],
    [
      "products that differ under one @id are two",
      jsonLd(owl({ "@id": "#product" }), owl({ "@id": "#product", name: "Fox", sku: "F" })),
      undefined,
    ],
    [
      "names in other words at one address are one product's",
      jsonLd({ "@type": "Product", url: OWL, name: "Owl", sku: "1" }, owl({ url: OWL })),
      { id: "1", name: "Owl", priceMinor: 8900 },
    ],
    [
      "names that every object has",
      jsonLd({ "@id": "constructor", "@type": "Thing" }, owl({ "@id": "__proto__" })) +
        `<p itemscope itemtype="http://schema.org/Thing"><i itemprop="constructor __proto__ toString">x</i></p>` +
        metas({ "og:constructor": "x" }),
      { id: "OWL" },
    ],
    [
      "a circle of references",
      jsonLd({
        "@graph": [
          { "@type": "WebPage", "@id": "#page", mainEntity: { "@id": "#p" } },
          owl({ "@id": "#p", mainEntityOfPage: { "@id": "#page" } }),
        ],
      }),
      { id: "OWL" },
    ],
    [
      "entities in the name",
      jsonLd(owl({ name: "Owl &amp; Fox&#8217;s &#x2013; &quot;lamp&quot;&nbsp;1" })),
      { name: 'Owl & Fox’s – "lamp" 1' },
    ],
    ["tags and spaces in the name", jsonLd(owl({ name: " Owl\n  <b>lamp</b> " })), { name: "Owl lamp" }],
    [
      "an entity that is none",
      jsonLd(owl({ name: "A &constructor; &#9999999; B" })),
      { name: "A &constructor; &#9999999; B" },
    ],
    [
      "a name with its language",
      jsonLd(owl({ name: { "@value": "Owl lamp", "@language": "en" } })),
      { name: "Owl lamp" },
    ],
    [
      "texts at their longest",
      jsonLd(
        owl({
          name: "n".repeat(400),
          sku: "s".repeat(400),
          brand: "b".repeat(400),
          category: "c".repeat(400),
        }),
      ),
      { name: "n".repeat(150), id: "s".repeat(64), brand: "b".repeat(80), category: "c".repeat(80) },
    ],
    ["brand as a list", jsonLd(owl({ brand: [{ "@type": "Brand", name: "Polana" }] })), { brand: "Polana" }],
    [
      "nulls and empty texts are not there",
      jsonLd(owl({ sku: null, productID: "", mpn: "M1", brand: null, offers: null })),
      { id: "M1", brand: undefined, priceMinor: undefined },
    ],
    [
      "nothing in the page but the product",
      jsonLd({ "@type": "Product", name: "Owl" }),
      { id: "owl", name: "Owl", currency: undefined, availability: undefined },
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("broken blocks", () => {
  const valid = JSON.stringify(owl());
  test.each<Case>([
    [
      "comments beside it, none in texts",
      jsonLd(`/* a */ {"@type":"Product", // b\n"name":"Owl // lamp /* x */","url":"${OWL}" /* c */}`),
      { name: "Owl // lamp /* x */", url: OWL },
    ],
    [
      "commas before brackets, none in texts",
      jsonLd(`{"@type":"Product","name":"Owl,] lamp","offers":[{"price":"5","priceCurrency":"EUR",},],}`),
      { name: "Owl,] lamp", priceMinor: 500 },
    ],
    [
      "a comma before a comment before a bracket",
      jsonLd(`{"@type":"Product","name":"Owl", // none\n}`),
      { name: "Owl" },
    ],
    [
      "line breaks and tabs in texts",
      jsonLd(`{"@type":"Product","name":"Owl\n\tlamp"}`),
      { name: "Owl lamp" },
    ],
    [
      "an escape that JSON does not know",
      jsonLd(String.raw`{"@type":"Product","name":"Owl\'s \\ \"lamp\""}`),
      { name: `Owl's \\ "lamp"` },
    ],
    ["a comment of HTML round it", jsonLd(`<!--\n${valid}\n-->`), { id: "OWL" }],
    ["CDATA round it", jsonLd(`<![CDATA[${valid}]]>`), { id: "OWL" }],
    ["CDATA in comments round it", jsonLd(`//<![CDATA[\n${valid}\n//]]>`), { id: "OWL" }],
    ["CDATA in block comments round it", jsonLd(`/*<![CDATA[*/${valid}/*]]>*/`), { id: "OWL" }],
    ["a semicolon behind", jsonLd(`${valid};`), { id: "OWL" }],
    [
      "beyond repair, with a sound one behind",
      jsonLd(`{"@type":"Product","name":"19" screen"}`, "", "null", "[null]", valid),
      { id: "OWL" },
    ],
    [
      "a type with its character set",
      `<script type="application/ld+json; charset=utf-8">${valid}</script>`,
      { id: "OWL" },
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("ids", () => {
  const bare = (more: object) => jsonLd(owl({ sku: undefined, ...more }));
  test.each<Case>([
    ["sku before all", jsonLd(owl({ productID: "1", mpn: "2" })), { id: "OWL" }],
    ["sku as a number", jsonLd(owl({ sku: 25 })), { id: "25" }],
    ["productID before gtin", bare({ productID: "77", gtin13: "590" }), { id: "77" }],
    ["productID without its prefix", bare({ productID: "mpn:925872" }), { id: "925872" }],
    ["a colon that is no prefix", jsonLd(owl({ sku: "AB:12" })), { id: "AB:12" }],
    ["gtin before mpn", bare({ gtin13: "590", mpn: "M" }), { id: "590" }],
    ["mpn", bare({ mpn: "M" }), { id: "M" }],
    ["sku of the offer", bare({ offers: { sku: "X", price: 1, url: OWL } }), { id: "X" }],
    [
      "the last part of its address",
      bare({ url: `${SHOP}/pl/p/lampa-sowa/` }),
      { id: "lampa-sowa" },
      `${SHOP}/pl/p/lampa-sowa/`,
    ],
    [
      "the query, where the path is a script",
      bare({ url: `${SHOP}/index.php?route=product/product&product_id=40` }),
      { id: "40" },
      `${SHOP}/index.php?route=product/product&product_id=40&path=2`,
    ],
    [
      "none, where only what led to the page could name it",
      bare({}),
      undefined,
      `${SHOP}/product.php?id=4&for=jan@mail.example`,
    ],
    ["never what led to the page", bare({}), { id: "owl" }, `${OWL}?utm_source=letter`],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("offers", () => {
  test.each<Case>([
    ["without a type", offering({ price: 5, priceCurrency: "EUR" }), { priceMinor: 500 }],
    [
      "on the product itself",
      jsonLd({ ...owl(), offers: [], price: "5,00", priceCurrency: "EUR" }),
      { priceMinor: 500 },
    ],
    [
      "in a currency without decimals",
      offering({ price: "4980", priceCurrency: "JPY" }),
      { priceMinor: 4980, currency: "JPY" },
    ],
    [
      "in a currency with three",
      offering({ price: 1.25, priceCurrency: "KWD" }),
      { priceMinor: 1250, currency: "KWD" },
    ],
    ["in no currency are hundredths", offering({ price: 5 }), { priceMinor: 500, currency: undefined }],
    [
      "with the sign in the price",
      offering({ price: "1 234,50 zł" }),
      { priceMinor: 123450, currency: "PLN" },
    ],
    [
      "with a sign that may be several currencies",
      offering({ price: "$99" }),
      { priceMinor: 9900, currency: undefined },
    ],
    [
      "several: the lowest, up to the highest",
      offering([
        { price: 7, priceCurrency: "EUR" },
        { price: 5, priceCurrency: "EUR" },
        { price: 9, priceCurrency: "EUR" },
      ]),
      { priceMinor: 500, highPriceMinor: 900 },
    ],
    [
      "several of one price have no highest",
      offering([
        { price: 5, priceCurrency: "EUR" },
        { price: "5.00", priceCurrency: "EUR" },
      ]),
      { priceMinor: 500, highPriceMinor: undefined },
    ],
    [
      "in two currencies: the first one's",
      offering([
        { price: 7, priceCurrency: "EUR" },
        { price: 3, priceCurrency: "USD" },
      ]),
      { priceMinor: 700, highPriceMinor: undefined, currency: "EUR" },
    ],
    [
      "the one whose address has the page's query",
      offering([
        { price: 7, url: `${OWL}?v=1` },
        { price: 5, url: `${OWL}?v=2` },
        { price: 4, url: OWL },
      ]),
      { priceMinor: 700, highPriceMinor: undefined },
      `${OWL}?v=1&utm_source=x`,
    ],
    [
      "one with a query that the page has not is not chosen",
      offering([{ price: 7, url: `${OWL}?v=1` }, { price: 5 }]),
      { priceMinor: 500, highPriceMinor: 700 },
    ],
    [
      "an aggregate",
      offering({ "@type": "AggregateOffer", lowPrice: "42.00", highPrice: "45.00", priceCurrency: "GBP" }),
      { priceMinor: 4200, highPriceMinor: 4500, currency: "GBP" },
    ],
    [
      "an aggregate of offers alone",
      offering({
        "@type": "AggregateOffer",
        priceCurrency: "EUR",
        offers: [{ price: 8 }, { price: 6, availability: "InStock" }],
      }),
      { priceMinor: 600, highPriceMinor: 800, currency: "EUR", availability: "in_stock" },
    ],
    [
      "a specification",
      offering({ priceSpecification: { price: 5, priceCurrency: "EUR" } }),
      { priceMinor: 500, currency: "EUR", listPriceMinor: undefined },
    ],
    [
      "a sale as WooCommerce 9 tells it",
      offering([
        {
          "@type": "Offer",
          priceSpecification: [
            {
              "@type": "UnitPriceSpecification",
              price: "16.00",
              priceCurrency: "GBP",
              valueAddedTaxIncluded: false,
            },
            {
              "@type": "UnitPriceSpecification",
              price: "18.00",
              priceCurrency: "GBP",
              priceType: "https://schema.org/ListPrice",
            },
          ],
          availability: "https://schema.org/InStock",
        },
      ]),
      { priceMinor: 1600, listPriceMinor: 1800, currency: "GBP" },
    ],
    [
      "a struck through price beside the price",
      offering({
        price: 16,
        priceCurrency: "EUR",
        priceSpecification: { price: 20, priceType: "StrikethroughPrice" },
      }),
      { priceMinor: 1600, listPriceMinor: 2000 },
    ],
    [
      "a sale price before a plain one",
      offering({ priceSpecification: [{ price: 20 }, { price: 15, priceType: "SalePrice" }] }),
      { priceMinor: 1500 },
    ],
    [
      "a list price alone is the price",
      offering({ priceSpecification: { price: 20, priceType: "ListPrice" } }),
      { priceMinor: 2000, listPriceMinor: undefined },
    ],
    [
      "a list price not above the price is none",
      offering({ price: 20, priceSpecification: { price: 20, priceType: "ListPrice" } }),
      { priceMinor: 2000, listPriceMinor: undefined },
    ],
    [
      "a price for members is not everybody's",
      offering({ priceSpecification: [{ price: 9, validForMemberTier: { name: "gold" } }, { price: 10 }] }),
      { priceMinor: 1000 },
    ],
    [
      "any in stock is in stock",
      offering([
        { price: 1, availability: "OutOfStock" },
        { price: 1, availability: "http://schema.org/InStock" },
      ]),
      { availability: "in_stock" },
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));

  test.each<[written: string, availability: Item["availability"]]>([
    ["https://schema.org/InStock", "in_stock"],
    ["InStoreOnly", "in_stock"],
    ["LimitedAvailability", "in_stock"],
    ["OnlineOnly", "in_stock"],
    ["in stock", "in_stock"],
    ["http://schema.org/OutOfStock", "out_of_stock"],
    ["schema:SoldOut", "out_of_stock"],
    ["out of stock", "out_of_stock"],
    ["PreOrder", "preorder"],
    ["PreSale", "preorder"],
    ["BackOrder", "backorder"],
    ["MadeToOrder", "backorder"],
    ["Discontinued", "discontinued"],
    ["Disponible", undefined],
  ])("availability %s is %s", (written, availability) =>
    expectProduct(offering({ price: 1, availability: written }), { availability }),
  );
});

describe("groups and variants", () => {
  const at = `${SHOP}/products/hoodie`;
  /** As Shopify's structured_data has it: addresses in @id without host, the choice in the query. */
  const hoodie = (more: object = {}) => ({
    "@id": "/products/hoodie#product",
    "@type": "ProductGroup",
    name: "Hoodie",
    brand: { "@type": "Brand", name: "Polana" },
    productGroupID: "900",
    hasVariant: [
      ["1", "S", 25],
      ["2", "M", 27],
      ["3", "L", 27],
    ].map(([id, size, price]) => ({
      "@id": `/products/hoodie?variant=${id}#variant`,
      "@type": "Product",
      name: `Hoodie - ${size}`,
      sku: `H-${size}`,
      offers: {
        "@id": `/products/hoodie?variant=${id}#offer`,
        "@type": "Offer",
        price: `${price}.00`,
        priceCurrency: "CAD",
        availability: id === "2" ? "http://schema.org/OutOfStock" : "http://schema.org/InStock",
        url: `${at}?variant=${id}`,
      },
    })),
    url: at,
    ...more,
  });
  const variant = (more: object) => ({ "@type": "Product", ...more });
  test.each<Case>([
    [
      "none chosen: the group",
      jsonLd(hoodie()),
      {
        id: "900",
        name: "Hoodie",
        priceMinor: 2500,
        highPriceMinor: 2700,
        currency: "CAD",
        brand: "Polana",
        variant: undefined,
        url: at,
      },
      at,
    ],
    [
      "chosen by the query",
      jsonLd(hoodie()),
      {
        id: "H-M",
        name: "Hoodie",
        variant: "M",
        priceMinor: 2700,
        highPriceMinor: undefined,
        availability: "out_of_stock",
      },
      `${at}?variant=2`,
    ],
    [
      "chosen by an @id of an address",
      jsonLd(
        hoodie({
          hasVariant: [
            variant({ "@id": `${at}?c=red`, sku: "R", color: "Red", size: "M" }),
            variant({ "@id": `${at}?c=blue`, sku: "B" }),
          ],
        }),
      ),
      { id: "R", variant: "Red / M" },
      `${at}?c=red`,
    ],
    [
      "chosen by its sku in the query",
      jsonLd(hoodie({ hasVariant: [variant({ sku: "R" }), variant({ sku: "B" })] })),
      { id: "B" },
      `${at}?sku=B`,
    ],
    [
      "chosen by its sku in the path",
      jsonLd(hoodie({ hasVariant: [variant({ sku: "R" }), variant({ sku: "B" })] })),
      { id: "R" },
      `${at}/R`,
    ],
    [
      "the only one is the chosen one",
      jsonLd(hoodie({ hasVariant: [variant({ sku: "R", offers: { price: 3 } })] })),
      { id: "R", priceMinor: 300 },
      at,
    ],
    [
      "all at the page's address: none chosen",
      jsonLd(hoodie({ hasVariant: [variant({ sku: "R", url: at }), variant({ sku: "B", url: at })] })),
      { id: "900" },
      at,
    ],
    [
      "chosen, in a group without an address of its own",
      jsonLd(hoodie({ url: undefined, "@id": undefined }), owl()),
      { id: "H-M" },
      `${at}?variant=2`,
    ],
    [
      "a variant of a group that has but an id",
      jsonLd(owl({ isVariantOf: { "@type": "ProductGroup", productGroupID: "G" } })),
      { id: "OWL", name: "Owl lamp" },
    ],
    [
      "a variant of a group told inside it",
      jsonLd(
        owl({
          url: OWL,
          isVariantOf: { "@type": "ProductGroup", name: "Lamps Owl", productGroupID: "G", brand: "Polana" },
          color: "Red",
        }),
      ),
      { id: "OWL", name: "Lamps Owl", brand: "Polana", variant: "Red", priceMinor: 8900 },
    ],
    [
      "a variant of a group told beside it, others by address alone",
      jsonLd({
        "@graph": [
          {
            "@type": "ProductGroup",
            "@id": "#g",
            name: "Lamps Owl",
            productGroupID: "G",
            hasVariant: [{ "@id": "#v" }, { url: `${SHOP}/p/owl-blue` }],
          },
          owl({ "@id": "#v", url: OWL, isVariantOf: { "@id": "#g" } }),
        ],
      }),
      { id: "OWL", name: "Lamps Owl", priceMinor: 8900 },
    ],
    [
      "prices of the group, where variants have none",
      jsonLd(
        hoodie({
          hasVariant: [variant({ sku: "R" }), variant({ sku: "B" })],
          offers: { lowPrice: 3, highPrice: 4 },
        }),
      ),
      { id: "900", priceMinor: 300, highPriceMinor: 400 },
      at,
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("the product of the page", () => {
  const list = (...names: string[]) => ({
    "@type": "ItemList",
    itemListElement: names.map((name, i) => ({ "@type": "ListItem", position: i + 1, item: other(name) })),
  });
  test.each<Case>([
    [
      "its address is the page's, whatever else is there",
      jsonLd(other("fox"), owl({ url: OWL }), other("bear")),
      { id: "OWL" },
    ],
    [
      "its offer's address is the page's",
      jsonLd(other("fox"), owl({ offers: { price: 1, url: `${OWL}/` } }), other("bear")),
      { id: "OWL" },
    ],
    [
      "its address is the canonical one",
      `<link rel="canonical" href="${OWL}">${jsonLd(other("fox"), owl({ url: OWL }))}`,
      { id: "OWL" },
      `${SHOP}/sale/item/7`,
    ],
    [
      "its address is Open Graph's",
      `${metas({ "og:url": OWL })}${jsonLd(other("fox"), owl({ url: OWL }))}`,
      { id: "OWL" },
      `${SHOP}/sale/item/7`,
    ],
    [
      "a language or collection stands in front of its path",
      jsonLd(other("fox"), owl({ url: OWL })),
      { id: "OWL" },
      `${SHOP}/pl/collections/birds/p/owl`,
    ],
    ["it alone has no address of another page", jsonLd(owl(), other("fox"), other("bear")), { id: "OWL" }],
    [
      "the page names it as its main entity",
      jsonLd(
        { "@type": "ItemPage", mainEntity: { "@id": "#p" } },
        owl({ name: "Fox", sku: "F" }),
        owl({ "@id": "#p" }),
      ),
      { id: "OWL" },
    ],
    [
      "it is told as the page's main entity",
      jsonLd({ "@type": "WebPage", mainEntity: owl() }, list("fox", "bear")),
      { id: "OWL" },
    ],
    [
      "it names the page as its own",
      jsonLd(owl({ name: "Fox", sku: "F" }), owl({ mainEntityOfPage: { "@type": "WebPage", "@id": OWL } })),
      { id: "OWL" },
    ],
    [
      "the heading is its name",
      `${jsonLd(owl({ name: "Fox", sku: "F" }), owl())}<h1>Shop</h1><h1> owl <b>Lamp</b></h1>`,
      { id: "OWL" },
    ],
    ["a list of others is beside it", jsonLd(list("fox", "bear"), owl()), { id: "OWL" }],
    [
      "related ones are inside it",
      jsonLd(
        owl({
          isRelatedTo: [other("fox")],
          isSimilarTo: other("bear"),
          isAccessoryOrSparePartFor: other("hut"),
          review: { itemReviewed: other("hen") },
        }),
      ),
      { id: "OWL" },
    ],
    [
      "others at the same script differ in the query",
      jsonLd(
        owl({ url: "/index.php?product_id=1" }),
        other("x"),
        owl({ name: "Fox", sku: "F", url: "/index.php?product_id=2" }),
      ),
      { id: "OWL" },
      `${SHOP}/index.php?product_id=1`,
    ],
    [
      "og:type website on its page",
      `${metas({ "og:type": "website" })}${jsonLd(owl({ url: OWL }))}`,
      { id: "OWL" },
    ],
    [
      "og:type article on its page",
      `${metas({ "og:type": "article" })}${jsonLd(owl())}<h1>Owl lamp</h1>`,
      { id: "OWL" },
    ],

    [
      "under a heading of the shop its title begins with its name",
      `<title>Owl lamp | Polana</title>${jsonLd(owl())}<h1>Polana</h1>`,
      { id: "OWL" },
    ],
    ["the heading says more than its name", `${jsonLd(owl())}<h1>Polana Owl lamp, red</h1>`, { id: "OWL" }],
    [
      "its address is written in other letters",
      jsonLd(other("fox"), owl({ url: `${SHOP}/P/Owl` })),
      { id: "OWL" },
    ],
    [
      "none: a product without address under a heading about something else",
      `<title>Care | Polana</title>${jsonLd(owl())}<h1>How to care for wood</h1>`,
      undefined,
      `${SHOP}/care`,
    ],
    [
      "none: a product without address on a website's page of another name",
      `<title>Care</title>${metas({ "og:type": "website", "og:title": "Care" })}${jsonLd(owl())}`,
      undefined,
      `${SHOP}/care`,
    ],
    [
      "none: its address is the shop's first page, and this is another",
      `${jsonLd(owl({ url: `${SHOP}/` }))}<h1>Lamps</h1>`,
      undefined,
      `${SHOP}/lamps`,
    ],
    ["the heading says less than its name", `${jsonLd(owl())}<h1>Owl</h1>`, { id: "OWL" }],
    [
      "the heading is its name, its address an old one",
      `${jsonLd(other("fox"))}<h1>Fox</h1>`,
      { id: "fox" },
      `${SHOP}/lamps/fox-2`,
    ],
    [
      "none: a product of another page in a blog",
      jsonLd({ "@type": "BlogPosting" }, other("fox")),
      undefined,
      `${SHOP}/blog/1`,
    ],
    ["none: several of equal rank", jsonLd([other("fox"), other("bear")]), undefined, `${SHOP}/lamps`],
    [
      "none: several without addresses",
      jsonLd(owl(), owl({ name: "Fox", sku: "F" })),
      undefined,
      `${SHOP}/lamps`,
    ],
    [
      "none: several with names inside the page",
      jsonLd(owl({ "@id": `${SHOP}/lamps#1` }), owl({ name: "Fox", sku: "F", "@id": `${SHOP}/lamps#2` })),
      undefined,
      `${SHOP}/lamps`,
    ],
    ["none: a list", jsonLd(list("fox", "bear")), undefined, `${SHOP}/lamps`],
    [
      "none: a list and one of it told apart",
      jsonLd(list("fox", "bear"), other("fox")),
      undefined,
      `${SHOP}/lamps`,
    ],
    [
      "none: a collection, even where a product is named as it",
      `${jsonLd({ "@type": ["WebPage", "CollectionPage"] }, owl({ url: `${SHOP}/lamps`, name: "Lamps" }))}<h1>Lamps</h1>`,
      undefined,
      `${SHOP}/lamps`,
    ],
    ["none: search results", jsonLd({ "@type": "SearchResultsPage" }, owl()), undefined, `${SHOP}/search`],
    ["none: the checkout", jsonLd({ "@type": "CheckoutPage" }, owl()), undefined, `${SHOP}/checkout`],
    [
      "none: og:type website, and nothing says that it is this page",
      `${metas({ "og:type": "website" })}${jsonLd(owl())}`,
      undefined,
      `${SHOP}/lamps`,
    ],
    [
      "none: an article with a product in it",
      `${jsonLd({ "@type": "BlogPosting" }, owl())}<h1>Ten lamps</h1>`,
      undefined,
      `${SHOP}/blog/ten-lamps`,
    ],
    [
      "none: a product of another page under a heading",
      `${jsonLd(other("fox"))}<h1>Where to find us</h1>`,
      undefined,
      `${SHOP}/stores`,
    ],
    ["none: a product of another page on the first one", jsonLd(other("fox")), undefined, `${SHOP}/`],
    ["none: no markup at all", "<h1>Owl lamp</h1><p>89.00 EUR</p>", undefined],
    ["none: other things", jsonLd({ "@type": "Organization", name: "Owl lamp", url: OWL }), undefined],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("category, image and address", () => {
  const trail = (...crumbs: [name: string, path?: string][]) => ({
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(([name, path], i) => ({
      "@type": "ListItem",
      position: i + 1,
      ...(path === undefined ? { name } : { item: { "@id": SHOP + path, name } }),
    })),
  });
  const backwards = trail(["Home", "/"], ["Light", "/light"], ["Table", "/light/table"]);
  backwards.itemListElement = backwards.itemListElement.toReversed();
  test.each<Case>([
    [
      "own word",
      jsonLd(owl({ category: "Light" }), trail(["Home", "/"], ["Lamps", "/lamps"])),
      { category: "Light" },
    ],
    [
      "the last part of a path",
      jsonLd(owl({ category: "Home &gt; Light > Table lamps" })),
      { category: "Table lamps" },
    ],
    [
      "as a thing",
      jsonLd(owl({ category: { "@type": "CategoryCode", name: "Light" } })),
      { category: "Light" },
    ],
    [
      "the last crumb before the product",
      jsonLd(owl(), trail(["Home", "/"], ["Light", "/light"], ["Owl", "/p/owl"])),
      { category: "Light" },
    ],
    [
      "the last crumb, where the product is none",
      jsonLd(owl(), trail(["Home", "/"], ["Light", "/light"])),
      { category: "Light" },
    ],
    [
      "the product's crumb without address",
      jsonLd(owl(), trail(["Home", "/"], ["Light", "/light"], ["The owl lamp"])),
      { category: "Light" },
    ],
    [
      "crumbs without any address",
      jsonLd(owl(), trail(["Home"], ["Light"], ["Owl lamp"])),
      { category: "Light" },
    ],
    ["crumbs in another order", jsonLd(owl(), backwards), { category: "Table" }],
    [
      "the product's crumb at another address",
      jsonLd(owl(), trail(["Light", "/light"], ["Owl lamp", "/catalogue/7"])),
      { category: "Light" },
    ],
    [
      "the shop's first page is no category",
      jsonLd(owl(), trail(["Home", "/"], ["Owl", "/p/owl"])),
      { category: undefined },
    ],
    [
      "a trail inside the page's own thing",
      jsonLd(owl(), { "@type": "WebPage", breadcrumb: trail(["Home", "/"], ["Light", "/light"]) }),
      { category: "Light" },
    ],
    ["the first picture, relative", jsonLd(owl({ image: ["/a.jpg", "/b.jpg"] })), { image: `${SHOP}/a.jpg` }],
    [
      "a picture as a thing",
      jsonLd(owl({ image: { "@type": "ImageObject", contentUrl: "//cdn.example/a.jpg?x=1&amp;y=2" } })),
      { image: "https://cdn.example/a.jpg?x=1&y=2" },
    ],
    [
      "no picture of data, none too long",
      jsonLd(owl({ image: "data:image/png;base64,AAAA" })),
      { image: undefined },
    ],
    ["no address too long", jsonLd(owl({ image: `/${"a".repeat(600)}.jpg` })), { image: undefined }],
    ["no script for an address", jsonLd(owl({ url: "javascript:alert(1)" })), { url: undefined }],
    [
      "the address of its offer, where it has none itself",
      offering({ "@type": "Offer", price: 5, priceCurrency: "EUR", url: "/p/owl" }),
      { url: OWL },
      `${OWL}?utm_source=x`,
    ],
    [
      "the canonical address, where it has none",
      `<link rel="canonical" href="/p/owl">${jsonLd(owl())}`,
      { url: OWL },
      `${OWL}?utm_source=x`,
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("microdata", () => {
  const card = (name: string) =>
    `<article itemscope itemtype="http://schema.org/Product"><a itemprop="url" href="/p/${name}"><span itemprop="name">${name}</span></a>
     <span itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price">5,00 €</span></span></article>`;
  /** PrestaShop 1.7's product page; its related products are inside the same element. */
  const presta = (related = "") => `<section id="main" itemscope itemtype="https://schema.org/Product">
    <meta itemprop="url" content="${OWL}"><img itemprop="image" src="/img/owl.jpg"><h1 itemprop="name">Owl lamp</h1>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><link itemprop="availability" href="https://schema.org/InStock"/>
    <meta itemprop="priceCurrency" content="EUR"><span itemprop="price" content="23.9">€23.90</span></div>
    <meta itemprop="sku" content="demo_3"><div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><meta itemprop="name" content="Studio"></div>
    ${related}</section>`;
  /** Magento 2's: the body is the product. */
  const magento = `<body itemscope itemtype="http://schema.org/Product"><h1><span itemprop="name">Joust Duffle Bag</span></h1>
    <div class="sku">SKU <div itemprop="sku">24-MB01</div></div><div itemprop="offers" itemscope itemtype="http://schema.org/Offer">
    <span class="price">$34.00</span><meta itemprop="price" content="34" /><meta itemprop="priceCurrency" content="USD" /></div>
    <div itemprop="review" itemscope itemtype="http://schema.org/Review"><span itemprop="name">Bad</span></div>
    <ol itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem">
    <a itemprop="item" href="/gear"><span itemprop="name">Gear</span></a><meta itemprop="position" content="1"></li></ol>${card("Fox")}</body>`;
  test.each<Case>([
    [
      "PrestaShop",
      presta(),
      {
        id: "demo_3",
        name: "Owl lamp",
        priceMinor: 2390,
        currency: "EUR",
        availability: "in_stock",
        brand: "Studio",
        image: `${SHOP}/img/owl.jpg`,
        url: OWL,
      },
    ],
    [
      "parts that stand elsewhere on the page, by itemref",
      `<div itemscope itemtype="https://schema.org/Product" itemref="codes cost gone"><h1 itemprop="name">Owl lamp</h1></div>
       <p id="codes">Code <b itemprop="sku">OWL</b> <span itemprop="brand" itemscope itemtype="https://schema.org/Brand"><i itemprop="name">Studio</i></span></p>
       <div id="cost" itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price">12,50 €</b></div>`,
      { id: "OWL", name: "Owl lamp", brand: "Studio", priceMinor: 1250, currency: "EUR" },
    ],
    [
      "an itemref that leads to what holds it",
      `<section id="all"><b itemprop="sku">OWL</b><div itemscope itemtype="https://schema.org/Product" itemref="all">
       <h1 itemprop="name">Owl lamp</h1></div></section>`,
      { id: "OWL", name: "Owl lamp" },
    ],
    ["PrestaShop with others inside", presta(card("fox") + card("bear")), { id: "demo_3", name: "Owl lamp" }],
    ["PrestaShop with others beside", presta() + card("fox") + card("bear"), { id: "demo_3" }],
    [
      "Magento",
      magento,
      { id: "24-MB01", name: "Joust Duffle Bag", priceMinor: 3400, currency: "USD", category: "Gear" },
      `${SHOP}/joust-duffle-bag.html`,
    ],
    [
      "a price for people, its sign for a currency",
      `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><em itemprop="price">1 299,00 zł</em></div></div>`,
      { name: "Sowa", priceMinor: 129900, currency: "PLN" },
    ],
    [
      "a price as a value",
      `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><data itemprop="price" value="12.5">ab 12,50</data></div></div>`,
      { priceMinor: 1250 },
    ],
    [
      "a brand that is a link is its text",
      `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><a itemprop="brand" href="/brands/polana">Polana</a></div>`,
      { brand: "Polana" },
    ],
    [
      "an aggregate",
      `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><div itemprop="offers" itemscope itemtype="http://schema.org/AggregateOffer">from <span itemprop="lowPrice">119.99</span> to <span itemprop="highPrice">199.99</span><meta itemprop="priceCurrency" content="USD"></div></div>`,
      { priceMinor: 11999, highPriceMinor: 19999 },
    ],
    [
      "inside the page's own thing",
      `<body itemscope itemtype="http://schema.org/WebPage"><div itemprop="mainEntity" itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span></div>${card("fox")}</body>`,
      { name: "Sowa" },
    ],
    [
      "another product without an address inside it",
      `<div itemscope itemtype="http://schema.org/Product"><b itemprop="name">Sowa</b><div itemscope itemtype="http://schema.org/Product"><b itemprop="name">Fox</b></div></div>`,
      { name: "Sowa" },
    ],
    [
      "names of what it has before its own",
      `<div itemscope itemtype="http://schema.org/Product"><p itemprop="brand" itemscope><b itemprop="name">Polana</b></p><b itemprop="name">Sowa</b></div>`,
      { name: "Sowa", brand: "Polana" },
    ],
    [
      "two properties in one",
      `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><b itemprop="sku mpn">S-1</b></div>`,
      { id: "S-1" },
    ],
    [
      "filled up from linked data of the same name",
      jsonLd({ "@type": "Product", name: "Sowa", sku: "S" }) +
        `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Sowa</span><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><b itemprop="price">5</b></div></div>`,
      { id: "S", priceMinor: 500 },
    ],
    ["none: cards of a listing", card("fox") + card("bear"), undefined, `${SHOP}/lamps`],
    [
      "none: a list, whose member has no address",
      `<ul itemscope itemtype="http://schema.org/ItemList"><li itemscope itemtype="http://schema.org/Product"><b itemprop="name">Fox</b></li></ul>`,
      undefined,
      `${SHOP}/lamps`,
    ],
    [
      "none: a related one on a page about something else",
      `<h1>Ten lamps</h1>${card("fox")}`,
      undefined,
      `${SHOP}/blog/ten-lamps`,
    ],
    [
      "none: what a thing outside any is related to",
      `<div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><b itemprop="name">Fox</b></div>`,
      undefined,
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

describe("Open Graph", () => {
  const owlTags = { "og:type": "product", "og:title": "Owl lamp", "og:url": OWL, "og:image": "/owl.jpg" };
  test.each<Case>([
    [
      "a product",
      metas({
        ...owlTags,
        "product:price:amount": "89.00",
        "product:price:currency": "EUR",
        "product:retailer_item_id": "OWL",
        "product:availability": "in stock",
        "product:brand": "Polana",
        "product:category": "Home > Light",
      }),
      {
        id: "OWL",
        name: "Owl lamp",
        priceMinor: 8900,
        currency: "EUR",
        availability: "in_stock",
        brand: "Polana",
        category: "Light",
        image: `${SHOP}/owl.jpg`,
        url: OWL,
      },
    ],
    [
      "og:product",
      metas({ ...owlTags, "og:type": "og:product" }),
      { id: "owl", name: "Owl lamp", priceMinor: undefined },
    ],
    [
      "a sale",
      metas({
        ...owlTags,
        "product:price:amount": "89.00",
        "product:price:currency": "EUR",
        "product:sale_price:amount": "69.00",
      }),
      { priceMinor: 6900, listPriceMinor: 8900 },
    ],
    [
      "Shopify's price",
      metas({ ...owlTags, "og:price:amount": "1,234.00", "og:price:currency": "CAD" }),
      { priceMinor: 123400, currency: "CAD" },
    ],
    [
      "fills what other markup leaves out",
      metas({ ...owlTags, "product:price:amount": "89.00", "product:price:currency": "EUR" }) +
        jsonLd({ "@type": "Product", name: "Owl lamp", sku: "OWL" }),
      { id: "OWL", priceMinor: 8900, image: `${SHOP}/owl.jpg` },
    ],
    [
      "does not replace what other markup says",
      metas({ ...owlTags, "product:price:amount": "1.00", "product:retailer_item_id": "X" }) + jsonLd(owl()),
      { id: "OWL", priceMinor: 8900 },
    ],
    [
      "speaks where other markup is about several",
      metas(owlTags) + jsonLd(other("fox"), other("bear")),
      { id: "owl", name: "Owl lamp" },
    ],
    [
      "a price makes it a product",
      metas({ "og:title": "Owl lamp", "product:price:amount": "89.00" }),
      { id: "owl", priceMinor: 8900 },
    ],
    ["none: a website", metas({ ...owlTags, "og:type": "website" }), undefined],
    ["none: an article", metas({ ...owlTags, "og:type": "article" }), undefined],
    [
      "none: names without the prefix",
      `<meta name="type" content="product"><meta name="title" content="Owl">`,
      undefined,
    ],
  ])("%s", (_, html, expected, url) => expectProduct(html, expected, url));
});

test("the page's types are those declared at top level, in either notation, and of its main entity", async () => {
  const { types } = await read(
    OWL,
    jsonLd(
      { "@type": ["WebPage", "schema:ItemPage"], mainEntity: { "@id": "#p" }, author: { "@type": "Person" } },
      { "@graph": [owl({ "@id": "#p" })] },
      { "@type": "https://schema.org/FAQPage" },
    ) +
      `<div itemscope itemtype="http://schema.org/Store
 http://schema.org/CafeOrCoffeeShop"></div><p itemscope></p><p itemscope itemtype=""></p><div itemscope itemtype="http://schema.org/Store"><i itemprop="geo" itemscope itemtype="http://schema.org/Place"></i></div>`,
  );
  expect(types.toSorted()).toEqual([
    "CafeOrCoffeeShop",
    "FAQPage",
    "ItemPage",
    "Product",
    "Store",
    "WebPage",
  ]);
});

test("a page without markup declares no types", async () => {
  expect((await read(OWL, "<p>Hello</p>")).types).toEqual([]);
});
