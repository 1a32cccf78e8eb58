/** The figures of the strip and of the chart: label, how they are said, what they mean. */
import type { DailyFigures } from "../../../model/report.ts";
import {
  majorOf,
  minorOf,
  moneyParts,
  sayChange,
  sayMoney,
  sayNumber,
  sayPoints,
  sayShare,
} from "../../format.ts";
import { t } from "../../words.ts";

export interface Figure {
  /** In the URL. */
  key: string;
  name: string;
  /** Null: there is nothing of which it could be a share. */
  of: (sums: DailyFigures) => number | null;
  kind: "tally" | "money" | "share";
  /** Of a range its mean day is said: whoever came on two days would count twice in a sum. */
  isMean?: boolean;
  /** More of it is worse. */
  isLoss?: boolean;
  /** What is counted, in a sentence. */
  note: string;
}

const shareOf = (part: number, of: number) => (of > 0 ? part / of : null);

export const FIGURES: Figure[] = [
  {
    key: "visitors",
    name: t`Visitors a day`,
    kind: "tally",
    of: ({ visitors }) => visitors,
    isMean: true,
    note: t`Distinct visitors of each day; above, their mean.`,
  },
  {
    key: "conversion",
    name: t`Conversion`,
    kind: "share",
    of: ({ orderVisits, visits }) => shareOf(orderVisits, visits),
    note: t`Visits with an order on the site, of all visits.`,
  },
  {
    key: "revenueMinor",
    name: t`Revenue`,
    kind: "money",
    of: ({ revenueMinor }) => revenueMinor,
    note: t`What all orders brought, stores included, less what was given back.`,
  },
  {
    key: "average",
    name: t`Average order`,
    kind: "money",
    of: ({ revenueMinor, orders }) => shareOf(revenueMinor, orders),
    note: t`Revenue by the number of orders.`,
  },
  {
    key: "abandoned",
    name: t`Abandoned carts`,
    kind: "share",
    of: ({ cartVisits, orderVisits }) => shareOf(cartVisits - orderVisits, cartVisits),
    isLoss: true,
    note: t`Visits with something put in the cart, or a checkout begun, that ended without an order.`,
  },
  { key: "visits", name: t`Visits`, kind: "tally", of: ({ visits }) => visits, note: t`Visits that began.` },
  { key: "views", name: t`Page views`, kind: "tally", of: ({ views }) => views, note: t`Pages opened.` },
  {
    key: "carts",
    name: t`Put in the cart`,
    kind: "tally",
    of: ({ carts }) => carts,
    note: t`How often something was put in a cart.`,
  },
  {
    key: "orders",
    name: t`Orders`,
    kind: "tally",
    of: ({ orders }) => orders,
    note: t`Orders of every channel.`,
  },
];
/** Those that stand in the strip. */
export const STRIP = FIGURES.slice(0, 5);

export const figureOf = (key: string | undefined): Figure =>
  FIGURES.find((figure) => figure.key === key) ?? FIGURES[2]!;

/** A figure of the whole range. */
export function totalOf({ of, isMean }: Figure, totals: DailyFigures, days: number): number | null {
  const value = of(totals);
  return isMean && value !== null ? value / days : value;
}

/** Whole, or with one digit where a mean is so small that it matters. */
const sayTally = (value: number) => sayNumber(value, Number.isInteger(value) || value >= 10 ? 0 : 1);
/** An average order is told to the last unit, a sum is not. */
const isWhole = ({ key }: Figure) => key !== "average";
const shareDigits = (share: number) => (share < 0.1 ? 2 : 1);

/** Amount and unit apart: the unit is lighter. */
export function partsOf(figure: Figure, value: number, currency: string) {
  switch (figure.kind) {
    case "money":
      return moneyParts(Math.round(value), currency, isWhole(figure));
    case "share":
      return { amount: sayNumber(value * 100, shareDigits(value)), unit: "%", isBefore: false };
    case "tally":
      return { amount: sayTally(value), unit: "", isBefore: false };
  }
}
export function sayFigure(figure: Figure, value: number | null, currency: string): string {
  if (value === null) return "–";
  switch (figure.kind) {
    case "money":
      return sayMoney(Math.round(value), currency, isWhole(figure));
    case "share":
      return sayShare(value, shareDigits(value));
    case "tally":
      return sayTally(value);
  }
}

/** "+6.1 %"; of shares "+0.21 pp", percentage points; empty where there was nothing before. */
export function sayFigureChange(
  { kind }: Pick<Figure, "kind">,
  value: number,
  former: number | null,
): string {
  if (former === null) return "";
  if (kind !== "share") return sayChange(value, former);
  const share = value - former;
  return sayPoints(share, Math.abs(share) < 0.01 ? 2 : 1);
}
/** By its sign, and whether more of it is good. */
export const toneOf = (change: string, isLoss = false): "up" | "down" | "flat" =>
  change.startsWith("+")
    ? isLoss
      ? "down"
      : "up"
    : change.startsWith("−")
      ? isLoss
        ? "up"
        : "down"
      : "flat";

/** A chart's values are in units and not in minor ones, so that its grid is round; of a day without any share it has none. */
export function chartValue({ kind, of }: Figure, sums: DailyFigures, currency: string): number {
  const value = of(sums) ?? 0;
  return kind === "money" ? majorOf(value, currency) : kind === "share" ? value * 100 : value;
}
export const sayChartValue = (figure: Figure, value: number, currency: string) =>
  sayFigure(
    figure,
    figure.kind === "money" ? minorOf(value, currency) : figure.kind === "share" ? value / 100 : value,
    currency,
  );
