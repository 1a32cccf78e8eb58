/** Climbing to the top of a smooth function, and saying so where there is none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maximise, type Slope } from "../../model/maximise.ts";

/** Rosenbrock's valley, turned over: a curved ridge with its top at (1, 1). */
const ridge = ([x, y]: number[]): Slope => {
  const off = y! - x! * x!;
  return {
    value: -((1 - x!) ** 2) - 100 * off ** 2,
    gradient: [2 * (1 - x!) + 400 * x! * off, -200 * off],
  };
};

describe("the climb", () => {
  test("follows a curved ridge to its top from wherever it starts", () => {
    const place = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const top = maximise(ridge, [x, y])!;
        expect(top.point[0]).toBeCloseTo(1, 5);
        expect(top.point[1]).toBeCloseTo(1, 5);
        expect(top.value).toBeCloseTo(0, 10);
      }),
    );
  });

  test("that starts at the top stays there", () => {
    expect(maximise(ridge, [1, 1])).toEqual({ point: [1, 1], value: -0 });
  });

  test("takes no step so long that it would leave the numbers", () => {
    const points: number[] = [];
    const far = ([x]: number[]): Slope => {
      points.push(x!);
      return { value: -((x! - 1000) ** 2), gradient: [2000 - 2 * x!] };
    };
    expect(maximise(far, [0])).toBeUndefined();
    expect(points.slice(0, 3)).toEqual([0, 2, 4]);
  });

  test("ends where rounding hides the rest of the rise, if that is little", () => {
    const hidden = (slope: number) => maximise(() => ({ value: -4, gradient: [slope] }), [0.5]);
    expect(hidden(5e-5)).toEqual({ point: [0.5], value: -4 });
    expect(hidden(5e-3)).toBeUndefined();
  });

  test("up a slope that never ends finds no top", () => {
    expect(maximise(([x]) => ({ value: x!, gradient: [1] }), [0])).toBeUndefined();
  });

  test("where the function is no number finds no top", () => {
    expect(maximise(() => ({ value: Number.NaN, gradient: [Number.NaN] }), [0])).toBeUndefined();
  });

  test("on a kink, where no step rises, gives up", () => {
    expect(maximise(([x]) => ({ value: -Math.abs(x!), gradient: [x! > 0 ? -1 : 1] }), [0.3])).toBeUndefined();
  });

  test("looks at no more than 301 points, though every other has no value", () => {
    let points = 0;
    const broken = (): Slope => {
      points += 1;
      return { value: points % 2 ? points * 10 : Number.NaN, gradient: [1] };
    };
    expect(maximise(broken, [0])).toBeUndefined();
    expect(points).toBeLessThanOrEqual(301);
  });
});
