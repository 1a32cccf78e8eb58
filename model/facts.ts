/** What a condition can ask of a visitor: a profile, the server's part and the situation, read at one instant. */
import type { PageKind } from "./event.ts";
import { LIFECYCLE_LIMITS, type Lifecycle, lifecycleOf } from "./lifecycle.ts";
import type { ServerPart } from "./passport.ts";
import {
  type DayCounts,
  type DeviceClass,
  isBrandHash,
  type Profile,
  type Scalar,
  type ScreenProduct,
} from "./profile.ts";
import { type Buyer, type RfmScore, type RfmSegment, rfmSegmentOf, scoreOf } from "./rfm.ts";
import { dayIn } from "./shop-day.ts";
import type { SiteSettings, Snapshot } from "./snapshot.ts";
import { DAY_MS } from "./time.ts";

/** The page and moment a decision is made for. */
export interface Situation {
  /** Epoch ms. */
  now: number;
  path: string;
  kind: PageKind;
  /** Slots on the page, in page order. */
  slots: string[];
  /** True: nothing but these can be filled, neither the bar nor the overlay unless they are among them. */
  hasOnlySlots?: true;
  device: DeviceClass;
  /** Effective consent bits. */
  consent: number;
  isBot: boolean;
}

/** Half-life of an interest, days: after a fortnight a look weighs half. */
const INTEREST_HALF_LIFE_DAYS = 14;
/** Of the sums of a day, those that a window may add up. */
export type DaySum = keyof DayCounts;

export interface OrderSum {
  count: number;
  /** Minor units, of orders in `currency` only. */
  valueMinor: number;
  /** The server's, else that of the newest order the page reported; "" where there is none. */
  currency: string;
  /** Epoch ms; 0 where there is none. */
  lastAt: number;
}

/** Orders known from either side: the server's word, and what the page reported since. */
export function ordersOf(profile: Profile, server: ServerPart): OrderSum {
  const later = Object.values(profile.purchases)
    .filter((purchase) => purchase.at > server.settledAt)
    .sort((a, b) => b.at - a.at);
  const currency = server.currency || (later[0]?.currency ?? "");
  const same = later.filter((purchase) => purchase.currency === currency);
  return {
    count: server.orders + later.length,
    valueMinor: same.reduce((sum, purchase) => sum + purchase.valueMinor, server.valueMinor),
    currency,
    lastAt: Math.max(server.lastOrderAt, later[0]?.at ?? 0),
  };
}

/** The visitor as a buyer, by the shop's calendar and in its currency; undefined before the first order. */
export function buyerOf(profile: Profile, server: ServerPart, site: SiteSettings): Buyer | undefined {
  const { count, valueMinor, currency, lastAt } = ordersOf(profile, server);
  if (count === 0) return undefined;
  return {
    lastOrderDay: dayIn(lastAt, site.timeZone),
    orders: count,
    valueMinor: currency === site.currency ? valueMinor : 0,
  };
}

/**
 * What conditions read of one visitor at one instant. Nothing is worked out before it is asked for, and then once: a
 * snapshot asks for a dozen of these, and no two for the same.
 */
export class Facts {
  readonly profile: Profile;
  readonly server: ServerPart;
  readonly situation: Situation;
  readonly #rules: Pick<Snapshot, "site" | "scoring"> | undefined;
  /** Ids of the segments the visitor is in: what a condition about another segment reads. Set by who has matched. */
  memberships: ReadonlySet<string> = new Set();
  #orders: OrderSum | undefined;
  #interests: Map<number, number> | undefined;
  #days: { age: number; counts: DayCounts }[] | undefined;
  #moments: Map<string, { age: number; count: number }[]> | undefined;
  #score: RfmScore | null | undefined;

  constructor(
    profile: Profile,
    server: ServerPart,
    situation: Situation,
    rules: Pick<Snapshot, "site" | "scoring"> | undefined,
  ) {
    this.profile = profile;
    this.server = server;
    this.situation = situation;
    this.#rules = rules;
  }

  /** Days, with a fraction, since an instant in epoch ms; undefined of 0, which is no instant. */
  daysSince(at: number): number | undefined {
    return at ? (this.situation.now - at) / DAY_MS : undefined;
  }

  /** What happened in the last `days` days, today the first of them. Days are those of UTC. */
  sumOf(what: DaySum, days: number): number {
    let sum = 0;
    for (const { age, counts } of this.#recentDays()) if (age < days) sum += counts[what];
    return sum;
  }

  /** Days among the last `days` with a page seen. */
  activeDays(days: number): number {
    let count = 0;
    for (const { age, counts } of this.#recentDays()) if (age < days && counts.pages > 0) count++;
    return count;
  }

  /** How often a micro-moment happened in the last `days` days. */
  moments(name: string, days: number): number {
    this.#moments ??= this.#momentsByName();
    let sum = 0;
    for (const { age, count } of this.#moments.get(name) ?? []) if (age < days) sum += count;
    return sum;
  }

  get orders(): OrderSum {
    this.#orders ??= ordersOf(this.profile, this.server);
    return this.#orders;
  }

  /** In the last `days` days. Of those that only the server knows the last one counts. */
  ordersWithin(days: number): number {
    const first = Math.floor(this.situation.now / DAY_MS) - days + 1;
    const isWithin = (at: number) => Math.floor(at / DAY_MS) >= first;
    const reported = Object.values(this.profile.purchases).filter(({ at }) => isWithin(at)).length;
    return Math.max(reported, isWithin(this.orders.lastAt) ? 1 : 0);
  }

  /** Days between the orders that the page reported and the profile still holds; undefined below two. */
  get usualGapDays(): number | undefined {
    const times = Object.values(this.profile.purchases).map(({ at }) => at);
    if (times.length < 2) return undefined;
    return (Math.max(...times) - Math.min(...times)) / (times.length - 1) / DAY_MS;
  }

  /** Share, 0 to 1, of those orders that were bought with a coupon or on sale (E24); undefined without one. */
  get discountShare(): number | undefined {
    const purchases = Object.values(this.profile.purchases);
    if (purchases.length === 0) return undefined;
    return purchases.filter(({ isDiscounted }) => isDiscounted).length / purchases.length;
  }

  /** Share, 0 to 1, of all orders that was bought in a store (P10); undefined without an order. */
  get storeShare(): number | undefined {
    return this.orders.count > 0 ? (this.server.storeOrders ?? 0) / this.orders.count : undefined;
  }

  /** 1 to 4 each; undefined for who has never ordered, and before there are cut points. */
  get score(): RfmScore | undefined {
    if (this.#score === undefined) this.#score = this.#scored() ?? null;
    return this.#score ?? undefined;
  }

  get rfm(): RfmSegment | undefined {
    return this.score && rfmSegmentOf(this.score);
  }

  get lifecycle(): Lifecycle {
    const { cart } = this.profile;
    return lifecycleOf(
      {
        orders: this.orders.count,
        daysSinceOrder: this.daysSince(this.orders.lastAt),
        cartMinutes: cart && cart.at > this.orders.lastAt ? this.cartMinutes : undefined,
      },
      this.#rules?.scoring?.lifecycle ?? LIFECYCLE_LIMITS,
    );
  }

  /** Since the cart changed; undefined where nothing is in it. */
  get cartMinutes(): number | undefined {
    const { cart } = this.profile;
    return cart?.value.lines.length ? (this.situation.now - cart.at) / 60_000 : undefined;
  }

  /** Share of all interest, 0 to 1, that goes to a category or brand, by its hash (`categoryHash`, `brandHash`). */
  interest(hash: number): number {
    this.#interests ??= interestsOf(this.profile, this.situation.now);
    return this.#interests.get(hash) ?? 0;
  }

  /** The product of the page being looked at; undefined where it shows none. */
  get screen(): ScreenProduct | undefined {
    const { screen, pageAt } = this.profile;
    return this.situation.kind === "product" && screen && screen.at >= pageAt ? screen.value : undefined;
  }

  /** Undefined where it was never told, or taken back. */
  /** The shop's word on its customer stands over what the visitor declared. */
  trait(name: string): Scalar | undefined {
    if (Object.hasOwn(this.server.traits, name)) return this.server.traits[name];
    const { traits } = this.profile;
    return Object.hasOwn(traits, name) ? (traits[name]!.value ?? undefined) : undefined;
  }

  /** Local time as if it were UTC. */
  get localAt(): number {
    return this.situation.now + (this.profile.offsetMinutes?.value ?? 0) * 60_000;
  }

  #recentDays(): { age: number; counts: DayCounts }[] {
    const today = Math.floor(this.situation.now / DAY_MS);
    this.#days ??= Object.entries(this.profile.days).map(([day, counts]) => ({
      age: today - Number(day),
      counts,
    }));
    return this.#days;
  }

  #momentsByName(): Map<string, { age: number; count: number }[]> {
    const today = Math.floor(this.situation.now / DAY_MS);
    const byName = new Map<string, { age: number; count: number }[]>();
    for (const key in this.profile.moments) {
      const colon = key.indexOf(":");
      const name = key.slice(colon + 1);
      const one = { age: today - Number(key.slice(0, colon)), count: this.profile.moments[key]! };
      const known = byName.get(name);
      if (known) known.push(one);
      else byName.set(name, [one]);
    }
    return byName;
  }

  #scored(): RfmScore | undefined {
    const rules = this.#rules;
    const cuts = rules?.scoring?.cuts;
    const buyer = cuts && buyerOf(this.profile, this.server, rules.site);
    return buyer && scoreOf(buyer, cuts, dayIn(this.situation.now, rules.site.timeZone));
  }
}

/** `rules`: the shop that scores the visitor; without one, and before cut points are there, nobody has a score. */
export const factsOf = (
  profile: Profile,
  server: ServerPart,
  situation: Situation,
  rules?: Pick<Snapshot, "site" | "scoring">,
): Facts => new Facts(profile, server, situation, rules);

/** Hash of a category (or brand) to its share of all interest in categories (brands), each day's weights halved every 14 days. */
export function interestsOf({ interests }: Profile, now: number): Map<number, number> {
  const weights = new Map<number, number>();
  let categories = 0;
  let brands = 0;
  for (const key in interests) {
    const colon = key.indexOf(":");
    const hash = Number(key.slice(colon + 1));
    const age = Math.max(0, now / DAY_MS - Number(key.slice(0, colon)));
    const weight = interests[key]! * 2 ** (-age / INTEREST_HALF_LIFE_DAYS);
    weights.set(hash, (weights.get(hash) ?? 0) + weight);
    if (isBrandHash(hash)) brands += weight;
    else categories += weight;
  }
  for (const [hash, weight] of weights) weights.set(hash, weight / (isBrandHash(hash) ? brands : categories));
  return weights;
}
