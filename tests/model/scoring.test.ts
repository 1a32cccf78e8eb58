/** What is published of scoring: what is set, else what follows from the shop's figures, unless they hardly moved. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { LIFECYCLE_LIMITS } from "../../model/lifecycle.ts";
import { type CutPoints, cutsFrom, type Quartiles } from "../../model/rfm.ts";
import { isSameScoring, type Scoring, scoringFor, scoringSchema } from "../../model/scoring.ts";

const figures = (...valueMinor: Quartiles) => ({
  quartiles: { orders: [1, 1, 3] as Quartiles, valueMinor },
  gaps: { medianDays: 20, longDays: 60 },
});
const cuts: CutPoints = cutsFrom([1, 1, 3], [1_000, 2_000, 4_000]);
const former: Scoring = {
  cuts,
  lifecycle: { ...LIFECYCLE_LIMITS, inactiveDays: 60 },
  gaps: { medianDays: 20, longDays: 60 },
};

test("without a setting the cut points follow the quartiles and the stages the gaps", () => {
  expect(scoringFor({}, figures(1_000, 2_000, 4_000), undefined)).toEqual(former);
});

test("what is set stands, whatever the shop's figures are", () => {
  const set = { ...cuts, recencyDays: [10, 20, 40] as CutPoints["recencyDays"] };
  const limits = { inactiveDays: 365, abandonedMinutes: 30 };
  const site = { rfm: { kind: "fixed" as const, cuts: set }, lifecycle: { kind: "fixed" as const, limits } };
  expect(scoringFor(site, figures(1, 2, 3), former)).toMatchObject({ cuts: set, lifecycle: limits });
  expect(scoringFor(site, undefined, former)).toMatchObject({ cuts: set, lifecycle: limits });
});

test.each([
  ["a twentieth keep", figures(1_000, 2_000, 4_200), 4_000],
  ["more than a twentieth change", figures(1_000, 2_000, 4_300), 4_300],
])("quartiles that move by %s the former cut points", (_, moved, highest) => {
  expect(scoringFor({}, moved, former).cuts!.monetaryMinor[2]).toBe(highest);
});

test("gaps are told as they are now, though the limits stay", () => {
  const moved = { ...figures(1_000, 2_000, 4_000), gaps: { medianDays: 21, longDays: 61 } };
  const { lifecycle, gaps } = scoringFor({}, moved, former);
  expect([lifecycle.inactiveDays, gaps]).toEqual([60, moved.gaps]);
});

test("where the figures were not looked at again, everything stays", () => {
  expect(scoringFor({}, undefined, former)).toEqual(former);
});

test("before the first buyer there are no cut points, and the limits are the usual ones", () => {
  expect(scoringFor({}, {}, undefined)).toEqual({ lifecycle: LIFECYCLE_LIMITS });
});

test("whatever the figures, the scoring can be published", () => {
  const three = fc
    .array(fc.nat(100_000), { minLength: 3, maxLength: 3 })
    .map((values) => values.sort((a, b) => a - b) as Quartiles);
  fc.assert(
    fc.property(
      three,
      three,
      fc.double({ min: 1, max: 3_000, noNaN: true }),
      (orders, valueMinor, longDays) => {
        const quartiles = { orders: orders.map((each) => each + 1) as Quartiles, valueMinor };
        const scoring = scoringFor({}, { quartiles, gaps: { medianDays: 1, longDays } }, undefined);
        expect(v.is(scoringSchema, scoring)).toBe(true);
      },
    ),
  );
});

test("scorings are the same by their numbers, in whatever order they were written down", () => {
  const { lifecycle } = former;
  const turned: Scoring = {
    lifecycle: { abandonedMinutes: lifecycle.abandonedMinutes, inactiveDays: lifecycle.inactiveDays },
    cuts: {
      monetaryMinor: cuts.monetaryMinor,
      frequencyOrders: cuts.frequencyOrders,
      recencyDays: cuts.recencyDays,
    },
  };
  expect(isSameScoring(turned, former)).toBe(true);
  expect(isSameScoring({ ...former, gaps: { medianDays: 1, longDays: 2 } }, former)).toBe(true);
  expect(isSameScoring({ lifecycle }, former)).toBe(false);
  expect(isSameScoring(undefined, former)).toBe(false);
});
