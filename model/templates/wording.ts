/** What templates and plays are worded with: the shop's language and its few own values. */

export const LANGUAGES = ["en", "pl"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ShopValues {
  language: Language;
  /** ISO 4217. */
  currency: string;
  /** Cart value from which delivery is free, minor units. */
  freeFromMinor: number;
  /** Of the offer for a first order. */
  percent: number;
  /** Where help stands: addresses, empty where the shop has no such page. */
  deliveryHref: string;
  returnsHref: string;
  contactHref: string;
  cartHref: string;
  /** Who is responsible for addresses that visitors leave (E28): a firm's name and place; and where that is explained. */
  controller: string;
  privacyHref: string;
  /** Of the shop's app in a store. */
  appHref: string;
  /** Where is said how things are used and cared for, and where an opinion can be written; empty where there is no such page. */
  guideHref: string;
  reviewHref: string;
}

/** The words of the language. */
export const say =
  ({ language }: Pick<ShopValues, "language">) =>
  (english: string, polish: string): string =>
    language === "pl" ? polish : english;
