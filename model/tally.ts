/** What newly folded events add to a day's counters. Sums only: events folded once are counted once. */
import { definitions } from "./micro-moment.ts";
import type { Profile, Run } from "./profile.ts";
import { calendarOf, dayIn } from "./shop-day.ts";
import { DAY_MS } from "./time.ts";
import { type Moment, TIMELINE_LENGTH } from "./timeline.ts";

/** Key `DAY:NAME`, value to add. */
export type Tally = Map<string, number>;

export function addTo(tally: Tally, day: number, name: string, value = 1): void {
  if (value === 0) return;
  const key = `${day}:${name}`;
  tally.set(key, (tally.get(key) ?? 0) + value);
}

/** Events of a visitor who was there: who only got a mark from the shop's server was not. */
const PRESENT = new Set<string>(["page_view", "user_engagement", "view_item", "add_to_cart", "purchase"]);

/** Adds one visitor's fresh events by day of the shop. `timeline`: the visitor's as it was before them. */
export function tallyVisitor(
  tally: Tally,
  { before, timeline, fresh }: { before: Profile; timeline: Moment[]; fresh: Run[] },
  timeZone: string,
): void {
  const dayOf = calendarOf(timeZone);
  /** Instants of presence by day. */
  const present = new Map<number, number[]>();
  for (const run of fresh) {
    for (const { at, event } of run.events) {
      const day = dayOf(at);
      if (PRESENT.has(event.name)) present.set(day, [...(present.get(day) ?? []), at]);
      addTo(tally, day, "events");
      if (event.name === "page_view") {
        addTo(tally, day, "views");
        if (event.props.landing) addTo(tally, day, "visits");
      }
      if (event.name === "add_to_cart") addTo(tally, day, "carts");
      // Only moments we define: nothing a visitor wrote becomes a counter's name.
      if (event.name === "micro_moment" && Object.hasOwn(definitions, event.props.moment))
        addTo(tally, day, `moment:${event.props.moment}`);
      if (event.name === "exposure")
        addTo(tally, day, `${event.props.ghost ? "ghost" : "shown"}:${event.props.campaign}`);
      if (event.name === "push_permission") addTo(tally, day, `permission:${event.props.state}`);
      if (event.name === "content_click") addTo(tally, day, `click:${event.props.campaign}`);
    }
  }
  for (const [day, instants] of present)
    if (!wasPresent(day, instants, before, timeline, dayOf)) addTo(tally, day, "visitors");
}

/**
 * Whether the visitor has been counted on the shop's day: the timeline says so where it reaches back to that day. Of who
 * has done a hundred things since, and then tells of before, the profile says it, whose days are those of UTC.
 */
function wasPresent(
  day: number,
  instants: number[],
  before: Profile,
  timeline: Moment[],
  dayOf: (at: number) => number,
): boolean {
  if (timeline.some(({ name, at }) => PRESENT.has(name) && dayOf(at) === day)) return true;
  if (timeline.length < TIMELINE_LENGTH || dayOf(timeline[0]!.at) < day) return false;
  return instants.some((at) => before.days[Math.floor(at / DAY_MS)] !== undefined);
}

/** Adds a visitor's entries into segments and exits, by day of the shop's calendar: `enter:SEGMENT`, `exit:SEGMENT`. */
export function tallyMoves(tally: Tally, moments: Moment[], timeZone: string): void {
  for (const { name, at, props } of moments) {
    if (name !== "segment_enter" && name !== "segment_exit") continue;
    const side = name === "segment_enter" ? "enter" : "exit";
    addTo(tally, dayIn(at, timeZone), `${side}:${props.segment}`);
  }
}
