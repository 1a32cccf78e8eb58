/** What newly folded events add to a day's counters. Sums only: events folded once are counted once. */
import { definitions } from "./micro-moment.ts";
import { DAY_MS, type Profile, type Run } from "./profile.ts";
import { dayIn } from "./shop-day.ts";
import type { Moment } from "./timeline.ts";

/** Key `DAY:NAME`, value to add. */
export type Tally = Map<string, number>;

export function addTo(tally: Tally, day: number, name: string, value = 1): void {
  if (value === 0) return;
  const key = `${day}:${name}`;
  tally.set(key, (tally.get(key) ?? 0) + value);
}

/** Adds one visitor's fresh events: `before` and `after` are the profile around them. */
export function tallyVisitor(tally: Tally, before: Profile, after: Profile, fresh: Run[]): void {
  const days = new Set<number>();
  for (const run of fresh) {
    for (const { at, event } of run.events) {
      const day = Math.floor(at / DAY_MS);
      days.add(day);
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
      if (event.name === "content_click") addTo(tally, day, `click:${event.props.campaign}`);
    }
  }
  // A visitor counts on each day with a page, product or cart of theirs, once: the first time that day enters the profile.
  for (const day of days) if (after.days[day] && !before.days[day]) addTo(tally, day, "visitors");
}

/** Adds a visitor's entries into segments and exits, by day of the shop's calendar: `enter:SEGMENT`, `exit:SEGMENT`. */
export function tallyMoves(tally: Tally, moments: Moment[], timeZone: string): void {
  for (const { name, at, props } of moments) {
    if (name !== "segment_enter" && name !== "segment_exit") continue;
    const side = name === "segment_enter" ? "enter" : "exit";
    addTo(tally, dayIn(at, timeZone), `${side}:${props.segment}`);
  }
}
