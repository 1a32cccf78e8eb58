/** The demo shop's pages as a visitor loads them: path, kind, slots, and what each reports by itself. */
import type { Event, Item, PageKind } from "../../model/event.ts";
import { ARTICLES } from "../pages/journal.ts";
import {
  BRAND,
  type Category,
  CURRENCY,
  categoryOf,
  type Product,
  photoUrl,
  productUrl,
} from "../products.ts";
import { searchCatalogue } from "../shop/catalogue-search.ts";

export interface Page {
  path: string;
  title: string;
  kind: PageKind;
  /** The page's slots with how far down they stand, 0 to 1: who does not scroll there does not see them. */
  slots: Record<string, number>;
  /** Reported when the page is there, after its page view. */
  reports: Event[];
}

/** As demo/shop/report.ts describes a product. */
export const itemOf = (product: Product): Item => ({
  id: product.id,
  name: product.name,
  category: categoryOf(product.category).name,
  brand: BRAND,
  priceMinor: product.priceMinor,
  currency: CURRENCY,
  image: photoUrl(product.id),
  url: productUrl(product),
});

const plain = (path: string, title: string, kind: PageKind): Page => ({
  path,
  title: `${title}, Polana`,
  kind,
  slots: {},
  reports: [],
});

export const homePage: Page = {
  ...plain("/demo/", "", "home"),
  title: "Polana, the demo shop",
  slots: { home: 0.4 },
};
export const newPage = plain("/demo/new/", "New on the glade", "listing");
export const storesPage = plain("/demo/stores/", "Our stores", "stores");
export const deliveryPage = plain("/demo/delivery/", "Delivery", "other");
export const articlePages = ARTICLES.map(({ slug, title }) =>
  plain(`/demo/journal/${slug}/`, title, "article"),
);
export const cartPage: Page = {
  ...plain("/demo/cart/", "Your cart", "cart"),
  reports: [{ name: "view_cart", props: {} }],
};
export const checkoutPage: Page = {
  ...plain("/demo/checkout/", "Checkout", "checkout"),
  reports: [{ name: "begin_checkout", props: {} }],
};

export const listingPage = ({ id, name }: Category): Page => ({
  ...plain(`/demo/${id}/`, name, "listing"),
  reports: [{ name: "view_item_list", props: { category: name } }],
});

export const productPage = (product: Product): Page => ({
  ...plain(productUrl(product), product.name, "product"),
  slots: { product: 0.7 },
  reports: [{ name: "view_item", props: { item: itemOf(product) } }],
});

/** With the products found, best first. */
export function searchPage(term: string): { page: Page; found: Product[] } {
  const found = searchCatalogue(term);
  const page: Page = {
    ...plain("/demo/search/", `“${term}”`, "search"),
    slots: found.length ? {} : { "search-none": 0.4 },
    reports: [{ name: "search", props: { term, results: found.length } }],
  };
  return { page, found };
}

export const thanksPage = (purchase: Event, emptied: Event): Page => ({
  ...plain("/demo/thanks/", "Thank you", "thanks"),
  slots: { thanks: 0.6 },
  reports: [purchase, emptied],
});
