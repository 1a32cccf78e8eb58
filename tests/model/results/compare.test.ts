/** Arms held against each other: verdicts, what is told and what is not yet. */
import { describe, expect, test } from "vitest";
import { type ArmSums, addedBy, addedCapped, armsOf } from "../../../model/results/compare.ts";

const SPLIT = "held_out_of_all=0.05,held_out=0.19,a=0.38,b=0.38";

/** Buyers who each bring the same, and as many visitors who bring nothing. */
const anArm = (arm: string, visitors: number, buyers: number, eachMinor = 5_000): ArmSums => ({
  arm,
  visitors,
  buyers,
  orders: buyers,
  revenueMinor: buyers * eachMinor,
  squares: buyers * eachMinor ** 2,
  cappedMinor: buyers * Math.min(eachMinor, 6_000),
  cappedSquares: buyers * Math.min(eachMinor, 6_000) ** 2,
});

describe("the verdict", () => {
  const SOUND = [anArm("held_out", 2_000, 80), anArm("a", 4_000, 400), anArm("b", 4_000, 400)];

  test("is more where the interval lies above nothing, and what was added is told for all who were shown it", () => {
    const { verdict, addedMinor, weeks } = addedBy(SOUND, SPLIT, 1_000);
    expect([verdict, weeks, addedMinor!.estimate]).toEqual(["more", 0, 2_400_000]);
    expect(addedMinor!.low).toBeGreaterThan(0);
  });
  test("is less where visitors bring less than those held out", () => {
    const { verdict } = addedBy([anArm("held_out", 2_000, 300), anArm("a", 8_000, 300)], SPLIT, 1_000);
    expect(verdict).toBe("less");
  });
  test("is undecided where the interval holds 0, with the weeks it will take", () => {
    const { verdict, addedMinor, weeks } = addedBy(
      [anArm("held_out", 2_000, 80), anArm("a", 8_000, 380)],
      SPLIT,
      10_000,
    );
    expect([verdict, Math.sign(addedMinor!.low)]).toEqual(["undecided", -1]);
    expect(weeks).toBeGreaterThan(1);
  });
  test("tells no interval while a side has fewer than ten buyers, but when it will have", () => {
    const arms = [anArm("held_out", 200, 5), anArm("a", 1_800, 90)];
    expect(addedBy(arms, SPLIT, 1_000)).toEqual({ addedMinor: null, verdict: "too_few", weeks: 2 });
    expect(addedBy(arms, SPLIT, 0).weeks).toBeNull();
    expect(addedBy([anArm("a", 1_800, 90)], SPLIT, 1_000).weeks).toBeNull();
  });
  test("says that nobody is held out, or that nobody has come", () => {
    expect(addedBy([anArm("a", 1_800, 90)], "held_out_of_all=0.05,a=0.95", 100).verdict).toBe("no_holdout");
    expect(addedBy([], SPLIT, 0).verdict).toBe("nobody_yet");
  });
  test("leaves those held out of all campaigns aside, and is by them for all campaigns together", () => {
    const others = anArm("held_out_of_all", 500, 400);
    expect(addedBy([...SOUND, others], SPLIT, 1_000)).toEqual(addedBy(SOUND, SPLIT, 1_000));
    const all = [anArm("held_out_of_all", 2_000, 80), anArm("let_in", 8_000, 800)];
    expect(addedBy(all, "held_out_of_all=0.05,let_in=0.95", 1_000)).toEqual(addedBy(SOUND, SPLIT, 1_000));
  });
});

test("capped, one who brought very much counts for less, and the interval is narrower", () => {
  const rich = anArm("a", 8_000, 400, 30_000);
  const arms = [anArm("held_out", 2_000, 80), rich];
  const [whole, capped] = [addedBy(arms, SPLIT, 0).addedMinor!, addedCapped(arms, SPLIT)!];
  expect(capped.estimate).toBe(8_000 * (0.05 * 6_000 - 0.04 * 5_000));
  expect(capped.high - capped.low).toBeLessThan(whole.high - whole.low);
});

describe("each arm", () => {
  const arms = [anArm("held_out", 2_000, 80), anArm("a", 4_000, 200), anArm("b", 4_000, 400)];
  const told = armsOf(arms, SPLIT);

  test("stands in the order of the split, with nothing where nobody has come yet", () => {
    expect(told.map(({ arm, visitors, share }) => [arm, visitors, share])).toEqual([
      ["held_out_of_all", 0, 0.05],
      ["held_out", 2_000, 0.19],
      ["a", 4_000, 0.38],
      ["b", 4_000, 0.38],
    ]);
  });
  test("that is a variant is held against those held out and against the first variant", () => {
    const [, held, a, b] = told;
    expect([held!.overHeldOut, held!.overFirst, a!.overFirst]).toEqual([null, null, null]);
    expect(a!.overHeldOut!.estimate).toBeCloseTo(50);
    expect(b!.overHeldOut!.low).toBeGreaterThan(0);
    expect(b!.overFirst!.low).toBeGreaterThan(0);
  });
  test("has a wider interval where there are more of them to compare", () => {
    const width = (split: string, own: ArmSums[]) => {
      const { low, high } = armsOf(own, split).find(({ arm }) => arm === "a")!.overHeldOut!;
      return high - low;
    };
    expect(width(SPLIT, arms)).toBeGreaterThan(width("held_out=0.2,a=0.8", arms.slice(0, 2)));
  });
  test("has no interval while it has fewer than ten buyers", () => {
    const [, , a] = armsOf([anArm("held_out", 2_000, 80), anArm("a", 100, 9)], SPLIT);
    expect(a!.overHeldOut).toBeNull();
  });
});
