/** What comes of the clock alone, between one sweep and the next: who came into a segment or left it, who fell, whose day it is. Pure. */
import { type Enrolling, enrolling, mayPersonalise, type Start } from "./enrol.ts";
import type { Facts } from "./facts.ts";
import { isForVisitor } from "./for-whom.ts";
import type { Journey, JourneyTrigger } from "./journey.ts";
import type { Profile } from "./profile.ts";
import type { RfmSegment } from "./rfm.ts";
import { dateOf, dayIn, startOfDay } from "./shop-day.ts";
import { DAY_MS } from "./time.ts";

/** Days that are made up for when no sweep came by, the day itself among them. */
const MOST_DAYS = 3;

/** A sweep: `since` when the one before began, `at` when this one did (epoch ms), and what the clock brought besides. */
export interface Sweep {
  since: number;
  at: number;
  timeZone: string;
  /** By product. */
  changes: ReadonlyMap<string, ProductChange>;
}

/** What has changed of a product since the sweep before. */
export interface ProductChange {
  isBack: boolean;
  /** 0 where it does not cost less. */
  dropPercent: number;
}

/** A visitor as of a sweep. */
export interface Swept {
  id: string;
  /** Ids of the segments at the last ingest. */
  segments: readonly string[];
  profile: Profile;
}

export interface Clocked {
  /** Ids of segments. */
  entered: string[];
  left: string[];
  /** The named segment they fell into. */
  fellTo: RfmSegment | undefined;
  /** Where they are now. */
  memberships: ReadonlySet<string>;
}

/**
 * `at(instant)`: the visitor's facts then, with `memberships` found. Rules that have changed move nobody here: both instants are
 * judged by those of today, and only what differs between them is the clock's.
 */
export function clockedOf(
  { segments, profile }: Swept,
  sweep: Sweep,
  at: (instant: number) => { facts: Facts; memberships: ReadonlySet<string> },
): Clocked {
  const now = at(sweep.at);
  // What was so at the last event ingest has told already.
  const before = at(Math.min(sweep.at, Math.max(sweep.since, profile.lastSeenAt)));
  const moved = [...now.memberships].filter((id) => !before.memberships.has(id));
  const gone = [...before.memberships].filter((id) => !now.memberships.has(id));
  return {
    entered: moved.filter((id) => !segments.includes(id)),
    left: gone.filter((id) => segments.includes(id)),
    fellTo: fallOf(sweep, now.facts, at),
    memberships: now.memberships,
  };
}

/** By the day alone: whoever ordered since has risen, and not fallen. */
function fallOf(
  { since }: Sweep,
  now: Facts,
  at: (instant: number) => { facts: Facts },
): RfmSegment | undefined {
  if (now.rfm === undefined || now.orders.lastAt > since) return undefined;
  return at(since).facts.rfm === now.rfm ? undefined : now.rfm;
}

/** Whom it enrols, by the segments they are in now. */
export function enrolmentsByClock(
  journeys: readonly Journey[],
  { id, profile }: Swept,
  clocked: Clocked,
  facts: Facts,
  sweep: Sweep,
): Enrolling[] {
  if (!mayPersonalise(profile)) return [];
  return journeys.flatMap((journey) => {
    const start = startOf(journey.trigger, profile, clocked, facts, sweep);
    return start && isForVisitor(journey, clocked.memberships) ? [enrolling(journey, id, start)] : [];
  });
}

function startOf(
  trigger: JourneyTrigger,
  profile: Profile,
  { entered, left, fellTo }: Clocked,
  facts: Facts,
  sweep: Sweep,
): Start | undefined {
  const now = { at: sweep.at };
  switch (trigger.kind) {
    case "segment_enter":
      return entered.includes(trigger.segment) ? now : undefined;
    case "segment_exit":
      return left.includes(trigger.segment) ? now : undefined;
    case "fall":
      return fellTo && trigger.to.includes(fellTo) ? now : undefined;
    case "date":
      return dayOf(trigger, facts.trait(trigger.trait), sweep);
    case "back_in_stock":
      return changed(profile, trigger.withinDays, sweep, ({ isBack }) => isBack);
    case "price_drop":
      return changed(
        profile,
        trigger.withinDays,
        sweep,
        ({ dropPercent }) => dropPercent >= trigger.leastPercent,
      );
    case "event":
    case "cart_left":
    case "order":
    case "runs_out":
      return undefined;
  }
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(T|$)/;

/** The last of the days that are looked at which is theirs, at 0:00 of the shop; today is looked at by every sweep. */
function dayOf(
  { daysBefore, isYearly }: Extract<JourneyTrigger, { kind: "date" }>,
  value: unknown,
  { since, at, timeZone }: Sweep,
): Start | undefined {
  const date = typeof value === "string" ? DATE.exec(value) : null;
  if (!date) return undefined;
  const today = dayIn(at, timeZone);
  const first = Math.max(dayIn(since, timeZone), today - MOST_DAYS + 1);
  for (let day = today; day >= first; day--) {
    const theirs = dateOf(day + daysBefore);
    const isTheirs = isYearly
      ? isBirthday(`${date[2]}-${date[3]}`, theirs)
      : theirs === `${date[1]}-${date[2]}-${date[3]}`;
    if (isTheirs) return { at: startOfDay(day, timeZone) };
  }
  return undefined;
}

/** Who was born on 29 February has their day on the 28th, in the years without. */
function isBirthday(monthAndDay: string, date: string): boolean {
  const isLeap = new Date(Date.UTC(Number(date.slice(0, 4)), 1, 29)).getUTCDate() === 29;
  return date.slice(5) === (monthAndDay === "02-29" && !isLeap ? "02-28" : monthAndDay);
}

/** Of the products that were looked at lately and changed in that way, the one looked at last. */
function changed(
  { viewed }: Profile,
  withinDays: number,
  { at, changes }: Sweep,
  isIt: (change: ProductChange) => boolean,
): Start | undefined {
  const [last] = Object.entries(viewed)
    .filter(([id, look]) => {
      const change = changes.get(id);
      return change && isIt(change) && look.at > at - withinDays * DAY_MS;
    })
    .sort(([, a], [, b]) => b.at - a.at);
  return last && { at, subject: last[0] };
}
