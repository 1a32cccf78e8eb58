/** Who comes when: drawn before anything is sent, so that no answer can change it. */

import { HOUR_MS } from "../../model/time.ts";
import { Chance } from "./chance.ts";
import { atHour, shopDayOf } from "./places.ts";
import { regularVisits } from "./regulars.ts";
import { makeVisitor, type Temperament, type Visitor } from "./visitors.ts";

/** Of a day's visits, by the hour in the shop's time zone: a lunch hill, an evening mountain. No weekday has its own. */
const HOURS = [8, 5, 3, 2, 2, 3, 8, 17, 28, 36, 42, 46, 50, 50, 46, 44, 45, 49, 56, 68, 82, 84, 60, 26];
/** From the first day to the last. */
const TREND: [first: number, last: number] = [0.86, 1.14];
const RETURNING_SHARE = 0.33;
/** Most come back within days; some long after. */
const SOON_DAYS = 7;
const LONG_AFTER_SHARE = 0.3;
/** Nobody is in the shop twice at once. */
const BETWEEN_VISITS_MS = 4 * HOUR_MS;
const TRIES = 40;

export interface Visit {
  visitor: Visitor;
  /** Number of the visit of this visitor, from 1. */
  session: number;
  /** Epoch ms of the first page. */
  at: number;
  /** How the visitor is disposed in this visit. */
  temperament: Temperament;
}

/**
 * The visits of each of the `days` days of the shop's calendar before that of `until`, and of that day up to `until`, in time;
 * those of the regulars among them. A visitor comes at most once a day. Played on another day, or at another hour, the
 * same visitors come as many days before, at the same time of day: only what is left of the last day follows from the clock.
 */
export function visitsOf(options: {
  seed: number;
  days: number;
  until: number;
  visitsPerDay: number;
}): Visit[][] {
  const { seed, days, until, visitsPerDay } = options;
  const chance = new Chance(seed, "calendar");
  const regulars = regularVisits(seed, { days, until });
  const known: Visit[] = [];
  const first = shopDayOf(until) - days;
  return Array.from({ length: days + 1 }, (_, day) => {
    const visits: Visit[] = [];
    const trend = TREND[0] + ((TREND[1] - TREND[0]) * day) / days;
    for (const at of arrivalsOf(chance, first + day, visitsPerDay * trend)) {
      if (at >= until) break;
      const isReturning = known.length > 0 && chance.happens(RETURNING_SHARE);
      const back = isReturning && findReturning(chance, known, at, visitsPerDay, visits);
      const index = back ? back.visitor.index : known.length;
      const visit = back
        ? { ...back, session: back.session + 1, at }
        : firstVisit(makeVisitor(seed, index), at);
      known[index] = visit;
      visits.push(visit);
    }
    return [...visits, ...(regulars[day] ?? [])].sort((a, b) => a.at - b.at);
  });
}

const firstVisit = (visitor: Visitor, at: number): Visit => ({
  visitor,
  session: 1,
  at,
  temperament: visitor.temperament,
});

/** Instants of a day of the shop's calendar, rising. */
function arrivalsOf(chance: Chance, day: number, visitsPerDay: number): number[] {
  const total = HOURS.reduce((sum, weight) => sum + weight, 0);
  return HOURS.flatMap((weight, hour) =>
    Array.from({ length: chance.arrivals((visitsPerDay * weight) / total) }, () =>
      atHour(day, hour + chance.next()),
    ),
  ).sort((a, b) => a - b);
}

/** The last visit of somebody who would come back now; undefined where nobody was found. */
function findReturning(
  chance: Chance,
  known: readonly Visit[],
  at: number,
  visitsPerDay: number,
  today: readonly Visit[],
): Visit | undefined {
  for (let i = 0; i < TRIES; i++) {
    const age = chance.happens(LONG_AFTER_SHARE)
      ? chance.next() * known.length
      : -Math.log(1 - chance.next()) * SOON_DAYS * visitsPerDay * (1 - RETURNING_SHARE);
    const last = known[known.length - 1 - Math.floor(age)];
    if (!last || at - last.at < BETWEEN_VISITS_MS || today.includes(last)) continue;
    if (chance.happens(last.visitor.temperament.returns)) return last;
  }
  return undefined;
}
