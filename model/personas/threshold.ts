/** Numbers a persona turns on. Each is the shop's to change; until then it follows the shop's own figures, or the trade. */

export interface Threshold {
  /** As the screen shows it. */
  label: string;
  /** `money`: in the major unit of the shop's currency. */
  units: "money" | "days" | "gaps" | "times";
  /** Where neither the shop has chosen nor its figures or its trade say. */
  usual: number;
  least: number;
  most: number;
}

export const THRESHOLDS = {
  high_order: { label: "A high average order", units: "money", usual: 400, least: 1, most: 100_000 },
  middle_order: { label: "A middling order", units: "money", usual: 60, least: 1, most: 100_000 },
  overdue_gaps: { label: "Overdue, in usual gaps", units: "gaps", usual: 1.5, least: 1, most: 10 },
  gone_days: { label: "Gone after", units: "days", usual: 90, least: 14, most: 730 },
  many_visits: { label: "Very active: visits in all", units: "times", usual: 8, least: 2, most: 200 },
  replenish_days: { label: "Used up after", units: "days", usual: 45, least: 7, most: 365 },
} as const satisfies Record<string, Threshold>;
export type ThresholdName = keyof typeof THRESHOLDS;
export const THRESHOLD_NAMES = Object.keys(THRESHOLDS) as ThresholdName[];
export type Thresholds = Record<ThresholdName, number>;

/** Who said the number: the shop itself, the figures of its orders, its trade, or nobody. */
export type Origin = "chosen" | "figures" | "trade" | "usual";

/** The numbers in force and who said each: the first of the four that says one. */
export function thresholdsFrom(
  chosen: Partial<Thresholds>,
  figures: Partial<Thresholds>,
  trade: Partial<Thresholds>,
): Record<ThresholdName, { value: number; origin: Origin }> {
  const said = (name: ThresholdName): { value: number; origin: Origin } => {
    const { usual, least, most } = THRESHOLDS[name];
    const sources: [Origin, number | undefined][] = [
      ["chosen", chosen[name]],
      ["figures", figures[name]],
      ["trade", trade[name]],
    ];
    const [origin, value] = sources.find(([, one]) => one !== undefined) ?? ["usual", usual];
    return { value: Math.min(most, Math.max(least, value!)), origin: origin as Origin };
  };
  return Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, said(name)])) as ReturnType<
    typeof thresholdsFrom
  >;
}
