/** Most bytes of each part, brotli 11 (design.md §4); held by tests/tracker/size.test.ts and shown by the bench. */
export const BUDGETS: Record<string, number> = {
  /** Consent, outbox, sync, page view, placements: all of a page before consent. */
  core: 3_072,
  moments: 3_072,
  content: 3_500,
  /** A further kind of content. */
  goods: 1_200,
};
