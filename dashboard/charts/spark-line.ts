/** A small line without axes, apart from how it is drawn. */

/**
 * The line as an SVG path over `width` by `height`, the greatest value on top, the least at the bottom, all alike in the
 * middle. A day without a value (null) is passed over. Empty where fewer than two days have one.
 */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const points = values.flatMap((value, i) => (value === null ? [] : [{ i, value }]));
  if (points.length < 2) return "";
  const all = points.map(({ value }) => value);
  const least = Math.min(...all);
  const range = Math.max(...all) - least;
  const x = (i: number) => ((i / (values.length - 1)) * width).toFixed(1);
  const y = (value: number) =>
    (range > 0 ? height - ((value - least) / range) * height : height / 2).toFixed(1);
  return `M${points.map(({ i, value }) => `${x(i)} ${y(value)}`).join("L")}`;
}

/** First and last value there is, where there are two. */
export function endsOf(values: readonly (number | null)[]): [number, number] | undefined {
  const known = values.filter((value) => value !== null);
  return known.length > 1 ? [known[0]!, known.at(-1)!] : undefined;
}
