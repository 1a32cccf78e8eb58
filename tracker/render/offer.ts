/** The offer block: its figure, what it is worth, and its conditions in the same view. */
import type { Offer } from "../../model/content.ts";
import type { OfferPart } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";
import { element } from "./element.ts";

export const offer: OfferPart["offer"] = ({ offer, text, conditions }, { language }) =>
  element(
    "div",
    { className: `figure ${offer.kind}` },
    element("b", {}, figureOf(offer, language)),
    !!text && element("p", {}, text),
    element("small", {}, conditions),
  );

function figureOf(offer: Offer, language: string): string {
  switch (offer.kind) {
    case "percent":
      return new Intl.NumberFormat(language, { style: "percent" })
        .format(-offer.percent / 100)
        .replace("-", "−");
    case "amount":
      return amount(-offer.amountMinor, offer.currency, language).replace("-", "−");
    case "bundle":
      return `${offer.pay}+${offer.get - offer.pay}`;
    case "product_price":
      return amount(offer.priceMinor, offer.currency, language);
    case "complement_price":
      return `+ ${amount(offer.priceMinor, offer.currency, language)}`;
    case "perk":
      return offer.title;
  }
}

/** A whole amount without its decimals. */
function amount(minor: number, currency: string, language: string): string {
  const options = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  const format = new Intl.NumberFormat(language, options);
  return format.format(minor / 10 ** decimalsOf(currency));
}
