/** What a notification says on this device. The payload carries fall-backs; what the device knows takes their place. Pure. */
import { canonical } from "../../model/language.ts";
import type { PushFacts } from "../../model/push.ts";
import { isSiteId } from "../../model/site.ts";
import { inSentence, withTokens } from "../../model/tokens.ts";
import type { Cart, RecentItem } from "../api.ts";
import { decimalsOf } from "../observe/price.ts";
import { soundAddress } from "../render/address.ts";
import type { Proposed } from "./scope.ts";

/** What the device remembers, newest first. */
export interface Known {
  cart?: Cart | undefined;
  recent?: RecentItem[] | undefined;
  bought?: RecentItem[] | undefined;
}

/** What a notification of ours carries until it is clicked or closed. */
export interface Shown {
  site: string;
  /** Of the delivery; absent where the payload was broken. */
  id?: string | undefined;
  /** Address it leads to. */
  to?: string | undefined;
  /** Names of its buttons, each with its address; one without closes. */
  actions: [name: string, to: string | undefined][];
}

/** What is ours in the notification; undefined where it is somebody else's. */
export function factsOf(
  proposed: Proposed | undefined,
): (Partial<PushFacts> & Pick<PushFacts, "site">) | undefined {
  const facts = proposed?.data as Partial<PushFacts> | undefined | null;
  return isSiteId(`${facts?.site}`) ? (facts as PushFacts) : undefined;
}

export interface Notice {
  title: string;
  options: NotificationOptions & {
    image?: string;
    actions?: { action: string; title: string }[];
    data: Shown;
  };
  /** The cart it was about is no more: the words that stand in for it. */
  isNeutral: boolean;
}

export function noticeOf(
  proposed: Proposed,
  { site, id, title, body, picture, about, neutral }: Partial<PushFacts> & Pick<PushFacts, "site">,
  { cart, recent, bought }: Known,
): Notice {
  const { lang, tag, icon, badge } = proposed;
  const [first] = cart?.lines ?? [];
  const isNeutral = about === "cart" && !first && !!neutral;
  const written = isNeutral
    ? neutral
    : { title: title ?? proposed.title, body: body ?? proposed.body, navigate: proposed.navigate };
  const value = () =>
    new Intl.NumberFormat(lang && canonical(lang), { style: "currency", currency: cart!.currency! }).format(
      cart!.valueMinor / 10 ** decimalsOf(cart!.currency!),
    );
  const values: Record<string, string | undefined | false> = {
    "last_viewed.name": recent?.[0]?.name,
    "last_purchased.name": bought?.[0]?.name,
    "cart.first.name": first?.name,
    "cart.value": !!first && !!cart!.currency && value(),
  };
  const words = withTokens(written, /\{\{([^{}|]*)\|([^{}]*)\}\}/g, (name) => inSentence(values[name] || ""));
  // Beside the words even where no large picture is asked for, or the browser shows none (Firefox).
  const own = isNeutral
    ? undefined
    : soundAddress((about || picture === "cart" ? first : picture && recent?.[0])?.image);
  const image = picture || isNeutral ? picture && own : proposed.image;
  const actions = isNeutral ? [] : (proposed.actions ?? []);
  return {
    // Something is always said.
    title: words.title || location.hostname,
    options: {
      ...(words.body && { body: words.body }),
      ...(lang && { lang }),
      ...(tag && { tag }),
      ...((own || icon) && { icon: own || icon }),
      ...(badge && { badge }),
      ...(image && { image }),
      actions: actions.map(({ action, title }) => ({ action, title })),
      data: {
        site,
        id,
        to: soundAddress(words.navigate),
        actions: actions.map(({ action, navigate }) => [action, soundAddress(navigate)]),
      },
    },
    isNeutral,
  };
}
