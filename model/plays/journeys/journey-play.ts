/** What a play that goes on after the visit is made of: a journey, with the segments it names. */
import type { PoolTerms } from "../../coupon.ts";
import type { Journey, Step } from "../../journey.ts";
import type { PushMessage } from "../../push.ts";
import type { Segment } from "../../segment.ts";
import { type ShopValues, say } from "../../templates/wording.ts";

/** A journey as a play words it: what it does not say is a draft's usual. */
export type Drafted = Pick<Journey, "name" | "trigger" | "steps"> &
  Partial<Pick<Journey, "segmentsIn" | "segmentsOut" | "exits" | "reentryDays">>;

export interface JourneyPlay {
  /** Begins the ids of what it makes. */
  id: string;
  name: string;
  /** What it does, for whom and when: a sentence. */
  does: string;
  /** Rows of the requirements it answers. */
  answers: readonly string[];
  /** The shop's own values it asks for. */
  asks: readonly Exclude<keyof ShopValues, "language" | "currency">[];
  /** The pools it takes codes from, by id. */
  pools?: Record<string, PoolTerms>;
  /** `idOf`: the id under which a segment is, or will be, in the shop. */
  journey: (shop: ShopValues, idOf: (segment: Segment) => string) => Drafted;
}

const HOUR = 60;
export const hours = (count: number) => count * HOUR;
export const days = (count: number) => count * 24 * HOUR;

/** So long after the trigger. */
export const wait = (id: string, minutes: number): Step => ({ kind: "wait", id, minutes });

/** A tenth gets nothing, so that what the rest does more can be told. */
export const withHoldout = (steps: Step[]): Step[] => [
  { kind: "split", id: "held-out", holdoutShare: 0.1, branches: [{ id: "all", share: 1, steps }] },
];

type Words = Pick<PushMessage, "title" | "body" | "href"> & Partial<PushMessage>;
/** A notification that waits a day for a device that is off. */
export const push = (id: string, words: Words): Step => ({
  kind: "push",
  id,
  message: { ttlHours: 24, urgency: "normal", ...words },
});

/** About the cart as it was left, and what stands there once it is bought or emptied. */
export function aboutCart(shop: ShopValues, id: string, words: Omit<Words, "href">): Step {
  const t = say(shop);
  return push(id, {
    href: shop.cartHref,
    about: "cart",
    neutral: {
      title: t("Nothing to do here", "Nic nie trzeba robić"),
      body: t("Your cart has changed since we wrote this.", "Koszyk zmienił się od czasu tej wiadomości."),
      href: shop.cartHref,
    },
    actions: [
      { label: t("Open the cart", "Otwórz koszyk"), href: shop.cartHref },
      { label: t("Not this one", "Nie, dziękuję") },
    ],
    ...words,
  });
}
