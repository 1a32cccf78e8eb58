/**
 * What a visitor did one after the other, so that a condition can ask for A, then B, then C within one visit. A step is
 * kept as marks, 24 bits of a hash each: a passport has room for little more, and a mark is only ever compared.
 */
import { hash32 } from "./bucketing.ts";
import { type Event, PAGE_KINDS } from "./event.ts";
import { kindOfAddress } from "./page-kind.ts";

/** Something a visitor did. */
export interface Step {
  /** Epoch ms. */
  at: number;
  writer: string;
  n: number;
  /** Number of the visit on the device. */
  session: number;
  /** `stepMark` of what it was: one, or two where a product seen is one of its category too. */
  marks: number[];
}

/** Events that are steps by their name alone. */
export const STEP_EVENTS = [
  "search",
  "add_to_wishlist",
  "add_to_cart",
  "remove_from_cart",
  "begin_checkout",
  "add_shipping_info",
  "add_payment_info",
  "payment_failed",
  "purchase",
] as const;
const IS_STEP: ReadonlySet<string> = new Set(STEP_EVENTS);

/** What a step can be: `page:product`, `moment:compare`, `product:lamp-sowa`, `category:Light`, `event:purchase`. */
export const STEP_KINDS = ["page", "moment", "product", "category", "event"] as const;
export const stepMark = (step: string) => hash32(step) & 0xffffff;

/** None where the event is no step. */
export function marksOf(event: Event): number[] {
  switch (event.name) {
    case "page_view":
      return [stepMark(`page:${event.props.kind ?? kindOfAddress(event.props.path) ?? "other"}`)];
    case "micro_moment":
      return [stepMark(`moment:${event.props.moment}`)];
    case "view_item": {
      const { id, category } = event.props.item;
      return [stepMark(`product:${id}`), ...(category ? [stepMark(`category:${category}`)] : [])];
    }
    case "view_item_list":
      return event.props.category ? [stepMark(`category:${event.props.category}`)] : [];
    default:
      return IS_STEP.has(event.name) ? [stepMark(`event:${event.name}`)] : [];
  }
}

/** Steps of the last visit that a passport carries; of a visit with more the first have gone. */
export const TRAIL_STEPS = 14;
/** The most pages a trail can be asked to tell: a page with its product and a moment leaves three steps. */
export const MOST_NTH_PAGE = 5;
const PAGE_MARKS: ReadonlySet<number> = new Set(PAGE_KINDS.map((kind) => stepMark(`page:${kind}`)));

/** Pages of the trail's last visit, up to `MOST_NTH_PAGE`; as many where its first steps may have gone. */
export function pagesOfVisit(trail: readonly Step[]): number {
  const session = trail.at(-1)?.session;
  const steps = trail.filter((step) => step.session === session);
  if (steps.length >= TRAIL_STEPS) return MOST_NTH_PAGE;
  const pages = steps.filter(({ marks }) => PAGE_MARKS.has(marks[0]!)).length;
  return Math.min(pages, MOST_NTH_PAGE);
}

/** True where the last visit of the trail (oldest first) has a step of each mark, each after the one before. */
export function hasInOrder(trail: readonly Step[], marks: readonly number[]): boolean {
  const session = trail.at(-1)?.session;
  let next = 0;
  for (const step of trail)
    if (next < marks.length && step.session === session && step.marks.includes(marks[next]!)) next++;
  return next === marks.length;
}
