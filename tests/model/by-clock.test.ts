/** Whom the clock alone enrols: days, products, segments, by tables. */
import { describe, expect, test } from "vitest";
import {
  type Clocked,
  clockedOf,
  enrolmentsByClock,
  type ProductChange,
  type Sweep,
} from "../../model/by-clock.ts";
import { factsOf } from "../../model/facts.ts";
import type { Journey } from "../../model/journey.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";
import { aRun, aSituation, NOON, occurred } from "../support/builders.ts";
import { aJourney, aWait } from "../support/journeys.ts";

const HOUR_MS = 3_600_000;
const aSweep = (at: number, changes: Partial<Sweep> = {}): Sweep => ({
  since: at - HOUR_MS,
  at,
  timeZone: "Europe/Warsaw",
  changes: new Map(),
  ...changes,
});
const STILL: Clocked = { entered: [], left: [], fellTo: undefined, memberships: new Set() };
const factsAt = (profile: Profile, now: number) => factsOf(profile, emptyServerPart, aSituation({ now }));

/** Ids of what they are enrolled about, and from when. */
function enrolled(trigger: Journey["trigger"], profile: Profile, sweep: Sweep, clocked = STILL) {
  const journeys = [aJourney("j", [aWait("w", 5)], { trigger, segmentsOut: ["out"] })];
  const visitor = { id: "v", segments: [], profile };
  return enrolmentsByClock(journeys, visitor, clocked, factsAt(profile, sweep.at), sweep).map(
    ({ subject, triggeredAt }) => ({ subject, triggeredAt }),
  );
}
const withDay = (day: string | number) =>
  foldRun(emptyProfile(), aRun("AAAAAAAA", [{ name: "identify", props: { traits: { day } } }]));
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

describe("a date", () => {
  test.each<[string, string | number, boolean, number, string, boolean]>([
    ["is its day of every year", "1997-01-31", true, 0, "2027-01-31", true],
    ["is not the day before", "1997-01-31", true, 0, "2027-01-30", false],
    ["of 29 February is that day in a leap year", "1996-02-29", true, 0, "2028-02-29", true],
    ["and not the day before", "1996-02-29", true, 0, "2028-02-28", false],
    ["but the 28th in another", "1996-02-29", true, 0, "2027-02-28", true],
    ["is so many days before, over the new year", "1997-01-03", true, 7, "2026-12-27", true],
    ["may have a time behind it", "2027-03-01T10:00:00Z", false, 0, "2027-03-01", true],
    ["that is not yearly is of its year alone", "2026-03-01", false, 0, "2027-03-01", false],
    ["in other words is none", "31.01.1997", true, 0, "2027-01-31", false],
    ["is no number", 19970131, true, 0, "2027-01-31", false],
  ])("%s", (_, value, isYearly, daysBefore, today, expected) => {
    const trigger = { kind: "date" as const, trait: "day", daysBefore, isYearly };
    expect(enrolled(trigger, withDay(value), aSweep(noonOf(today))).length === 1).toBe(expected);
  });
});

describe("a product", () => {
  const looked = (...hoursAgo: number[]) =>
    foldRun(
      emptyProfile(),
      aRun("AAAAAAAA", [], {
        events: hoursAgo.map((hours, n) =>
          occurred(n, { name: "view_item", props: { item: { id: `p${n}` } } }, NOON - hours * HOUR_MS),
        ),
      }),
    );
  const drops = (changes: Record<string, Partial<ProductChange>>) =>
    aSweep(NOON, {
      changes: new Map(
        Object.entries(changes).map(([id, change]) => [id, { isBack: false, dropPercent: 0, ...change }]),
      ),
    });
  const trigger = { kind: "price_drop" as const, withinDays: 2, leastPercent: 10 };

  test.each<[string, number[], Record<string, Partial<ProductChange>>, string[]]>([
    ["that costs less by enough is told of", [1], { p0: { dropPercent: 10 } }, ["p0"]],
    ["by too little is not", [1], { p0: { dropPercent: 9.9 } }, []],
    ["looked at too long ago is not", [49], { p0: { dropPercent: 50 } }, []],
    ["nobody looked at is not", [1], { other: { dropPercent: 50 } }, []],
    [
      "looked at last is told of, of several",
      [5, 1, 3],
      { p0: { dropPercent: 50 }, p2: { dropPercent: 20 } },
      ["p2"],
    ],
    ["that is back is no cheaper", [1], { p0: { isBack: true } }, []],
  ])("%s", (_, hours, changes, expected) => {
    expect(enrolled(trigger, looked(...hours), drops(changes)).map(({ subject }) => subject)).toEqual(
      expected,
    );
  });
});

describe("between two sweeps", () => {
  const profile = { ...emptyProfile(), lastSeenAt: NOON };
  /** In `idle` an hour after the last sign, in `fresh` until then. */
  const at = (instant: number) => ({
    facts: factsAt(profile, instant),
    memberships: new Set([instant - NOON >= HOUR_MS ? "idle" : "fresh"]),
  });

  test.each<[string, string[], number, string[], string[]]>([
    ["the clock brings in and out", ["fresh"], 90, ["idle"], ["fresh"]],
    ["what ingest has told already is not told again", ["idle"], 90, [], []],
    ["nothing comes before its time", ["fresh"], 50, [], []],
    ["what was so at both moves nobody, though the row says otherwise", [], 150, [], []],
  ])("%s", (_, segments, minutes, entered, left) => {
    const now = NOON + minutes * 60_000;
    const clocked = clockedOf({ id: "v", segments, profile }, aSweep(now), at);
    expect([clocked.entered, clocked.left]).toEqual([entered, left]);
  });

  test("who is kept out, or took back the consent, begins nothing", () => {
    const trigger = { kind: "segment_enter" as const, segment: "idle" };
    const came = { ...STILL, entered: ["idle"], memberships: new Set(["idle"]) };
    const refused: Profile = { ...profile, consent: { at: 1, writer: "w", n: 0, value: 0 } };
    expect(enrolled(trigger, profile, aSweep(NOON + DAY_MS), came)).toHaveLength(1);
    expect(enrolled(trigger, refused, aSweep(NOON + DAY_MS), came)).toHaveLength(0);
    const out = { ...came, memberships: new Set(["idle", "out"]) };
    expect(enrolled(trigger, profile, aSweep(NOON + DAY_MS), out)).toHaveLength(0);
  });
});
