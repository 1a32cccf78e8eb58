/** The newest visitors, page by page, for what is counted by looking at each: the stages. */
import { type ListedVisitor, listVisitorsSince } from "./store/visitors.ts";

/** Anonymous visitors are kept as long. */
const COUNTED_DAYS = 90;
/** Visitors looked at for one count, and read at once: a profile is a few KB, an isolate has 128 MB. */
const MOST_COUNTED = 5_000;
const PAGE = 500;

/** The first of the days whose visitors are counted, where `today` is the last (UTC). */
export const firstCountedDay = (today: number) => today - COUNTED_DAYS + 1;

/** Last seen first, at most 5,000. */
export async function* newestVisitors(
  db: D1Database,
  site: string,
  today: number,
): AsyncGenerator<ListedVisitor> {
  let cursor = { day: Number.MAX_SAFE_INTEGER, id: "" };
  for (let counted = 0; counted < MOST_COUNTED; counted += PAGE) {
    const page = await listVisitorsSince(db, site, firstCountedDay(today), cursor, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    cursor = page.at(-1)!;
  }
}
