/** Most bytes of each part, brotli 11 (design.md §4); held by tests/tracker/size.test.ts and shown by the bench. */
export const BUDGETS: Record<string, number> = {
  /** Consent, outbox, sync, page view: all of a page before consent. */
  core: 3_072,
  /** Answers, placements, routes, engagement, leaving: loaded beside the first sync. */
  page: 3_072,
  /** Cart, checkout, recent products, micro-moments, and whose word counts: loaded by the page part at its start. */
  commerce: 4_600,
  /** What a data layer tells: loaded where there is one. */
  layer: 2_100,
  /** The page's product by JSON-LD, microdata or Open Graph: loaded where there is such markup. */
  markup: 3_300,
  /** Consent as Consent Mode, WordPress or Shopify know it: loaded only where one of them is to be asked. */
  "consent-sources": 900,
  content: 3_500,
  /** A further kind of content. */
  goods: 1_200,
  /** Core Web Vitals: loaded when the page has nothing else to do. The library as shipped makes nearly all of it. */
  vitals: 3_000,
};
