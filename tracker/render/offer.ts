/** The offer block: its figure, what it is worth, and its conditions in the same view. */
import type { Offer } from "../../model/content.ts";
import type { OfferPart } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";
import { pageLanguage } from "./device-texts.ts";
import { element } from "./element.ts";

export const offer: OfferPart["offer"] = ({ offer, text, conditions }) =>
  element(
    "div",
    { className: `figure ${offer.kind}` },
    element("b", {}, figureOf(offer)),
    !!text && element("p", {}, text),
    element("small", {}, conditions),
  );

function figureOf(offer: Offer): string {
  switch (offer.kind) {
    case "percent":
      return numberFormat({ style: "percent" })
        .format(-offer.percent / 100)
        .replace("-", "−");
    case "amount":
      return amount(-offer.amountMinor, offer.currency).replace("-", "−");
    case "bundle":
      return `${offer.pay}+${offer.get - offer.pay}`;
    case "product_price":
      return amount(offer.priceMinor, offer.currency);
    case "complement_price":
      return `+ ${amount(offer.priceMinor, offer.currency)}`;
    case "perk":
      return offer.title;
  }
}

/** A whole amount without its decimals. */
function amount(minor: number, currency: string): string {
  const format = numberFormat({ style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  return format.format(minor / 10 ** decimalsOf(currency));
}

const numberFormat = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(pageLanguage(), options);
