/** What a shop sets for its customers' value. */
import * as v from "valibot";

export const valueSettingsSchema = v.object({
  /** What an hour of service costs, minor units of the site's currency. */
  hourMinor: v.pipe(v.number(), v.integer("whole minor units"), v.minValue(0), v.maxValue(1e9)),
  /** Of a year: 0.1 makes 110 in a year worth 100 now; 0 counts all of what is expected. */
  discountRate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** A period of the shop's own, kept beside half a year and a year. */
  months: v.pipe(v.number(), v.integer("whole months"), v.minValue(1), v.maxValue(60)),
});
export type ValueSettings = v.InferOutput<typeof valueSettingsSchema>;

/** Until the shop says otherwise: service costs nothing, nothing is discounted, a year. */
export const VALUE_SETTINGS: ValueSettings = { hourMinor: 0, discountRate: 0, months: 12 };

/** Half a year and a year (S16), and the shop's own; the shortest first. */
export const keptMonths = ({ months }: ValueSettings): number[] =>
  [...new Set([6, 12, months])].sort((a, b) => a - b);
