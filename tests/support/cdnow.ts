/**
 * CDNOW's customers of early 1997, a tenth of them: the orders, and the summaries to 30 September 1997 that the papers were
 * computed from. Published for research by Fader and Hardie (brucehardie.com); these files as in lifetimes' `datasets/`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PaidOrder, PurchaseHistory } from "../../model/purchase-history.ts";

const rowsOf = (name: string) =>
  readFileSync(join(import.meta.dirname, "../fixtures/orders", name), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(",") as [string, string, string, string, string]);

/** The last day of the papers' calibration: 39 weeks, as many as follow. */
export const CALIBRATED_UNTIL = Date.UTC(1997, 8, 30);
export const OBSERVED_UNTIL = Date.UTC(1998, 5, 30);

export const orders = (): PaidOrder[] =>
  rowsOf("cdnow_sample_transactions.csv").map(([, customer, date, , dollars]) => ({
    customer,
    placedAt: Date.parse(date),
    valueMinor: Math.round(Number(dollars) * 100),
    currency: "USD",
  }));

/** The summary that BG/NBD was fitted to: weeks with two decimals, no spend. */
export const publishedBuying = () =>
  rowsOf("cdnow_summary.csv").map(([, x, last, age]) => ({
    repeats: Number(x),
    lastWeeks: Number(last),
    ageWeeks: Number(age),
  }));

/** The summary that Gamma-Gamma was fitted to: mean spend in cents, at most half a cent off. */
export const publishedHistories = (): PurchaseHistory[] =>
  rowsOf("cdnow_summary_with_spend.csv").map(([customer, x, last, age, mean]) => ({
    customer,
    repeats: Number(x),
    lastWeeks: Number(last),
    ageWeeks: Number(age),
    meanSpendMinor: Number(mean) * 100,
    currency: "USD",
  }));
