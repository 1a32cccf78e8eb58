/** What a visitor was shown, as results need it: the first exposure, and what may earn an order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Goal } from "../../../model/campaign.ts";
import type { Event } from "../../../model/event.ts";
import { type Exposed, foldExposed } from "../../../model/results/exposed.ts";
import { reaches } from "../../../model/results/goal.ts";
import { compileSnapshot } from "../../../model/snapshot.ts";
import { DAY_MS } from "../../../model/time.ts";
import { aCampaign, aRun, aSite, aSnapshot, NOON } from "../../support/builders.ts";

const VISITOR = "AAAAAAAAAAAAAAAAAAAAAA";
const HOUR_MS = 3_600_000;
const rulesOf = (...campaigns: ReturnType<typeof aCampaign>[]) =>
  compileSnapshot(aSnapshot(aSite("shop"), { campaigns }));
const RULES = rulesOf(
  aCampaign("spring", { holdoutShare: 0.1 }),
  aCampaign("summer", { attribution: { clickDays: 30, viewDays: 0 } }),
);

type Seen = [at: number, what: "shown" | "ghost" | "click", campaign: string];
const toEvent = (what: Seen[1], campaign: string): Event => ({
  name: what === "click" ? "content_click" : "exposure",
  props: { campaign, variant: "a", placement: "home", ...(what === "ghost" && { ghost: true as const }) },
});
const runOf = (seen: Seen[]) => {
  const run = aRun(
    "AAAAAAAA",
    seen.map(([, what, campaign]) => toEvent(what, campaign)),
  );
  return { ...run, events: run.events.map((one, i) => ({ ...one, at: NOON + seen[i]![0] })) };
};
const fold = (seen: Seen[], before: Exposed | null = null) =>
  foldExposed(before, [runOf(seen)], VISITOR, RULES);
const sumsOf = (counted: [number, string, number][]) => {
  const sums: Record<string, number> = {};
  for (const [, name, value] of counted) sums[name] = (sums[name] ?? 0) + value;
  return Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));
};

test("a first exposure is counted in its arm, for its campaign and for all of them", () => {
  const { exposed, counted } = fold([[0, "shown", "spring"]]);
  expect(exposed!.first.spring).toEqual({
    at: NOON,
    arm: "a",
    split: "held_out=0.1,a=0.9",
    shown: 1,
  });
  expect(sumsOf(counted)).toEqual({
    "first:spring:a:held_out=0.1,a=0.9": 1,
    "first:*:let_in:let_in=1": 1,
    "shown:spring:1": 1,
  });
});

test("later ones count as showings, by how often it has been seen", () => {
  const { exposed, counted } = fold([
    [0, "shown", "spring"],
    [1, "click", "spring"],
    [2, "shown", "spring"],
    [3, "shown", "spring"],
    [4, "click", "spring"],
  ]);
  expect(exposed!.first.spring!.shown).toBe(3);
  expect(sumsOf(counted)).toMatchObject({
    "first:spring:a:held_out=0.1,a=0.9": 1,
    "shown:spring:1": 1,
    "shown:spring:2": 1,
    "shown:spring:3": 1,
    "click:spring:1": 1,
    "click:spring:3": 1,
  });
});

test("who is held out is counted as such, and earns no order", () => {
  const { exposed, counted } = fold([[0, "ghost", "spring"]]);
  expect(exposed!.touches).toEqual([]);
  expect(sumsOf(counted)).toEqual({
    "first:spring:held_out:held_out=0.1,a=0.9": 1,
    "first:*:let_in:let_in=1": 1,
  });
});

test("an earlier exposure that comes late is the first, and the arm of the other gives the visitor up", () => {
  const { exposed } = fold([[HOUR_MS, "shown", "spring"]]);
  const late = fold([[0, "ghost", "spring"]], exposed);
  expect(late.exposed!.first.spring).toMatchObject({ at: NOON, arm: "held_out", shown: 1 });
  expect(sumsOf(late.counted)).toEqual({
    "first:spring:a:held_out=0.1,a=0.9": -1,
    "first:spring:held_out:held_out=0.1,a=0.9": 1,
  });
});

test("clicks and views may earn an order within the campaign's windows, else 7 days and 1", () => {
  const { exposed } = fold([
    [0, "shown", "spring"],
    [1, "click", "spring"],
    [2, "shown", "summer"],
    [3, "click", "summer"],
  ]);
  expect(exposed!.touches.map(([at, until, ...rest]) => [(until - at) / DAY_MS, ...rest])).toEqual([
    [1, 0, "spring"],
    [7, 1, "spring"],
    [0, 0, "summer"],
    [30, 1, "summer"],
  ]);
});

test("the first of an hour stands for the others of it", () => {
  const { exposed } = fold([
    [5, "shown", "spring"],
    [3, "shown", "spring"],
    [4, "shown", "spring"],
    [4, "click", "spring"],
    [HOUR_MS + 1, "shown", "spring"],
  ]);
  expect(exposed!.touches.map(([at]) => at - NOON)).toEqual([3, 4, HOUR_MS + 1]);
});

describe("touches that are let go", () => {
  const daily = Array.from({ length: 80 }, (_, day): Seen => [day * DAY_MS, "shown", "spring"]);

  test("are those of more than 60 days before the newest, and it is known until when", () => {
    const { exposed } = fold(daily);
    expect(exposed!.touches).toHaveLength(61);
    expect([exposed!.touches[0]![0], exposed!.since]).toEqual([NOON + 19 * DAY_MS, NOON + 18 * DAY_MS]);
  });
  test("do not come back late", () => {
    const { exposed } = fold(daily);
    expect(fold([[5 * DAY_MS, "click", "spring"]], exposed).exposed!.touches).toEqual(exposed!.touches);
  });
});

test("in whatever batches the events come, first exposures, touches and showings end the same", () => {
  const aSeen = fc.tuple(
    fc.integer({ min: 0, max: 20 }).map((hours) => (hours * HOUR_MS) / 2),
    fc.constantFrom<Seen[1]>("shown", "ghost", "click"),
    fc.constantFrom("spring", "summer"),
  );
  fc.assert(
    fc.property(fc.array(aSeen, { maxLength: 12 }), fc.array(fc.nat(3)), (seen, cuts) => {
      // Of one instant there is one arm: a visitor is not both shown and held out then.
      const own = seen.filter(
        ([at, , id], i) => seen.findIndex((one) => one[0] === at && one[2] === id) === i,
      );
      const whole = fold(own).exposed;
      let parts: Exposed | null = null;
      for (let i = 0, cut = 0; i < own.length; cut++) {
        const length = 1 + (cuts[cut] ?? 0);
        parts = fold(own.slice(i, i + length), parts).exposed;
        i += length;
      }
      const shown = (one: Exposed | null) => one?.first.spring?.shown;
      expect([parts?.touches, parts?.first.spring?.arm]).toEqual([whole?.touches, whole?.first.spring?.arm]);
      if (own[0]?.[0] === Math.min(...own.map(([at]) => at))) expect(shown(parts)).toBe(shown(whole));
    }),
  );
});

const answer = (campaign: string, isLead = false): Event => ({
  name: "answer",
  props: {
    campaign,
    variant: "a",
    placement: "overlay",
    values: { why: "looking" },
    ...(isLead && {
      contacts: [{ type: "email", name: "email", value: "anna@shop.example" }],
      consent: { text: "Yes", controller: "Polana" },
    }),
  },
});
test.each<[Goal, Event, boolean]>([
  [{ kind: "answer" }, answer("spring"), true],
  [{ kind: "answer" }, answer("summer"), false],
  [{ kind: "sign_up" }, answer("spring"), false],
  [{ kind: "sign_up" }, answer("summer", true), true],
  [{ kind: "order" }, answer("spring", true), false],
])("%o by %o: %s", (goal, event, isReached) => {
  expect(reaches(goal, "spring", event)).toBe(isReached);
});

describe("the goal", () => {
  const goal = { kind: "click" as const };
  const rules = rulesOf(aCampaign("spring", { goal, holdoutShare: 0.1 }));
  const split = "held_out=0.1,a=0.9";
  const goals = (counted: [number, string, number][]) =>
    Object.fromEntries(Object.entries(sumsOf(counted)).filter(([name]) => name.startsWith("goal:")));
  test("counts once a visitor, after the first exposure", () => {
    const { exposed, counted } = foldExposed(
      null,
      [
        runOf([
          [0, "click", "spring"],
          [1, "shown", "spring"],
          [2, "click", "spring"],
          [3, "click", "spring"],
        ]),
      ],
      VISITOR,
      rules,
    );
    expect(exposed!.first.spring!.reached).toBe("click");
    expect(goals(counted)).toEqual({ [`goal:spring:a:${split}:click`]: 1 });
  });
  test("goes along where an earlier exposure turns out to be the first, in another arm", () => {
    const first = foldExposed(
      null,
      [
        runOf([
          [9, "shown", "spring"],
          [10, "click", "spring"],
        ]),
      ],
      VISITOR,
      rules,
    );
    const then = foldExposed(first.exposed, [runOf([[1, "ghost", "spring"]])], VISITOR, rules);
    expect(goals([...first.counted, ...then.counted])).toEqual({
      [`goal:spring:held_out:${split}:click`]: 1,
    });
  });
});
