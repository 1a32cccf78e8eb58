/** Tokens in a content's texts, `{{name|fall-back}}` (U23). Imports nothing: the tracker takes it whole. */
import type { Content } from "./content.ts";

/**
 * What would reach beyond a value into the sentence round it: control characters and ends of lines, and the marks that turn
 * the direction of all that follows (Unicode UAX #9 §2), by which a product's name could rewrite a notification.
 */
const REACHING = /[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu;

/**
 * The value as it stands in a sentence: of a notification, or of what the edge fills. On the page every element ends it. What
 * a marketer writes is not touched.
 */
export const inSentence = (value: string): string => value.replace(REACHING, " ").trim();

/**
 * The same with a value in the place of each token, and its fall-back where there is none. `pattern` finds tokens in JSON:
 * its groups are the name and the fall-back.
 */
export const withTokens = <Texts extends object>(
  content: Texts,
  pattern: RegExp,
  lookUp: (name: string) => string | undefined | false,
): Texts =>
  JSON.parse(
    JSON.stringify(content).replace(pattern, (_, name, fallback) => {
      const value = lookUp(name);
      return value ? JSON.stringify(value).slice(1, -1) : fallback;
    }),
  );

/** What the visitor's device knows, or would: lists newest first. */
interface Known {
  recent: Named[];
  cart: { valueMinor: number; currency?: string | undefined; lines: Named[] } | undefined;
  bought: Named[] | undefined;
}
interface Named {
  name?: string | undefined;
}

/** What is missing from the cart to the content's threshold; undefined without a cart or a threshold in its currency. */
export function restOf({ blocks, currency }: Content, cart: Known["cart"]): number | undefined {
  const progress = blocks.find((block) => block.kind === "progress");
  const unit = cart?.currency ?? currency;
  return cart?.lines.length && progress && (progress.currency ?? unit) === unit
    ? progress.thresholdMinor - cart.valueMinor
    : undefined;
}

/**
 * The content with values put in for its tokens. Those of the edge have theirs already (content-for.ts). `price`: an amount in minor
 * units as people write it.
 */
export function fillTokens(
  content: Content,
  { recent, cart, bought }: Known,
  price: (minor: number, currency: string) => string,
): Content {
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
