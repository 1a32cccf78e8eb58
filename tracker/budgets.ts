/** Most bytes of each part, brotli 11 (design.md §4); held by tests/tracker/size.test.ts and shown by the bench. */
export const BUDGETS: Record<string, number> = {
  /** Consent, outbox, sync, page view: all of a page before consent. */
  core: 3_072,
  /** Answers, placements, routes, engagement, leaving: loaded beside the first sync. */
  page: 3_072,
  /** Recent products and micro-moments: loaded with the first product, cart or long look. */
  moments: 1_400,
  /** The cart from the shop software's own source: loaded where one shows itself. */
  platform: 1_500,
  content: 3_500,
  /** A further kind of content. */
  goods: 1_200,
};
