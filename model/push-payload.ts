/** A notification as it is encrypted: a declarative push message, with what the service worker needs beside it. Pure. */
import { withFallbacks } from "./content.ts";
import type { PushMessage, PushPayload, PushSettings } from "./push.ts";
import { inSentence } from "./tokens.ts";

/** What the edge knows for tokens, by their names: `city`, `trait.NAME`, `coupon.code`, `coupon.until`, `product.name`. */
export type TokenValues = Readonly<Record<string, string | undefined>>;

/** Filled by the service worker, so that what lies in a cart travels through no push service. */
const OF_THE_DEVICE = ["last_viewed.name", "last_purchased.name", "cart.first.name", "cart.value"];
/** Most characters a value may bring into a text. */
const LONGEST = 60;

/**
 * The message with the values that are given in the place of their tokens. What is not given stays a token, for whoever
 * knows it later: so a journey fills what its steps have brought as it makes the delivery.
 */
export const filled = (message: PushMessage, values: TokenValues): PushMessage =>
  replaceTokens(message, (token, name) => spoken(values[name]) ?? token);

export interface PayloadOptions {
  /** Of the delivery. */
  id: string;
  site: string;
  /** BCP 47 tag. */
  language: string;
  /** The shop's, from which addresses that are paths are reckoned: `https://shop.example`. */
  origin: string;
  settings: Pick<PushSettings, "icon" | "badge">;
  values: TokenValues;
}

/**
 * The declarative part has every token filled, those of the device by their fall-backs, as Safari shows it as it stands.
 * `data` still has the device's.
 */
export function payloadOf(
  message: PushMessage,
  { id, site, language, origin, settings, values }: PayloadOptions,
): PushPayload {
  const forDevice = replaceTokens(filled(message, values), (token, name, fallback) =>
    OF_THE_DEVICE.includes(name) ? token : fallback,
  );
  const { title, body, href, picture, actions, about, neutral } = forDevice;
  const said = { title: withFallbacks(title), body: withFallbacks(body) };
  const absolute = (address: string) => new URL(address, origin).href;
  const { icon, badge } = settings;
  return {
    web_push: 8030,
    mutable: true,
    notification: {
      ...said,
      navigate: absolute(href),
      lang: language,
      tag: id,
      ...(icon && { icon: absolute(icon) }),
      ...(badge && { badge: absolute(badge) }),
      ...(typeof picture === "object" && { image: absolute(picture.src) }),
      ...(actions?.length && {
        actions: actions.map((each, place) => ({
          action: String(place),
          title: each.label,
          ...(each.href && { navigate: absolute(each.href) }),
        })),
      }),
      data: {
        id,
        site,
        ...(title !== said.title && { title }),
        ...(body !== said.body && { body }),
        ...(typeof picture === "string" && { picture }),
        ...(about === "cart" && { about }),
        ...(neutral && {
          neutral: { title: neutral.title, body: neutral.body, navigate: absolute(neutral.href) },
        }),
      },
    },
  };
}

const TOKEN = /\{\{([^|{}]*)\|([^{}]*)\}\}/g;

/** The same with each token replaced; one that stands in JSON is read and written as it is there, escaped. */
const replaceTokens = <Texts extends object>(
  texts: Texts,
  replace: (token: string, name: string, fallback: string) => string,
): Texts => JSON.parse(JSON.stringify(texts).replace(TOKEN, replace));

/** A value as it stands in JSON; undefined where it is none that reads in a sentence: one with a brace would be a token. */
function spoken(value: string | undefined): string | undefined {
  const text = inSentence(value ?? "");
  return text && text.length <= LONGEST && !/[{}]/.test(text) ? JSON.stringify(text).slice(1, -1) : undefined;
}
