/** A timeline as visits: what one page load says twice is said once, and a row of views becomes one line. */
import type { Landing } from "../../../model/event.ts";
import { type Source, sourceOf } from "../../../model/source.ts";
import type { Moment } from "../../../model/timeline.ts";
import { tidy } from "../../components/feed/tidy.ts";

export type Show = "all" | "moments" | "orders";

export interface Visit {
  /** Number of the visit; 0: between visits. */
  session: number;
  startedAt: number;
  pages: number;
  engagedMs: number;
  /** Where it came from, if its first page is among the kept moments. */
  source: Source | undefined;
  /** Newest first; more than one moment: views in a row. */
  entries: Moment[][];
}

const KEPT: Record<Show, (moment: Moment) => boolean> = {
  all: () => true,
  moments: ({ name }) => name === "micro_moment",
  orders: ({ name }) => name === "purchase" || name === "payment_failed",
};
/** Fewer views in a row stand alone. */
const ROW_OF_VIEWS = 3;

/** `timeline` newest first, as the edge gives it. */
export function visitsOf(timeline: Moment[], show: Show): Visit[] {
  const visits: Visit[] = [];
  const shown = new Set(tidy(timeline, (a, b) => a.session === b.session).filter(KEPT[show]));
  for (const moment of timeline) {
    let visit = visits.at(-1);
    if (!visit || visit.session !== moment.session) {
      visit = begin(moment);
      visits.push(visit);
    }
    count(visit, moment);
    if (shown.has(moment)) add(visit.entries, moment);
  }
  return visits.filter(({ entries }) => entries.length > 0).map(withRows);
}

const begin = ({ session, at }: Moment): Visit => ({
  session,
  startedAt: at,
  pages: 0,
  engagedMs: 0,
  source: undefined,
  entries: [],
});

function count(visit: Visit, { at, name, props }: Moment): void {
  visit.startedAt = Math.min(visit.startedAt, at);
  if (name === "page_view") visit.pages++;
  if (name === "page_view" && props.landing) visit.source = sourceOf(props.landing as Landing);
  if (name === "user_engagement" && typeof props.engagedMs === "number") visit.engagedMs += props.engagedMs;
}

function add(entries: Moment[][], moment: Moment): void {
  const before = entries.at(-1);
  if (moment.name === "view_item" && before?.[0]?.name === "view_item") before.push(moment);
  else entries.push([moment]);
}

function withRows(visit: Visit): Visit {
  const entries = visit.entries.flatMap((entry) =>
    entry.length >= ROW_OF_VIEWS ? [entry] : entry.map((moment) => [moment]),
  );
  return { ...visit, entries };
}
