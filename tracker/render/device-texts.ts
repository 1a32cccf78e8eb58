/** What the device itself knows, for tokens and products. Prices in the page's language. */
import type { Cart, RecentItem } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";

/** What was looked at and what was bought, newest first, and the cart with its texts. */
export interface DeviceTexts {
  recent: RecentItem[];
  cart: Cart | undefined;
  bought: RecentItem[] | undefined;
}

export const pageLanguage = (): string => document.documentElement.lang || navigator.language;

/** An amount in minor units as people write it. */
export function price(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(pageLanguage(), { style: "currency", currency });
  return format.format(minor / 10 ** decimalsOf(currency));
}
