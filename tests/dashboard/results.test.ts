/** What a campaign added, in words; and the scale that interval bars share. */
import { describe, expect, test } from "vitest";
import { placeOf, scaleOf } from "../../dashboard/components/interval-bar/scale.ts";
import { ticksOf } from "../../dashboard/components/interval-bar/ticks.ts";
import { sayAnyway } from "../../dashboard/pages/results/anyway.ts";
import { axisOf, pathsOf, surelyFrom } from "../../dashboard/pages/results/settling.ts";
import { sayTruth } from "../../dashboard/pages/results/truth.ts";
import {
  perVisitorMinor,
  sayAdded,
  sayArm,
  sayBetween,
  sayGoal,
  sayNotYet,
  sayTogether,
  sayVerdict,
} from "../../dashboard/pages/results/words.ts";
import type { Added, CampaignResults, ResultArm } from "../../model/results/report.ts";

const anArm = (arm: string, visitors: number): ResultArm => ({
  arm,
  visitors,
  share: 0.5,
  buyers: 0,
  orders: 0,
  revenueMinor: 0,
  overHeldOut: null,
  overFirst: null,
});
const someResults = (changes: Partial<CampaignResults> = {}): CampaignResults => ({
  goal: {
    goal: { kind: "order" },
    shown: { visitors: 1_000, reached: 42 },
    heldOut: null,
    difference: null,
  },
  verdict: "more",
  addedMinor: { estimate: 120_000, low: 30_000, high: 210_000 },
  weeks: 0,
  settling: [],
  currency: "EUR",
  since: "2026-10-24",
  arms: [anArm("held_out", 900), anArm("a", 600), anArm("b", 400)],
  formerVisitors: 0,
  capped: null,
  leftOut: 0,
  attributed: {
    windows: { clickDays: 7, viewDays: 1 },
    click: { orders: 0, revenueMinor: 0 },
    view: { orders: 0, revenueMinor: 0 },
  },
  isSplitOff: false,
  showings: [],
  fatigue: null,
  truth: null,
  now: 0,
  ...changes,
});
/** No-break spaces are the locale's. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const verdictOf = (changes: Partial<CampaignResults>) => {
  const { lead, is, sentence } = sayVerdict(someResults(changes), "24 Oct");
  return plain(`${lead} ${is}: ${sentence}`);
};

describe("the verdict", () => {
  test("is the sum with its interval where it works", () => {
    expect(verdictOf({})).toBe(
      "1 200 € added: It works. With 95 % certainty it added between 300 € and 2 100 € since 24 Oct.",
    );
  });
  test("says so where it does harm", () => {
    const addedMinor = { estimate: -120_000, low: -210_000, high: -30_000 };
    expect(verdictOf({ verdict: "less", addedMinor })).toContain("−1 200 € added: It does harm.");
  });
  test("says what it may be, and how long it takes, while nothing is left out", () => {
    const addedMinor = { estimate: 120_000, low: -30_000, high: 270_000 };
    expect(verdictOf({ verdict: "undecided", addedMinor, weeks: 5 })).toBe(
      "1 200 € added, perhaps: Not enough yet: about 5 weeks at this pace, if it adds as much as it seems to. Since 24 Oct it may have added anything between −300 € and 2 700 €.",
    );
  });
  test.each([
    ["too_few" as const, 1, "about 1 week at this pace"],
    ["too_few" as const, null, "more than a year at this pace"],
    ["no_holdout" as const, null, "Nobody is held out"],
    ["nobody_yet" as const, null, "No visitor has met it"],
  ])("tells no figure where there is none: %s, %s weeks", (verdict, weeks, said) => {
    const words = verdictOf({ verdict, weeks, addedMinor: null });
    expect(words).toContain(said);
    expect(words).not.toContain("€");
  });
});

test("what would have come anyway is told only where both sums are of the same visitors", () => {
  const attributed = { ...someResults().attributed, view: { orders: 9, revenueMinor: 240_000 } };
  expect(sayAnyway(someResults({ attributed }), "24 Oct")).toBe(
    " Of each 100 attributed, about 50 would have come anyway.",
  );
  expect(sayAnyway(someResults({ attributed, formerVisitors: 1 }), "24 Oct")).toBe(
    " Attributed is of all visitors; added is of those alone who came since 24 Oct, when the shares were changed.",
  );
  expect(sayAnyway(someResults({ attributed, verdict: "undecided" }), "24 Oct")).toBe("");
});

test("the simulation's truth is held against the interval, whichever side it is on", () => {
  const said = (truthMinor: number) =>
    plain(sayTruth(truthMinor, { estimate: 120_000, low: -30_000, high: 270_000 }, "EUR"));
  expect([said(-30_000), said(270_000)].map((text) => text.split(": ")[1])).toEqual([
    "inside the interval.",
    "inside the interval.",
  ]);
  expect(said(-30_100)).toBe("The simulation’s truth is −301 €: outside the interval.");
  expect(said(270_100)).toBe("The simulation’s truth is +2 701 €: outside the interval.");
});

test("in a list the time stands in place of the figure", () => {
  const said = (verdict: "too_few" | "no_holdout" | "nobody_yet", weeks: number | null) =>
    plain(sayNotYet({ verdict, weeks, addedMinor: null }));
  expect([
    said("too_few", 5),
    said("too_few", null),
    said("no_holdout", null),
    said("nobody_yet", null),
  ]).toEqual(["in about 5 weeks", "not enough yet", "not measured", "nobody yet"]);
});

test("of all campaigns together it is said what they added, or when it can be", () => {
  const said = (all: Partial<Added>) =>
    plain(
      sayTogether({
        currency: "EUR",
        campaigns: [],
        used: {},
        all: { verdict: "more", addedMinor: { estimate: 500, low: 100, high: 900 }, weeks: 0, ...all },
      }),
    );
  expect(said({})).toBe("All campaigns together added 5 €, with 95 % certainty 1 € to 9 €.");
  expect(said({ verdict: "undecided", weeks: 3 })).toBe(
    "All campaigns together may have added anything from 1 € to 9 €: not enough yet, about 3 weeks at this pace.",
  );
  expect(said({ verdict: "too_few", addedMinor: null, weeks: null })).toBe(
    "What all campaigns add together: not enough yet, more than a year at this pace.",
  );
  expect(said({ verdict: "no_holdout", addedMinor: null })).toContain("not measured");
});

test("what each visitor brought more is told of those who were shown it", () => {
  expect(perVisitorMinor(someResults())).toBe(120);
  expect(perVisitorMinor(someResults({ addedMinor: null }))).toBeNull();
});

test("sums have their sign, intervals their unit, arms their names", () => {
  expect([sayAdded(1_200, "EUR"), sayAdded(-1_200, "EUR"), sayAdded(0, "EUR")].map(plain)).toEqual([
    "+12 €",
    "−12 €",
    "0 €",
  ]);
  expect(plain(sayBetween({ estimate: 1, low: -300, high: 900 }, "EUR"))).toBe("−3 € to 9 €");
  const titleOf = (variant: string) => (variant === "a" ? "Where you left off" : "");
  expect(["held_out", "held_out_of_all", "a", "b"].map((arm) => sayArm(arm, titleOf))).toEqual([
    "Sees nothing",
    "Sees no campaign",
    "Where you left off",
    "b",
  ]);
});

describe("the scale of interval bars", () => {
  test("has all ends and 0 inside", () => {
    const scale = scaleOf([{ estimate: 3, low: 2, high: 4 }, null, { estimate: 6, low: 5, high: 10 }]);
    const places = [0, 2, 10].map((value) => Math.round(placeOf(value, scale)));
    expect(places).toEqual([5, 23, 95]);
  });
  test.each([
    [-40_000, 310_000, "EUR", "0, 1 k, 2 k, 3 k €"],
    [0, 3_000_000, "EUR", "0, 10 k, 20 k, 30 k €"],
    [-120, 455, "EUR", "0, 2, 4 €"],
    [-3, 25, "GBP", "0, 0.1, £0.2"],
    [-2_500_000, -100_000, "EUR", "−20 k, −10 k, 0 €"],
    [0, 0, "EUR", "0 €"],
  ])("from %d to %d minor units of %s reads %s in its head", (low, high, currency, read) => {
    const ticks = ticksOf(scaleOf([{ estimate: low, low, high }]), currency);
    expect(plain(ticks.map(({ text }) => text).join(", "))).toBe(read);
  });
  test("is one where there is nothing to draw", () => {
    expect(placeOf(0, scaleOf([]))).toBe(50);
  });
});

describe("how an estimate settled", () => {
  const day = (estimate: number, half: number) => ({
    estimate,
    low: estimate - half,
    high: estimate + half,
  });
  test("the scale has 0 in it and round ticks, and is not torn apart by what the first days do not know", () => {
    const { low, high, ticks } = axisOf([day(50, 90_000), day(120, 300), day(110, 90)]);
    expect([low, high]).toEqual([-500, 500]);
    expect(ticks).toEqual([-500, 0, 500]);
  });
  test("the band is cut off at the edge and the line runs from the first day to the last", () => {
    const days = [day(0, 1e6), day(100, 50)];
    const { line, band, x } = pathsOf(days, { low: -100, high: 300, ticks: [] }, 400, 100);
    expect(line).toBe("M0.0 75.0L400.0 50.0");
    expect(band).toBe("M0.0 0.0L400.0 37.5L400.0 62.5L0.0 100.0Z");
    expect([x(0), x(1)]).toEqual([0, 400]);
  });
  test("it is sure from the day after the last doubt on", () => {
    expect(surelyFrom([day(5, 9), day(9, 5), day(4, 6), day(9, 5)])).toBe(3);
    expect(surelyFrom([day(9, 5), day(-9, 5)])).toBe(0);
    expect(surelyFrom([day(9, 5), day(4, 6)])).toBeUndefined();
  });
});

describe("the goal", () => {
  const shown = { visitors: 1_000, reached: 42 };
  const heldOut = { visitors: 500, reached: 15 };
  const order = { kind: "order" } as const;
  test("stands against those who saw nothing", () => {
    const difference = { estimate: 0.012, low: 0.004, high: 0.02 };
    expect(sayGoal({ goal: order, shown, heldOut, difference })).toEqual({
      lead: "4.2\u00a0%",
      is: "of those who met it ordered",
      sentence:
        "Of those who saw nothing it was 3.0\u00a0%. The difference is real: +1.2\u00a0pp of all who met it, with 95 % certainty between +0.4\u00a0pp and +2.0\u00a0pp.",
    });
  });
  test("of few is not enough yet", () => {
    expect(sayGoal({ goal: order, shown, heldOut, difference: null }).sentence).toContain("not enough yet");
  });
  test("that those who see nothing cannot reach says so", () => {
    const goal = { kind: "click" } as const;
    expect(sayGoal({ goal, shown, heldOut: null, difference: null }).sentence).toMatch(/^Who sees nothing/);
  });
  test("of a campaign that holds nobody out says so", () => {
    const goal = { kind: "event", event: "quiz_done" } as const;
    expect(sayGoal({ goal, shown, heldOut: null, difference: null })).toMatchObject({
      is: "of those who met it came to the event quiz_done",
      sentence: expect.stringMatching(/^Nobody is held out/),
    });
  });
});
