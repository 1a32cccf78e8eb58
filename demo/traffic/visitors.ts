/** Who the simulated visitors are, and what their devices keep from visit to visit. */
import { EXPLICIT, MEASURE, PERSONALISE, PUSH } from "../../model/consent.ts";
import type { Event } from "../../model/event.ts";
import { emptyHistory, type History } from "../../model/micro-moment.ts";
import type { DeviceClass } from "../../model/profile.ts";
import { CATEGORIES, type CategoryId } from "../products.ts";
import type { CartLine } from "../shop/cart.ts";
import { Chance } from "./chance.ts";
import { HOMES, type Home } from "./places.ts";

/** What somebody of this kind does in the shop. Shares are from 0 to 1. */
export interface Temperament {
  /** Of all who come for the first time. */
  weight: number;
  /** How readily they come back. */
  returns: number;
  /** Product pages of a visit, least and most. */
  products: [least: number, most: number];
  /** Share of those that are of the category they like. */
  faithful: number;
  /** Visits in which something is put in the cart. */
  adds: number;
  /** Visits that begin with a search. */
  searches: number;
  /** Ends a visit with a look at the cart where something was put in; the others just leave. */
  looksAtCart: number;
  /** Probability of an order after a look at a cart filled in this visit: p0 of truth.ts. */
  orders: number;
  /** The same for any other cart, such as one from an earlier visit. */
  ordersOldCart: number;
  /** Of visits with a search, those that ask first for what the shop does not have; as most do unless given. */
  unfound?: number;
  /** What a product they look at may cost, minor units; anything unless given. */
  prices?: readonly [least: number, most: number];
}

export const TEMPERAMENTS = {
  one_look: {
    weight: 44,
    returns: 0.12,
    products: [0, 1],
    faithful: 0.8,
    adds: 0,
    searches: 0.03,
    looksAtCart: 0,
    orders: 0,
    ordersOldCart: 0,
  },
  browser: {
    weight: 22,
    returns: 0.6,
    products: [1, 4],
    faithful: 0.4,
    adds: 0.14,
    searches: 0.08,
    looksAtCart: 0.6,
    orders: 0.08,
    ordersOldCart: 0.015,
  },
  comparer: {
    weight: 12,
    returns: 0.9,
    products: [3, 6],
    faithful: 0.95,
    adds: 0.34,
    searches: 0.1,
    looksAtCart: 0.7,
    orders: 0.1,
    ordersOldCart: 0.03,
  },
  loyal: {
    weight: 6,
    returns: 1,
    products: [1, 3],
    faithful: 0.6,
    adds: 0.75,
    searches: 0.12,
    looksAtCart: 0.85,
    orders: 0.2,
    ordersOldCart: 0.06,
  },
  cart_leaver: {
    weight: 8,
    returns: 0.8,
    products: [2, 4],
    faithful: 0.6,
    adds: 0.6,
    searches: 0.05,
    looksAtCart: 0.6,
    orders: 0.03,
    ordersOldCart: 0.015,
  },
  searcher: {
    weight: 8,
    returns: 0.5,
    products: [1, 2],
    faithful: 0.5,
    adds: 0.28,
    searches: 0.9,
    looksAtCart: 0.7,
    orders: 0.1,
    ordersOldCart: 0.02,
  },
} as const satisfies Record<string, Temperament>;

export interface Visitor {
  /** Names the visitor's random stream. */
  index: number;
  temperament: Temperament;
  home: Home;
  device: DeviceClass;
  /** Bits of model/consent.ts. */
  consent: number;
  /** The category that brings them here. */
  liking: CategoryId;
  /** 128 bits in base64url. */
  secret: string;
  /** As last received. */
  passport: string | undefined;
  /** Products seen, newest first. */
  recent: string[];
  cart: CartLine[];
  /** Declared with an order; undefined: orders as a guest. */
  declares: Record<string, string | boolean> | undefined;
  /** Has an account from the store, and signs in on the first visit. */
  signsIn?: true;
  /** What the device remembers to recognise micro-moments by. */
  moments: History;
}

/** Products kept in mind for a later visit. */
const RECENT = 8;

/** Keeps the product in mind, where the event is a look at one. */
export function looked(visitor: Pick<Visitor, "recent">, event: Event): void {
  if (event.name !== "view_item") return;
  const { id } = event.props.item;
  visitor.recent = [id, ...visitor.recent.filter((other) => other !== id)].slice(0, RECENT);
}

export function makeVisitor(seed: number, index: number): Visitor {
  const chance = new Chance(seed, "visitor", index);
  return {
    index,
    temperament: chance.weighted(Object.values(TEMPERAMENTS).map((each) => [each, each.weight])),
    home: chance.weighted(HOMES),
    device: chance.weighted([
      ["phone", 62],
      ["desktop", 33],
      ["tablet", 5],
    ]),
    consent: MEASURE | PERSONALISE | EXPLICIT | (chance.happens(0.07) ? PUSH : 0),
    liking: chance.weighted(LIKINGS),
    // The last of 22 characters carries two bits only.
    secret: `${chance.text(21)}A`,
    passport: undefined,
    recent: [],
    cart: [],
    moments: emptyHistory(),
    declares: chance.happens(0.45)
      ? {
          account: true,
          gender: chance.happens(0.6) ? "female" : "male",
          newsletter: chance.happens(0.35),
        }
      : undefined,
  };
}

/** Lamps bring the most, then the kitchen, as the shop's pages have it. */
const LIKINGS = CATEGORIES.map(({ id }, i) => [id, [34, 24, 16, 12, 14][i] ?? 10] as const);
