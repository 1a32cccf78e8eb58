/** The figures of the strip: label, how they are said, what they mean. */
import type { DailyFigures } from "../../../model/report.ts";
import { majorOf, minorOf, moneyParts, sayMoney, sayNumber } from "../../format.ts";

export interface Figure {
  key: keyof DailyFigures;
  name: string;
  isMoney?: boolean;
  /** Of a range its mean day is said: whoever came on two days would count twice in a sum. */
  isMean?: boolean;
  /** Under the chart, where the name alone might mislead. */
  note?: string;
}
export const FIGURES: Figure[] = [
  {
    key: "visitors",
    name: "Visitors a day",
    isMean: true,
    note: "Distinct visitors of each day; above, their mean.",
  },
  { key: "visits", name: "Visits" },
  { key: "views", name: "Page views" },
  { key: "carts", name: "Put in the cart" },
  { key: "orders", name: "Orders" },
  { key: "revenueMinor", name: "Revenue", isMoney: true },
];

export const figureOf = (key: string | undefined): Figure =>
  FIGURES.find((figure) => figure.key === key) ?? FIGURES.at(-1)!;

/** A figure of the whole range. */
export const totalOf = ({ key, isMean }: Figure, totals: DailyFigures, days: number): number =>
  isMean ? totals[key] / days : totals[key];

/** Whole, or with one digit where a mean is so small that it matters. */
const sayTally = (value: number) => sayNumber(value, Number.isInteger(value) || value >= 10 ? 0 : 1);

/** Amount and unit apart: the unit is lighter. */
export function partsOf({ isMoney }: Figure, value: number, currency: string) {
  return isMoney ? moneyParts(value, currency, true) : { amount: sayTally(value), unit: "", isBefore: false };
}
export const sayFigure = ({ isMoney }: Figure, value: number, currency: string) =>
  isMoney ? sayMoney(value, currency, true) : sayTally(value);
/** A chart's values are in units and not in minor ones, so that its grid is round. */
export const chartValue = ({ isMoney }: Figure, value: number, currency: string) =>
  isMoney ? majorOf(value, currency) : value;
export const sayChartValue = (figure: Figure, value: number, currency: string) =>
  sayFigure(figure, figure.isMoney ? minorOf(value, currency) : value, currency);
