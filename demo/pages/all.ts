/** The whole shop, page by page. */
import { cartPage } from "./cart.ts";
import { checkoutPage, thanksPage } from "./checkout.ts";
import type { Page } from "./frame.ts";
import { helpPages } from "./help.ts";
import { homePage } from "./home.ts";
import { journalPages } from "./journal.ts";
import { listingPages } from "./listings.ts";
import { notFoundPage } from "./not-found.ts";
import { productPages } from "./product.ts";
import { listPage, searchPage } from "./search.ts";
import { storesPage } from "./stores.ts";

export const PAGES: readonly Page[] = [
  homePage,
  ...listingPages,
  ...productPages,
  searchPage,
  listPage,
  cartPage,
  checkoutPage,
  thanksPage,
  ...journalPages,
  storesPage,
  ...helpPages,
  notFoundPage,
];
