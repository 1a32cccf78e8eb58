/** Most bytes of each part, brotli 11 (design.md §4); held by tests/tracker/size.test.ts and shown by the bench. */
export const BUDGETS: Record<string, number> = {
  /** Consent, outbox, sync, page view: all of a page before consent. */
  core: 3_072,
  /** Answers, placements, routes, engagement, leaving: loaded beside the first sync. */
  page: 3_072,
  /** Recent products, micro-moments, page kinds: loaded by the page part at its start. */
  moments: 2_500,
  /** What clicks, forms, copying and other tabs say: loaded with the first engaged second. */
  signs: 1_200,
  /** Words and results of a search: loaded on a page of results. */
  search: 600,
  content: 3_500,
  /** A further kind of content. */
  goods: 1_200,
};
