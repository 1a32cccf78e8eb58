/** What the device itself knows, for tokens and products. Prices in the page's language. */
import type { Content } from "../../model/content.ts";
import { withTokens } from "../../model/tokens.ts";
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

/** What is missing from the cart to the content's threshold; undefined without a cart or a threshold in its currency. */
export function restOf({ blocks, currency }: Content, cart: Cart | undefined): number | undefined {
  const progress = blocks.find((block) => block.kind === "progress");
  const unit = cart?.currency ?? currency;
  return cart?.lines.length && progress && (progress.currency ?? unit) === unit
    ? progress.thresholdMinor - cart.valueMinor
    : undefined;
}

/** The content with values put in for its tokens. Those of the edge have theirs already. */
export function fillTokens(content: Content, { recent, cart, bought }: DeviceTexts): Content {
  const rest = restOf(content, cart);
  // A cart told without a currency is in the site's.
  const unit = cart?.currency ?? content.currency;
  const money = (minor: number) => unit && price(minor, unit);
  const values: Record<string, string | undefined | false> = {
    "last_viewed.name": recent[0]?.name,
    "last_purchased.name": bought?.[0]?.name,
    "cart.first.name": cart?.lines[0]?.name,
    "cart.value": !!cart?.lines.length && money(cart.valueMinor),
    "cart.rest": rest! > 0 && money(rest!),
  };
  return withTokens(content, /\{\{([^{}|]*)\|([^{}]*)\}\}/g, (name) => values[name]);
}
