/** What the device itself knows, for tokens and products. Prices in the page's language. */
import type { Content } from "../../model/content.ts";
import { languageOf } from "../../model/language.ts";
import { withTokens } from "../../model/tokens.ts";
import type { Cart, RecentItem } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";

/** What was looked at and what was bought, newest first, and the cart with its texts. */
export interface DeviceTexts {
  recent: RecentItem[];
  cart: Cart | undefined;
  bought: RecentItem[] | undefined;
}

export const pageLanguage = (): string => languageOf(document.documentElement.lang || navigator.language);

/** An amount in minor units as people write it. */
export function price(minor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  return format.format(minor / 10 ** decimalsOf(currency));
}

/** What is missing from the cart to the content's threshold; undefined without a cart or a threshold. */
export function restOf({ blocks }: Content, cart: Cart | undefined): number | undefined {
  const progress = blocks.find((block) => block.kind === "progress");
  return cart?.lines.length && progress ? progress.thresholdMinor - cart.valueMinor : undefined;
}

/** The content with values put in for its tokens. Those of the edge have theirs already. */
export function fillTokens(
  content: Content,
  { recent, cart, bought }: DeviceTexts,
  language: string,
): Content {
  const rest = restOf(content, cart);
  const values: Record<string, string | undefined | false> = {
    "last_viewed.name": recent[0]?.name,
    "last_purchased.name": bought?.[0]?.name,
    "cart.first.name": cart?.lines[0]?.name,
    "cart.value": !!cart?.lines.length && !!cart.currency && price(cart.valueMinor, cart.currency, language),
    "cart.rest": rest! > 0 && !!cart!.currency && price(rest!, cart!.currency, language),
  };
  return withTokens(content, /\{\{([^{}|]*)\|([^{}]*)\}\}/g, (name) => values[name]);
}
