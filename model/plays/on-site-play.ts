/** What a play is made of, and the segments that several of them are for. */
import type { Campaign } from "../campaign.ts";
import type { Content } from "../content.ts";
import type { PoolTerms } from "../coupon.ts";
import type { Segment } from "../segment.ts";
import { type ShopValues, say } from "../templates/wording.ts";

/** One campaign of a play: what it does not say is a draft's usual. */
export interface Part extends Partial<Omit<Campaign, "id" | "status" | "segmentsIn" | "variants">> {
  name: string;
  placement: string;
  role: Campaign["role"];
  why: string;
  /** For whom; absent: for everybody. */
  segment?: Segment;
  content: Content;
}

export interface OnSitePlay {
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
  parts: (shop: ShopValues) => Part[];
}

export const notBoughtYet = (shop: ShopValues): Segment => ({
  id: "not-bought-yet",
  name: say(shop)("Has not bought yet", "Jeszcze bez zakupu"),
  condition: { field: "orders", op: "eq", value: 0 },
});

export const hasCart = (shop: ShopValues): Segment => ({
  id: "has-a-cart",
  name: say(shop)("Has something in the cart", "Ma coś w koszyku"),
  condition: { field: "cart_items", op: "gte", value: 1 },
});
