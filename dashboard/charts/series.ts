/** What a time series shows, apart from how it is drawn. */
export interface Series {
  /** Name of the figure: "Revenue". */
  name: string;
  /** Name of the range before: "30 days before". */
  beforeName: string;
  /** Starts of the days, epoch ms. */
  at: number[];
  own: number[];
  /** Same length; what was `at` so many days before. */
  before: { at: number[]; own: number[] };
  /** The last day is still running. */
  isUnfinished: boolean;
  /** A figure with its unit, and short for the axis. */
  say: (value: number) => string;
  sayShort: (value: number) => string;
}

/** Every how many days a label stands under the axis, for about five of them. */
export function labelStep(days: number): number {
  return [1, 2, 7, 14, 28].find((step) => days / step <= 8) ?? 56;
}

/** Round top of the axis and the step of its grid lines: 4 or 5 of them, whole steps for counts. */
export function gridOf(values: number[]): { top: number; step: number } {
  const most = Math.max(1, ...values);
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((one) => one >= rough)!);
  return { top: Math.ceil(most / step) * step, step };
}
