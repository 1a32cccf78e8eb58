/** Both models of a shop's customers fitted together, as they are kept: what of value follows from them, and how far to trust them. */
import { type BuyingFit, fitBgNbd, groupBuying } from "./bg-nbd.ts";
import type { ValueModel } from "./expected-value.ts";
import { fitGammaGamma, groupSpending, type SpendingFit } from "./gamma-gamma.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

export interface ValueFit {
  /** Of the orders it was fitted to: the site's. */
  currency: string;
  /** Epoch ms; silence counts until its day. */
  fittedAt: number;
  /** Buyers looked at: all, or an even part of them. */
  buyers: number;
  /** Those with a second day of buying. */
  repeaters: number;
  buying: BuyingFit;
  spending: SpendingFit;
}

/** `histories`: to the day of `fittedAt`, of one currency. The former fit is where the search begins. */
export function fitValue(
  histories: readonly PurchaseHistory[],
  currency: string,
  fittedAt: number,
  former?: ValueFit,
): ValueFit {
  const start = former?.currency === currency ? valueModelOf(former) : undefined;
  return {
    currency,
    fittedAt,
    buyers: histories.length,
    repeaters: histories.filter(({ repeats }) => repeats > 0).length,
    buying: fitBgNbd(groupBuying(histories), start?.buying),
    spending: fitGammaGamma(groupSpending(histories), start?.spending),
  };
}

/** Undefined where one of the two was refused. */
export function valueModelOf({ buying, spending, currency }: ValueFit): ValueModel | undefined {
  if (buying.kind === "refused" || spending.kind === "refused") return undefined;
  return { buying: buying.model, spending: spending.model, currency };
}
