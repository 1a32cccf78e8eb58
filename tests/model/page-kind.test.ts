import { describe, expect, test } from "vitest";
import { PAGE_KINDS, type PageKind } from "../../model/event.ts";
import {
  guardedKind,
  KINDS,
  kindOfAddress,
  kindOfTypes,
  noticedKind,
  taggedKind,
} from "../../model/page-kind.ts";

const ADDRESSES: Partial<Record<PageKind, string[]>> = {
  home: [
    "/",
    "/pl/",
    "/en/",
    "/index.php",
    "/index.html",
    "/?utm_source=newsletter&utm_medium=email",
    "/?gclid=abc",
    "/pl/?fbclid=abc",
  ],
  cart: [
    "/cart",
    "/cart/",
    "/cart?action=show",
    "/cart.php",
    "/cart/update",
    "/pl/cart",
    "/en-gb/cart",
    "/basket",
    "/basket/",
    "/Basket.aspx",
    "/pl/basket",
    "/basketedit.php",
    "/basketedit.php?mode=1",
    "/koszyk",
    "/koszyk/",
    "/koszyk.html",
    "/koszyk?action=show",
    "/sklep/koszyk/",
    "/shop/cart/",
    "/twoj-koszyk",
    "/moj-koszyk/",
    "/warenkorb",
    "/shopping-cart",
    "/shopping_cart.php",
    "/view-cart",
    "/checkout/cart/",
    "/checkout/cart/index/",
    "/index.php?route=checkout/cart",
    "/index.php?route=checkout/cart&language=pl-pl",
    "/index.php?controller=cart&action=show",
    "/pl/koszyk?action=show",
  ],
  checkout: [
    "/checkout",
    "/checkout/",
    "/checkout?step=2",
    "/checkout/shipping",
    "/checkout/order-pay/123/?key=wc_order_x",
    "/checkouts/cn/Z2NwLWV1cm9wZS13ZXN0MQ",
    "/12345678/checkouts/0f9d",
    "/pl/checkout",
    "/index.php?route=checkout/checkout",
    "/index.php?controller=order",
    "/index.php?controller=order&step=1",
    "/order",
    "/pl/order",
    "/order1.php",
    "/zamowienie",
    "/zamowienie/",
    "/zam%C3%B3wienie",
    "/pl/zam%c3%b3wienie",
    "/kasa",
    "/kasa/",
    "/szybkie-zamowienie",
    "/sklep/kasa/",
    "/onepage-checkout",
    "/one-page-checkout/",
  ],
  thanks: [
    "/thank-you",
    "/thank_you",
    "/thankyou/",
    "/pages/thank-you",
    "/dziekujemy",
    "/dziekujemy-za-zakupy/",
    "/podziekowanie",
    "/order-received/123/",
    "/checkout/order-received/123/?key=wc_order_x",
    "/zamowienie/order-received/123/",
    "/kasa/order-received/77",
    "/order-confirmation?id_cart=7&id_order=9",
    "/potwierdzenie-zamowienia?id_cart=7",
    "/potwierdzenie",
    "/index.php?controller=order-confirmation&id_cart=7",
    "/checkout/onepage/success/",
    "/checkout/success",
    "/index.php?route=checkout/success",
    "/12345678/checkouts/0f9d/thank_you",
    "/checkouts/cn/Z2Nw/thank-you",
  ],
  search: [
    "/search",
    "/search?q=lamp",
    "/search?controller=search&s=lamp",
    "/szukaj",
    "/szukaj?s=lampa",
    "/szukaj.html?q=lampa",
    "/pl/szukaj?controller=search&s=lampa",
    "/wyszukiwanie?q=lampa",
    "/wyszukiwarka",
    "/search.php?text=lamp",
    "/catalogsearch/result/?q=lamp",
    "/?s=lamp&post_type=product",
    "/sklep/?s=lampa",
    "/pl/s?q=lampa",
    "/index.php?route=product/search&search=lamp",
    "/collections/all/search?q=lamp",
  ],
  product: [
    "/product/woo-beanie/",
    "/product/woo-beanie/?attribute_pa_color=red",
    "/produkt/lampa-sowa/",
    "/products/lamp-sowa",
    "/products/lamp-sowa?variant=42",
    "/collections/lamps/products/lamp-sowa",
    "/pl/products/lamp-sowa",
    "/pl/p/Lampa-Sowa/123",
    "/p/lamp-sowa/",
    "/p/123",
    "/dp/B0ABCDEF",
    "/lampa-sowa-p-123.html",
    "/lampa-sowa-p123.html",
    "/lampa-sowa-p-123",
    "/lampy/lampa-sowa-p-123.html",
    "/product-pol-123-Lampa-Sowa.html",
    "/men/1-1-hummingbird-printed-t-shirt.html",
    "/1-hummingbird-printed-t-shirt.html",
    "/index.php?route=product/product&product_id=40",
    "/index.php?route=product/product&path=57&product_id=49",
    "/product/thank-you-card/",
    "/products/how-to-train-your-dragon",
    "/produkt/zestaw-do-szukania-skarbow/",
    "/shop/product/oak-table/",
    "/produkt/wiklinowy-koszyk/",
    "/products/laundry-basket",
  ],
  listing: [
    "/product-category/lamps/",
    "/product-category/lamps/page/2/",
    "/kategoria-produktu/lampy/",
    "/kategoria/lampy",
    "/kategorie/lampy",
    "/category/lamps",
    "/categories/lamps",
    "/collections",
    "/collections/lamps",
    "/collections/lamps?page=2",
    "/pl/c/Lampy/12",
    "/c/lamps",
    "/lampy-c-12.html",
    "/lampy-c-12",
    "/product-tag/oak/",
    "/brand/polana",
    "/brands",
    "/manufacturer/polana",
    "/producent/polana",
    "/shop",
    "/shop/",
    "/sklep/",
    "/sklep/page/3/",
    "/products",
    "/produkty",
    "/sale",
    "/outlet/",
    "/promocje",
    "/nowosci",
    "/new-products",
    "/3-clothes",
    "/pl/6-akcesoria",
    "/index.php?route=product/category&path=20",
    "/index.php?route=product/manufacturer/info&manufacturer_id=8",
    "/index.php?route=product/special",
  ],
  article: [
    "/blog",
    "/blog/",
    "/blog/six-herbs",
    "/blogs/news/six-herbs",
    "/news/2026/spring",
    "/poradnik/jak-wybrac-lampe",
    "/poradniki",
    "/poradnik-kupujacego/",
    "/porady/",
    "/artykul/szesc-ziol",
    "/artykuly",
    "/article/six-herbs",
    "/articles/six-herbs",
    "/aktualnosci",
    "/journal/grind-finer/",
    "/guide/lamps",
    "/how-to-descale-a-kettle",
    "/pages/how-to-use",
    "/jak-odkamienic-czajnik",
    "/pages/faq",
    "/faq/",
    "/pytania-i-odpowiedzi",
    "/pomoc/dostawa",
    "/help/returns",
    "/instrukcje/czajnik",
    "/blog/2026/the-cart-before-the-horse/",
  ],
  stores: [
    "/stores",
    "/stores/krakow",
    "/pages/stores",
    "/store-locator",
    "/storelocator/",
    "/store-finder",
    "/sklepy",
    "/sklepy-stacjonarne/krakow",
    "/salony",
    "/salony/krakow",
    "/nasze-salony",
    "/nasze-sklepy/",
    "/find-us",
    "/pages/find-a-store",
    "/punkty-sprzedazy",
    "/gdzie-kupic",
  ],
};
/** Addresses whose words look like something else, or say nothing. */
const UNSAID = [
  "/about-us",
  "/kontakt",
  "/my-account/",
  "/moje-konto/zamowienia/",
  "/account/orders",
  "/login?back=my-account",
  "/regulamin",
  "/oak-table",
  "/lampa-sowa.html",
  "/kasandra",
  "/cartography",
  "/cart-covers",
  "/basketball",
  "/ordering",
  "/gift-basket",
  "/pre-order",
  "/made-to-order",
  "/research",
  "/storehouse",
  "/reshop",
  "/index.php?route=account/account",
  "/index.php?route=information/contact",
  "/?page_id=7",
];

const rows = Object.entries(ADDRESSES).flatMap(([kind, addresses]) =>
  addresses.map((address): [string, string] => [address, kind]),
);

test.each(rows)("%s is of kind %s", (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});

test.each(UNSAID)("%s says nothing of its kind", (address) => {
  expect(kindOfAddress(address)).toBeUndefined();
});

describe("the guard", () => {
  const guarded = rows.filter(([, kind]) => kind === "cart" || kind === "checkout");
  const free = rows.filter((row) => !guarded.includes(row));

  test.each(guarded)("%s is kept free of offers as %s", (address, kind) => {
    expect(guardedKind(address)).toBe(kind);
  });

  test("keeps nothing off any other page", () => {
    expect(free.filter(([address]) => guardedKind(address))).toEqual([]);
  });
});

const routes: [string, string | undefined][] = [
  ["?route=checkout/cart", "cart"],
  ["?route=checkout/cart&language=pl-pl", "cart"],
  ["?route=checkout/checkout", "checkout"],
  ["?language=pl-pl&route=checkout/checkout", "checkout"],
  ["?controller=cart&action=show", "cart"],
  ["?controller=order", "checkout"],
  ["?controller=order&step=1", "checkout"],
  ["?controller=order-confirmation&id_cart=7", undefined],
  ["?route=checkout/success", undefined],
  ["?route=product/product&product_id=40", undefined],
  ["?q=cart", undefined],
  ["?sort=order", undefined],
  ["", undefined],
];
test.each(routes)("the query %s of a shop that has one path for all names %s", (query, kind) => {
  expect(guardedKind(`/index.php${query}`)).toBe(kind);
});

test.each([
  ["product:/p/;cart:/basket", "/p/lamp", "product"],
  ["product:/p/;cart:/basket", "/basket?step=1", "cart"],
  ["product:/p/;other:/p/lamp", "/p/lamp", "product"],
  ["product:/p/", "/basket", undefined],
  ["nonsense:/p/", "/p/lamp", undefined],
  ["nonsense", "/p/lamp", undefined],
  [null, "/p/lamp", undefined],
])("a tag with data-pages %s says of %s: %s", (pages, address, kind) => {
  expect(taggedKind(pages, address)).toBe(kind);
});

describe("what the device notices by itself", () => {
  const noticed = rows.filter(([, kind]) => /^(search|thanks|article|stores)$/.test(kind));
  const unnoticed = rows.filter(([, kind]) => /^(product|listing|home)$/.test(kind));

  test.each(noticed)("%s is noticed as %s", (address, kind) => {
    expect(noticedKind(address)).toBe(kind);
  });

  test("is not product, listing or home, which moments do not depend on", () => {
    expect(unnoticed.filter(([address]) => noticedKind(address))).toEqual([]);
  });
});

const types: [string, string[], PageKind | undefined][] = [
  ["a page of search results is a search, whatever it lists", ["Product", "SearchResultsPage"], "search"],
  ["a page of a collection is a listing, though it lists products", ["CollectionPage", "Product"], "listing"],
  ["an article about products is an article", ["Article", "Product", "Organization"], "article"],
  ["a blog's post is an article", ["BlogPosting"], "article"],
  ["questions and answers are an article", ["FAQPage"], "article"],
  ["a checkout page is a checkout, though it lists products", ["Product", "CheckoutPage"], "checkout"],
  ["a product is a product", ["Product", "BreadcrumbList"], "product"],
  ["a group of variants is a product", ["ProductGroup"], "product"],
  ["the shop itself is no page", ["Store", "WebSite", "Organization"], undefined],
  ["no markup says nothing", [], undefined],
];
test.each(types)("%s", (_, given, kind) => {
  expect(kindOfTypes(new Set(given))).toBe(kind);
});

test("the tracker knows exactly the page kinds of the model", () => {
  expect(KINDS.source).toBe(`^(${PAGE_KINDS.join("|")})\\b`);
});
