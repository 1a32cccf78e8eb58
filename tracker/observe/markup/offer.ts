/** What a product costs and whether it can be had, from its offers. */
import type { Item } from "../../../model/event.ts";
import { currencyOf, minorOf } from "../price.ts";
import { all, bareName, type Thing } from "./thing.ts";

/** By the first four letters, of schema.org's names and Open Graph's words alike. */
const AVAILABILITY: Record<string, Item["availability"]> = {
  inst: "in_stock",
  limi: "in_stock",
  onli: "in_stock",
  outo: "out_of_stock",
  sold: "out_of_stock",
  preo: "preorder",
  pres: "preorder",
  back: "backorder",
  made: "backorder",
  disc: "discontinued",
};

export type Terms = Pick<
  Item,
  "priceMinor" | "listPriceMinor" | "highPriceMinor" | "currency" | "availability"
>;

/** Offers of things; those an aggregate holds stand beside it. */
export const offersOf = (...things: Thing[]): Thing[] =>
  all(things.map(({ offers }) => offers)).flatMap((offer) => [offer, ...all(offer.offers)]);

/** What the offers come to, in the first one's currency: the cheapest, up to the dearest. */
export function termsOf(offers: Thing[]): Terms {
  const written = offers.map(pricesOf);
  const currency = written.map((prices) => prices[0]).find(Boolean);
  const amounts = written
    .filter(([own]) => !own || own === currency)
    .map(([, ...prices]) => prices.map((price) => minorOf(price, currency)))
    .filter(([price]) => price !== undefined)
    .sort(([a], [b]) => a! - b!);
  const [price, list] = amounts[0] ?? [];
  const highest = Math.max(...amounts.flatMap(([own, , high]) => [own!, high ?? 0]));
  const known = offers.map(
    ({ availability }) =>
      AVAILABILITY[
        bareName(availability)
          .replace(/[^a-z]/gi, "")
          .slice(0, 4)
          .toLowerCase()
      ],
  );
  return {
    priceMinor: price,
    listPriceMinor: list! > price! ? list : undefined,
    highPriceMinor: highest > price! ? highest : undefined,
    currency,
    availability: known.find((one) => one === "in_stock") ?? known.find(Boolean),
  } as Terms;
}

/** An offer's currency, price, list price and highest price, as written. A price for members only is nobody else's. */
function pricesOf(offer: Thing): [currency: string | undefined, ...prices: unknown[]] {
  const specifications = all(offer.priceSpecification).filter((one) => !one.validForMemberTier);
  const ofType = (type: RegExp) => specifications.find((one) => type.test(bareName(one.priceType)))?.price;
  const list = ofType(/^(list|strike|regular|m?srp)/i);
  const [price] = all([offer.price, offer.lowPrice, ofType(/^sale/i), ofType(/^$/), list]);
  const [currency] = all([offer, specifications].flat().map((one) => one.priceCurrency));
  return [currencyOf(currency, price), price, all(list)[0], all(offer.highPrice)[0]];
}
