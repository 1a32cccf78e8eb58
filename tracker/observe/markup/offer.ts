/** What a product costs and whether it can be had, from its offers. */
import type { Item } from "../../../model/event.ts";
import { currencyOf, minorOf } from "./price.ts";
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

/** Offers of a product; those an aggregate holds stand beside it. */
export const offersOf = (product: Thing): Thing[] =>
  all(product.offers).flatMap((offer) => [offer, ...all(offer.offers)]);

/** What the offers come to, in the first one's currency: the cheapest, up to the dearest. */
export function termsOf(offers: Thing[]): Terms {
  const priced = offers.map(pricesOf);
  const currency = priced.map((one) => one.currency).find(Boolean);
  const amounts = priced
    .filter((one) => !one.currency || one.currency === currency)
    .map(({ price, list, high }) => [price, list, high].map((amount) => minorOf(amount, currency)))
    .filter(([price]) => price !== undefined)
    .sort(([a], [b]) => a! - b!);
  const [price, list] = amounts[0] ?? [];
  const high = Math.max(...amounts.map(([amount, , most]) => Math.max(amount!, most ?? 0)));
  const known = offers.map(availabilityOf).filter(Boolean);
  return {
    priceMinor: price,
    listPriceMinor: list! > price! ? list : undefined,
    highPriceMinor: high > price! ? high : undefined,
    currency,
    availability: known.includes("in_stock") ? "in_stock" : known[0],
  } as Terms;
}

const availabilityOf = ({ availability }: Thing) =>
  AVAILABILITY[
    bareName(all(availability)[0])
      .replace(/[^a-z]/gi, "")
      .slice(0, 4)
      .toLowerCase()
  ];

/** One offer's prices as written. A price for members only is nobody else's. */
function pricesOf(offer: Thing) {
  const specifications = all(offer.priceSpecification).filter((one) => !one.validForMemberTier);
  const ofType = (type: RegExp) =>
    specifications.find(({ priceType }) => type.test(bareName(all(priceType)[0])))?.price;
  const price =
    offer.price ?? offer.lowPrice ?? ofType(/^sale/i) ?? ofType(/^$/) ?? ofType(/^(list|regular)/i);
  const currency = [offer, ...specifications].map(({ priceCurrency }) => priceCurrency).find(Boolean);
  return {
    price: all(price)[0],
    list: ofType(/^(list|strike|regular|m?srp)/i),
    high: offer.highPrice,
    currency: currencyOf(all(currency)[0], all(price)[0]),
  };
}
