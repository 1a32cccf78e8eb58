/**
 * A visitor's profile, folded from events. The fold is order-independent: every field is a sum, a greatest or
 * least value, or a bounded map. A bounded map either keeps the greatest *keys* with sums as values, or keeps the
 * entries with the greatest registers: in both, an entry that survives at the end was among the greatest at every
 * moment before, so no eviction can have lost a part of it, and any order and partition of the events gives the
 * same profile (tests/model/profile.test.ts folds every permutation and partition).
 */
import { hash32 } from "./bucketing.ts";
import type { Event, EventProps, Item } from "./event.ts";
import { LONGEST_TRAIT } from "./limits.ts";
import { ownOf } from "./own.ts";
import { type Source, sourceOf } from "./source.ts";
import { DAY_MS } from "./time.ts";
import { marksOf, type Step } from "./trail.ts";

export type DeviceClass = "phone" | "tablet" | "desktop";

/** Where the request came from, by the edge (request.cf); no address is kept. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string;
  region: string;
  city: string;
  /** Two letters, as Cloudflare names it (`EU`); absent where the edge does not say. */
  continent?: string;
}

/** What the edge knows of the request that carried a run. */
export interface RunContext {
  place: Place;
  device: DeviceClass;
  language: string;
  /** Minutes east of UTC on the device. */
  offsetMinutes: number;
  consent: number;
}

/** One event with its name (writer, n) and the edge's time for it. */
export interface Occurred {
  n: number;
  /** Epoch ms, edge time: when received less the age the device gave. */
  at: number;
  /** Number of the visit on the device. */
  session: number;
  event: Event;
  /** The customer the visitor is shown to be, by the shop's token or its server: a link from then on. */
  customer?: string | undefined;
}

/** What came with an event that the shop's server told. */
export interface Told {
  /** Hash of the message's id: a message counts once (edge/store/messages.ts). */
  message: string;
  /** Where it comes from, in the shop's words: `server`, `beacon`, `app`. */
  source: string;
  /** The shop's id of the customer it is about. */
  customer?: string | undefined;
  /** Traits of that customer; null takes one back. */
  traits?: Record<string, Scalar | null> | undefined;
  /** In which the visitor reads, as the server or the app says. */
  language?: string | undefined;
}

/** Events of one writer, in any order, as ingest and the Worker fold them. */
export interface Run {
  writer: string;
  events: Occurred[];
  /** Null: told by the shop's server, which says nothing of a device but what is in `told`. */
  context: RunContext | null;
  /** Present where the shop's server told it: one event. */
  told?: Told | undefined;
}

/** Keeps the value with the greatest (at, writer, n). */
export interface Register<T> {
  at: number;
  writer: string;
  n: number;
  value: T;
}

/** Sums of one day. */
export interface DayCounts {
  visits: number;
  pages: number;
  products: number;
  /** add_to_cart events. */
  carts: number;
  orders: number;
  engagedMs: number;
}

/** What happened with one campaign on one day. */
export interface ExposureCounts {
  shown: number;
  /** Would have been shown, but held out. */
  ghosts: number;
  clicks: number;
  closes: number;
  /** Epoch ms of the last one shown or ghost; 0 where only clicks or closes are known. */
  lastAt: number;
}

export interface CartState {
  /** Minor units of `currency`. */
  valueMinor: number;
  currency: string;
  lines: { id: string; quantity: number; priceMinor: number }[];
}

/** The product of the last page that showed one. */
export interface ScreenProduct {
  /** The shop's id. */
  product: string;
  /** `categoryHash` and `brandHash`; 0 where the page does not say. */
  category: number;
  brand: number;
  /** Minor units of `currency`; -1 where the page does not say. */
  priceMinor: number;
  currency: string;
}

export type Scalar = string | number | boolean;

export interface Profile {
  /** Epoch ms; 0 before the first event. */
  firstSeenAt: number;
  lastSeenAt: number;
  visits: number;
  pages: number;
  engagedMs: number;
  /** First touch: the least register; last touch: the greatest (S6). */
  firstSource: Register<Source> | null;
  lastSource: Register<Source> | null;
  place: Register<Place> | null;
  device: Register<DeviceClass> | null;
  language: Register<string> | null;
  offsetMinutes: Register<number> | null;
  consent: Register<number> | null;
  /** Page views by local hour, 24 sums. */
  hours: number[];
  /** By day since 1970-01-01 UTC: the DAYS_KEPT greatest days. */
  days: Record<number, DayCounts>;
  /** Interest in a category or brand by day: key `DAY:HASH`, value a sum of weights; the greatest keys. */
  interests: Record<string, number>;
  /** Products seen, by the time last seen: the greatest times. `category` is its hash, 0 where unknown. */
  viewed: Record<string, { at: number; category: number }>;
  cart: Register<CartState> | null;
  /** Furthest thing done in the last checkout: name of the event. */
  step: Register<string> | null;
  /** Orders reported by the page, key the hash of the order id, the greatest times. */
  purchases: Record<number, Purchase>;
  /** Key `DAY:HASH` with the hash of the campaign id; the greatest keys. */
  exposures: Record<string, ExposureCounts>;
  /** Micro-moments: key `DAY:NAME`; the greatest keys. */
  moments: Record<string, number>;
  /** Declared by `identify`; null: taken back. The least names. */
  traits: Record<string, Register<Scalar | null>>;
  /** What was asked of the visitor and answered, by `answeredKey` of its name, with the time of the answer: the greatest times. */
  answered: Record<number, { at: number }>;
  /** Epoch ms of the last page view; 0 before the first. */
  pageAt: number;
  screen: Register<ScreenProduct> | null;
  /** Oldest first: the greatest (at, writer, n). */
  trail: Step[];
}

export interface Purchase {
  /** Epoch ms. */
  at: number;
  valueMinor: number;
  currency: string;
  /** With a coupon, or with a line below its list price (E24). */
  isDiscounted?: true;
}

/** Most entries of each bounded map in D1; a passport carries fewer (passport.ts). */
export const KEPT = {
  days: 30,
  interests: 64,
  viewed: 24,
  purchases: 16,
  exposures: 64,
  moments: 40,
  traits: 24,
  answered: 32,
  trail: 32,
};

/**
 * Under what all notifications together stand in `exposures`, and the question for them in `answered`; no campaign's id and no
 * trait's name has a space.
 */
export const PUSH = "web push";
/** The same of what other channels sent, as the shop's server tells it (docs/webhooks.md). */
export const EMAIL = "e-mail message";
export const SMS = "text message";
export const CALL = "telephone call";

/** Of an open nothing is known: mail programs fetch pictures by themselves. */
const TOLD_CONTACTS = new Map<string, { of: string; isResponse: boolean }>([
  ["custom:email_sent", { of: EMAIL, isResponse: false }],
  ["custom:email_clicked", { of: EMAIL, isResponse: true }],
  ["custom:sms_sent", { of: SMS, isResponse: false }],
  ["custom:sms_clicked", { of: SMS, isResponse: true }],
  ["custom:call_made", { of: CALL, isResponse: false }],
  ["custom:call_answered", { of: CALL, isResponse: true }],
]);

/** Weight of one event for the interest in its category and brand. */
const INTEREST = { view_item_list: 1, view_item: 2, add_to_wishlist: 4, add_to_cart: 6, purchase: 10 };

export function emptyProfile(): Profile {
  return {
    firstSeenAt: 0,
    lastSeenAt: 0,
    visits: 0,
    pages: 0,
    engagedMs: 0,
    firstSource: null,
    lastSource: null,
    place: null,
    device: null,
    language: null,
    offsetMinutes: null,
    consent: null,
    hours: new Array(24).fill(0),
    days: {},
    interests: {},
    viewed: {},
    cart: null,
    step: null,
    purchases: {},
    exposures: {},
    moments: {},
    traits: {},
    answered: {},
    pageAt: 0,
    screen: null,
    trail: [],
  };
}

/** A profile as it was stored, with whatever fields have come since. */
export const storedProfile = (json: string): Profile => ({ ...emptyProfile(), ...JSON.parse(json) });

/** The profile after the run's events. The given profile is left as it is. */
export function foldRun(profile: Profile, run: Run): Profile {
  const next: Profile = {
    ...profile,
    hours: [...profile.hours],
    days: { ...profile.days },
    interests: { ...profile.interests },
    viewed: { ...profile.viewed },
    purchases: { ...profile.purchases },
    exposures: { ...profile.exposures },
    moments: { ...profile.moments },
    traits: { ...profile.traits },
    answered: { ...profile.answered },
    trail: [...profile.trail],
  };
  for (const occurred of run.events) foldEvent(next, run, occurred);
  keepGreatest(next.days, KEPT.days, (a, b) => Number(b) - Number(a));
  keepGreatest(next.interests, KEPT.interests, byDayThenRest);
  keepGreatest(next.exposures, KEPT.exposures, byDayThenRest);
  keepGreatest(next.moments, KEPT.moments, byDayThenRest);
  keepGreatest(next.traits, KEPT.traits, (a, b) => (a < b ? -1 : 1));
  keepGreatest(next.viewed, KEPT.viewed, byTimeIn(next.viewed));
  keepGreatest(next.purchases, KEPT.purchases, byTimeIn(next.purchases));
  keepGreatest(next.answered, KEPT.answered, byTimeIn(next.answered));
  next.trail = next.trail.sort((a, b) => (isLater(a, b) ? 1 : -1)).slice(-KEPT.trail);
  return next;
}

/** Every later step writes into `next` only, whose maps are copies; entries are replaced, never changed. */
function foldEvent(next: Profile, run: Run, { n, at, session, event }: Occurred): void {
  const { writer, context } = run;
  const stamp = <T>(value: T): Register<T> => ({ at, writer, n, value });
  const day = Math.floor(at / DAY_MS);
  const count = (change: Partial<DayCounts>) => {
    next.days[day] = addCounts(next.days[day] ?? noDay, change);
  };
  next.firstSeenAt = next.firstSeenAt === 0 ? at : Math.min(next.firstSeenAt, at);
  next.lastSeenAt = Math.max(next.lastSeenAt, at);
  if (context !== null) {
    next.place = greatest(next.place, stamp(context.place));
    next.device = greatest(next.device, stamp(context.device));
    next.language = greatest(next.language, stamp(context.language));
    next.offsetMinutes = greatest(next.offsetMinutes, stamp(context.offsetMinutes));
    next.consent = greatest(next.consent, stamp(context.consent));
  }
  if (run.told?.language) next.language = greatest(next.language, stamp(run.told.language));

  const marks = marksOf(event);
  if (marks.length > 0) next.trail.push({ at, writer, n, session, marks });

  switch (event.name) {
    case "page_view": {
      next.pages += 1;
      next.pageAt = Math.max(next.pageAt, at);
      if (context !== null) next.hours[localHour(at, context.offsetMinutes)]! += 1;
      const { landing } = event.props;
      if (landing) {
        next.visits += 1;
        const source = stamp(sourceOf(landing));
        next.firstSource = least(next.firstSource, source);
        next.lastSource = greatest(next.lastSource, source);
      }
      count({ pages: 1, visits: landing ? 1 : 0 });
      return;
    }
    case "user_engagement":
      next.engagedMs += event.props.engagedMs;
      count({ engagedMs: event.props.engagedMs });
      return;
    case "view_item":
      foldViewed(next, event.props.item, at);
      next.screen = greatest(next.screen, stamp(onScreen(event.props.item)));
      foldInterest(next, day, event.props.item, INTEREST.view_item);
      count({ products: 1 });
      return;
    case "view_item_list":
      foldInterest(next, day, event.props, INTEREST.view_item_list);
      return;
    case "add_to_wishlist":
      foldInterest(next, day, event.props.item, INTEREST.add_to_wishlist);
      return;
    case "add_to_cart":
      foldInterest(next, day, event.props.item, INTEREST.add_to_cart);
      count({ carts: 1 });
      return;
    case "cart": {
      const { valueMinor, currency = "", lines } = event.props;
      const state = {
        valueMinor,
        currency,
        lines: lines.map(({ id, quantity, priceMinor = 0 }) => ({ id, quantity, priceMinor })),
      };
      next.cart = greatest(next.cart, stamp(state));
      return;
    }
    case "begin_checkout":
    case "add_shipping_info":
    case "add_payment_info":
    case "payment_failed":
      next.step = greatest(next.step, stamp(event.name));
      return;
    case "purchase": {
      next.step = greatest(next.step, stamp<string>(event.name));
      const key = hash32(event.props.orderId);
      const known = next.purchases[key];
      const { valueMinor, currency = "", coupon, lines } = event.props;
      const isDiscounted =
        Boolean(coupon) ||
        lines.some(
          ({ priceMinor, listPriceMinor }) =>
            (listPriceMinor ?? 0) > (priceMinor ?? Number.POSITIVE_INFINITY),
        );
      // Of one order reported twice the later stands (an earlier-wins entry could not be evicted in any order).
      const isDearer =
        !known || valueMinor > known.valueMinor || (valueMinor === known.valueMinor && isDiscounted);
      if (!known || at > known.at || (at === known.at && isDearer))
        next.purchases[key] = { at, valueMinor, currency, ...(isDiscounted && { isDiscounted }) };
      count({ orders: 1 });
      return;
    }
    case "micro_moment": {
      const key = `${day}:${event.props.moment}`;
      next.moments[key] = (next.moments[key] ?? 0) + 1;
      return;
    }
    case "identify":
      for (const [name, value] of Object.entries(event.props.traits))
        next.traits[name] = greatest(ownOf(next.traits, name) ?? null, stamp(value));
      return;
    case "answer":
      for (const { name } of event.props.contacts ?? []) foldAnswered(next, name, at);
      for (const [name, value] of Object.entries(event.props.values)) {
        foldAnswered(next, name, at);
        // What was left empty says nothing of what is known already.
        if (value !== "")
          next.traits[name] = greatest(ownOf(next.traits, name) ?? null, stamp(traitOf(value)));
      }
      return;
    case "exposure":
      foldExposure(next, day, event.props.campaign, {
        [event.props.ghost ? "ghosts" : "shown"]: 1,
        lastAt: at,
      });
      return;
    case "push_permission":
      // After these there is nothing left to ask; what else there is the device knows.
      if (/^(granted|denied)$/.test(event.props.state)) foldAnswered(next, PUSH, at);
      return;
    // A notification is over the page as a bar is, and spends the same attention.
    case "push_shown":
      foldExposure(next, day, PUSH, { shown: 1, lastAt: at });
      return;
    case "push_click":
      foldExposure(next, day, PUSH, { clicks: 1 });
      return;
    case "push_close":
      foldExposure(next, day, PUSH, { closes: 1 });
      return;
    case "content_click":
      foldExposure(next, day, event.props.campaign, { clicks: 1 });
      return;
    case "content_close":
      foldExposure(next, day, event.props.campaign, { closes: 1 });
      return;
  }
  const told = TOLD_CONTACTS.get(event.name);
  if (told) foldExposure(next, day, told.of, told.isResponse ? { clicks: 1 } : { shown: 1, lastAt: at });
}

/** Key of a question or field in `answered`: 24 bits, since a passport has room for little more. */
export const answeredKey = (name: string) => hash32(name) & 0xffffff;

function foldAnswered(next: Profile, name: string, at: number): void {
  const key = answeredKey(name);
  next.answered[key] = { at: Math.max(next.answered[key]?.at ?? 0, at) };
}

/** An answer as a trait: several values are one text, and of a long text its beginning. */
function traitOf(value: EventProps["answer"]["values"][string]): Scalar | null {
  const one = Array.isArray(value) ? value.join(", ") : value;
  return typeof one === "string" ? one.slice(0, LONGEST_TRAIT) : one;
}

function foldViewed(next: Profile, item: EventProps["view_item"]["item"], at: number): void {
  const known = ownOf(next.viewed, item.id);
  const category = item.category ? categoryHash(item.category) : 0;
  // Equal times: the greater hash, so that either order gives the same.
  if (!known || at > known.at || (at === known.at && category > known.category))
    next.viewed[item.id] = { at, category };
}

function onScreen({ id, category, brand, priceMinor, currency }: Item): ScreenProduct {
  return {
    product: id,
    category: category ? categoryHash(category) : 0,
    brand: brand ? brandHash(brand) : 0,
    priceMinor: priceMinor ?? -1,
    currency: currency ?? "",
  };
}

/** Key of a category in `interests`; a brand has the top bit set, so that the two never meet and are told apart. */
export const categoryHash = (category: string) => hash32(category) & 0x7fffffff;
export const brandHash = (brand: string) => (hash32(brand) | 0x80000000) >>> 0;
export const isBrandHash = (hash: number) => hash > 0x7fffffff;

function foldInterest(
  next: Profile,
  day: number,
  of: { category?: string | undefined; brand?: string | undefined },
  weight: number,
): void {
  for (const hash of [of.category && categoryHash(of.category), of.brand && brandHash(of.brand)]) {
    if (!hash) continue;
    const key = `${day}:${hash}`;
    next.interests[key] = (next.interests[key] ?? 0) + weight;
  }
}

function foldExposure(next: Profile, day: number, campaign: string, change: Partial<ExposureCounts>): void {
  const key = `${day}:${hash32(campaign)}`;
  const old = next.exposures[key] ?? { shown: 0, ghosts: 0, clicks: 0, closes: 0, lastAt: 0 };
  next.exposures[key] = {
    shown: old.shown + (change.shown ?? 0),
    ghosts: old.ghosts + (change.ghosts ?? 0),
    clicks: old.clicks + (change.clicks ?? 0),
    closes: old.closes + (change.closes ?? 0),
    lastAt: Math.max(old.lastAt, change.lastAt ?? 0),
  };
}

const noDay: DayCounts = { visits: 0, pages: 0, products: 0, carts: 0, orders: 0, engagedMs: 0 };
function addCounts(a: DayCounts, b: Partial<DayCounts>): DayCounts {
  return {
    visits: a.visits + (b.visits ?? 0),
    pages: a.pages + (b.pages ?? 0),
    products: a.products + (b.products ?? 0),
    carts: a.carts + (b.carts ?? 0),
    orders: a.orders + (b.orders ?? 0),
    engagedMs: a.engagedMs + (b.engagedMs ?? 0),
  };
}

type Name = Pick<Register<unknown>, "at" | "writer" | "n">;
/** Order of registers and steps: time, then writer, then n; the name is unique, so there are no ties. */
function isLater(a: Name, b: Name): boolean {
  if (a.at !== b.at) return a.at > b.at;
  return a.writer === b.writer ? a.n > b.n : a.writer > b.writer;
}
function greatest<T>(old: Register<T> | null, candidate: Register<T>): Register<T> {
  return !old || isLater(candidate, old) ? candidate : old;
}
function least<T>(old: Register<T> | null, candidate: Register<T>): Register<T> {
  return !old || isLater(old, candidate) ? candidate : old;
}

/** Local hour 0 to 23 of an instant on a device so many minutes east of UTC. */
export function localHour(at: number, offsetMinutes: number): number {
  return Math.floor(((((at + offsetMinutes * 60_000) % DAY_MS) + DAY_MS) % DAY_MS) / 3_600_000);
}

/** Deletes from `map` all but the first `most` keys in the given order. */
export function keepGreatest(
  map: Record<string, unknown>,
  most: number,
  order: (a: string, b: string) => number,
): void {
  const keys = Object.keys(map);
  if (keys.length <= most) return;
  for (const key of keys.sort(order).slice(most)) delete map[key];
}

/** Greatest day first, then by the rest of the key: both immutable. */
export function byDayThenRest(a: string, b: string): number {
  return Number.parseInt(b, 10) - Number.parseInt(a, 10) || (a < b ? -1 : 1);
}
/** Latest first, ties by key. */
export function byTimeIn(map: Record<string, { at: number }>): (a: string, b: string) => number {
  return (a, b) => map[b]!.at - map[a]!.at || (a < b ? -1 : 1);
}
