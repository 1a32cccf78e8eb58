/** What a visitor reads of a message: tokens filled with what is theirs, else the fall-back. Pure. */
import type { PUSH_TOKENS, PushMessage } from "../../../model/push.ts";
import { t } from "../../words.ts";

/** Whose eyes it is looked through, and whose shop it is. */
export interface Beholder {
  shop: string;
  /** Host of the shop's address. */
  host: string;
  icon: string | undefined;
  /** A value for a token, where the visitor has one. */
  token: (name: string) => string | undefined;
  /** Address of the picture of the cart's first product, or of what was looked at last. */
  picture: (of: "cart" | "viewed") => string | undefined;
}

export interface Notice {
  title: string;
  body: string;
}

const filled = (text: string, token: Beholder["token"]) =>
  text.replace(/\{\{([^|}]*)\|([^}]*)\}\}/g, (_, name: string, fallback: string) => token(name) ?? fallback);

export const noticeOf = ({ title, body }: Notice, { token }: Pick<Beholder, "token">): Notice => ({
  title: filled(title, token),
  body: filled(body, token),
});

/** Undefined: none is asked for. Empty: one is, and this visitor has none. */
export function pictureOf({ picture }: PushMessage, beholder: Pick<Beholder, "picture">): string | undefined {
  if (picture === undefined) return undefined;
  return typeof picture === "object" ? picture.src : (beholder.picture(picture) ?? "");
}

export const TOKEN_WORDS: Record<(typeof PUSH_TOKENS)[number], { label: string; fallback: string }> = {
  "cart.first.name": { label: t`First product of the cart`, fallback: t`your choice` },
  "cart.value": { label: t`Value of the cart`, fallback: t`your cart` },
  "last_viewed.name": { label: t`Product looked at last`, fallback: t`what you looked at` },
  "last_purchased.name": { label: t`Product bought last`, fallback: t`what you bought` },
  "product.name": { label: t`Product it is about`, fallback: "it" },
  "coupon.code": { label: t`Code of a coupon`, fallback: t`your code` },
  "coupon.until": { label: t`Last day of that code`, fallback: t`further notice` },
  city: { label: t`City`, fallback: t`where you are` },
};

/** The text with a token in the place of what is selected; `from` and `until` enclose its fall-back. */
export function withToken(
  text: string,
  selection: { from: number; until: number },
  name: keyof typeof TOKEN_WORDS,
): { text: string; from: number; until: number } {
  const before = `${text.slice(0, selection.from)}{{${name}|`;
  const fallback = text.slice(selection.from, selection.until) || TOKEN_WORDS[name].fallback;
  return {
    text: `${before}${fallback}}}${text.slice(selection.until)}`,
    from: before.length,
    until: before.length + fallback.length,
  };
}

/** A message to begin with. */
export const EMPTY_MESSAGE: PushMessage = { title: "", body: "", href: "/", ttlHours: 24, urgency: "normal" };

/** With changes put in; a field that became undefined is gone, so that nothing has changed where nothing did. */
export const withChange = (
  message: PushMessage,
  part: { [Name in keyof PushMessage]?: PushMessage[Name] | undefined },
): PushMessage =>
  Object.fromEntries(
    Object.entries({ ...message, ...part }).filter(([, value]) => value !== undefined),
  ) as unknown as PushMessage;
