/**
 * Climbs to the top of a smooth function: the method of Broyden, Fletcher, Goldfarb and Shanno with backtracking (Nocedal and
 * Wright, Numerical Optimization, 2nd edition, algorithms 3.1 and 6.1).
 */

/** A function at one point. */
export interface Slope {
  value: number;
  /** The derivative in each direction. */
  gradient: number[];
}

/** Steepest slope that counts as flat. The functions climbed are means over customers, so it does not depend on their number. */
const FLAT = 1e-7;
/** Steepest slope at which a climb may end because rounding hides what rise is left. */
const ALMOST_FLAT = 1e-4;
/** The fit of a shop looks at some 20 points. Past this there is no top; it bounds the time a fit takes. */
const MAX_POINTS = 300;
/** Longest step in any direction. Directions are logarithms, where 2 is a factor of 7. */
const MAX_STRIDE = 2;
/** Least part of the promised rise that a step must bring. */
const LEAST_RISE = 1e-4;
/** A step is halved this often before it is given up. */
const MAX_HALVINGS = 30;

/** The point near `start` where `at` is greatest and its value there, or nothing where no top is found. */
export function maximise(
  at: (point: number[]) => Slope,
  start: number[],
): { point: number[]; value: number } | undefined {
  let point = start;
  let here = at(point);
  let curvature: number[][] = start.map((_, i) => start.map((__, j) => (i === j ? 1 : 0)));
  for (let points = 1; points < MAX_POINTS; points++) {
    const top = { point, value: here.value };
    const slope = steepest(here.gradient);
    if (slope < FLAT) return top;
    const stride = capped(curvature.map((row) => dot(row, here.gradient)));
    const promised = dot(stride, here.gradient);
    let moved = stride;
    let there = at(sum(point, moved));
    let halvings = 0;
    const rises = () => there.value > here.value + (LEAST_RISE * promised) / 2 ** halvings;
    for (; !rises() && halvings < MAX_HALVINGS; halvings++, points++) {
      moved = moved.map((length) => length / 2);
      there = at(sum(point, moved));
    }
    if (!rises()) return slope < ALMOST_FLAT ? top : undefined;
    const bend = here.gradient.map((before, i) => before - there.gradient[i]!);
    // Where the function is not curved downwards, there is nothing to learn for a climb.
    if (dot(moved, bend) > 0) curvature = learned(curvature, moved, bend);
    point = sum(point, moved);
    here = there;
  }
  return undefined;
}

/** The inverse curvature after a step `moved` over which the gradient fell by `bend`. Stays positive definite. */
function learned(inverse: number[][], moved: number[], bend: number[]): number[][] {
  const fall = dot(moved, bend);
  const turned = inverse.map((row) => dot(row, bend));
  const weight = (1 + dot(bend, turned) / fall) / fall;
  return inverse.map((row, i) =>
    row.map(
      (value, j) =>
        value + weight * moved[i]! * moved[j]! - (moved[i]! * turned[j]! + turned[i]! * moved[j]!) / fall,
    ),
  );
}

const steepest = (gradient: number[]) => Math.max(...gradient.map(Math.abs));
const dot = (left: number[], right: number[]) =>
  left.reduce((total, value, i) => total + value * right[i]!, 0);
const sum = (left: number[], right: number[]) => left.map((value, i) => value + right[i]!);

/** The same direction, no longer than `MAX_STRIDE`. */
function capped(stride: number[]): number[] {
  const longest = steepest(stride);
  return longest > MAX_STRIDE ? stride.map((length) => (length * MAX_STRIDE) / longest) : stride;
}
