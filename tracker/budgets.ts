/** Most bytes of each part, brotli 11 (design.md §4); held by tests/tracker/size.test.ts and shown by the bench. */
export const BUDGETS: Record<string, number> = {
  /** Consent, outbox, sync, page view: all of a page before consent. */
  core: 3_072,
  /** Answers, placements, routes, engagement, leaving: loaded beside the first sync. */
  page: 3_660,
  /** Cart, checkout, recent products, micro-moments, and whose word counts: loaded by the page part at its start. */
  commerce: 5_360,
  /** What a data layer tells: loaded where there is one. */
  layer: 2_250,
  /** The page's product by JSON-LD, microdata or Open Graph: loaded where there is such markup. */
  markup: 3_450,
  /** What clicks, forms, copying and other tabs say: loaded with the first engaged second. */
  signs: 1_200,
  /** What was wished for and bought, for content: loaded when something is. */
  lists: 600,
  /** Words and results of a search: loaded on a page of results. */
  search: 600,
  /** Consent as Consent Mode, WordPress or Shopify know it: loaded only where one of them is to be asked. */
  "consent-sources": 900,
  /** The cart from the shop software's own source: loaded where one shows itself. */
  platform: 2_500,
  /** Steps and order as shop software shows them: loaded on the pages of its checkout and of its orders. */
  purchase: 2_000,
  content: 3_600,
  /** Further kinds of content: blocks and forms. */
  goods: 1_200,
  progress: 600,
  coupon: 1_200,
  /** Our own question, and what comes of it. */
  push: 1_500,
  /** The service worker of web push, sw.js. */
  worker: 4_000,
  /** The panel "Your data", your-data.js: on the one page where a shop places it. Its words are in two languages. */
  "your-data": 6_500,
  /** The browser's subscription, and its reconciling: loaded with the question, and where there is one. */
  subscription: 1_500,
  /** Three kinds, of 1,200 each: survey, form, preferences. */
  answers: 2_430,
  offer: 1_200,
  help: 1_200,
  wishlist: 1_200,
  inline: 600,
  overlay: 1_200,
  /** Where content stands by a CSS selector. */
  place: 1_200,
  /** A draft in the shop's own page: loaded in place of the other parts, by a preview's link. */
  preview: 3_390,
  /** Has the cookie deleted: loaded where consent is taken back in first-party mode. */
  "first-party": 300,
  /** What a decision waits for, beside showing at once: loaded where one waits. */
  triggers: 900,
  /** That the visitor is about to leave: loaded where a decision waits for it. */
  exit: 1_000,
  /** Core Web Vitals: loaded when the page has nothing else to do. The library as shipped makes nearly all of it. */
  vitals: 3_000,
};

/** Most bytes of a page, brotli 11: the sum of the parts it loads. What design.md §4 promised and why more: ARCHITECTURE.md. */
export const PAGES: { page: string; parts: string[]; most: number }[] = [
  { page: "before consent", parts: ["core"], most: 3_072 },
  { page: "until a bar is filled", parts: ["core", "page", "content"], most: 10_320 },
  { page: "until a slot is filled", parts: ["core", "page", "content", "inline"], most: 10_870 },
  {
    page: "product page of a shop that tells its products itself, with a bar",
    parts: ["core", "page", "commerce", "content"],
    most: 15_620,
  },
  {
    page: "product page with data layer and markup, with a bar",
    parts: ["core", "page", "commerce", "layer", "markup", "content"],
    most: 21_230,
  },
];
