/** What the device itself knows, for tokens and products. Prices in the page's language. */
import { canonical } from "../../model/language.ts";
import type { Cart, RecentItem } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";

/** What was looked at and what was bought, newest first, and the cart with its texts. */
export interface DeviceTexts {
  recent: RecentItem[];
  cart: Cart | undefined;
  bought: RecentItem[] | undefined;
}

export const pageLanguage = (): string =>
  canonical(document.documentElement.lang || navigator.language) ?? "en";

/** An amount in minor units as people write it. */
export function price(minor: number, currency: string, language = pageLanguage()): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  return format.format(minor / 10 ** decimalsOf(currency));
}
