/** What would only repeat its neighbour is left out: one page load sends a page view and what is on the page. */
import type { Moment } from "../../../model/timeline.ts";

/** Events that say what the page view of the same load says. */
const SAY_THE_PAGE = new Set([
  "view_item",
  "view_item_list",
  "view_cart",
  "begin_checkout",
  "search",
  "purchase",
]);
const SAME_PAGE_MS = 4000;
/** Neighbours further away are of another page. */
const REACH = 8;

/** `told` in the order in which they came in: a slow road brings some late. */
export const newestFirst = <M extends Moment>(told: M[]): M[] =>
  told.toReversed().toSorted((a, b) => b.at - a.at);

/** `moments` in order of time, either way; `isSame` tells whether two are of one visit. */
export function tidy<M extends Moment>(moments: M[], isSame: (a: M, b: M) => boolean): M[] {
  return moments.filter((moment, i) => {
    if (moment.name === "user_engagement") return false;
    if (moment.name !== "page_view" || moment.props.landing) return true;
    return !moments
      .slice(Math.max(0, i - REACH), i + REACH)
      .some(
        (other) =>
          SAY_THE_PAGE.has(other.name) &&
          Math.abs(other.at - moment.at) < SAME_PAGE_MS &&
          isSame(other, moment),
      );
  });
}
