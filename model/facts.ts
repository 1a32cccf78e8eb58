/** What a condition can ask of a visitor: a profile, the server's part and the situation, read at one instant. */
import type { PageKind } from "./event.ts";
import { LIFECYCLE_LIMITS, lifecycleOf } from "./lifecycle.ts";
import { toMajor } from "./money.ts";
import type { ServerPart } from "./passport.ts";
import { DAY_MS, type DeviceClass, isBrandHash, localHour, type Profile } from "./profile.ts";
import { type Buyer, type RfmScore, type RfmSegment, rfmSegmentOf, type Score, scoreOf } from "./rfm.ts";
import { dayIn } from "./shop-day.ts";
import type { SiteSettings, Snapshot } from "./snapshot.ts";

/** The page and moment a decision is made for. */
export interface Situation {
  /** Epoch ms. */
  now: number;
  path: string;
  kind: PageKind;
  /** Slots on the page, in page order. */
  slots: string[];
  device: DeviceClass;
  /** Effective consent bits. */
  consent: number;
  isBot: boolean;
}

/** Half-life of an interest, days: after a fortnight a look weighs half. */
const INTEREST_HALF_LIFE_DAYS = 14;
/** "lately" in the fields below. */
const WINDOW_DAYS = 30;

/** Field name to value; undefined where the visitor has none (then every comparison is false). */
export interface Facts {
  number(field: string): number | undefined;
  text(field: string): string | undefined;
  /** 1 to 4; undefined for who has never ordered. */
  score(part: keyof RfmScore): Score | undefined;
  /** Named segment of the scores. */
  rfm(): RfmSegment | undefined;
  /** Share of all interest, 0 to 1, that goes to a category or brand, by its hash (`categoryHash`, `brandHash`). */
  interest(hash: number): number;
  /** How often a micro-moment happened in the last 30 days. */
  moments(name: string): number;
  hasViewed(product: string): boolean;
  hasInCart(product: string): boolean;
  trait(name: string): string | number | boolean | null | undefined;
}

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

/** Days between the orders that the page reported and the profile still holds; undefined below two. */
function usualGapDays({ purchases }: Profile): number | undefined {
  const times = Object.values(purchases).map(({ at }) => at);
  if (times.length < 2) return undefined;
  return (Math.max(...times) - Math.min(...times)) / (times.length - 1) / DAY_MS;
}

/** `rules`: the shop that scores the visitor; without one, and before cut points are there, nobody has a score. */
export function factsOf(
  profile: Profile,
  server: ServerPart,
  situation: Situation,
  rules?: Pick<Snapshot, "site" | "scoring">,
): Facts {
  const { now } = situation;
  const today = Math.floor(now / DAY_MS);
  const isRecent = (day: number) => day > today - WINDOW_DAYS;
  const orders = ordersOf(profile, server);
  const offsetMinutes = profile.offsetMinutes?.value ?? 0;
  const daysSum = (field: "visits" | "products" | "carts") => {
    let sum = 0;
    for (const day in profile.days) if (isRecent(Number(day))) sum += profile.days[day]![field];
    return sum;
  };
  const cart = profile.cart?.value;
  // All at once: a hundred segments ask for the same dozen, and none costs more than a look at 30 days.
  const numbers: Record<string, number | undefined> = {
    visits: profile.visits,
    pages: profile.pages,
    engaged_minutes: profile.engagedMs / 60_000,
    days_since_first_visit: profile.firstSeenAt ? (now - profile.firstSeenAt) / DAY_MS : undefined,
    visits_30d: daysSum("visits"),
    products_30d: daysSum("products"),
    carts_30d: daysSum("carts"),
    orders: orders.count,
    revenue: toMajor(orders.valueMinor, orders.currency),
    days_since_order: orders.lastAt ? (now - orders.lastAt) / DAY_MS : undefined,
    cart_value: cart ? toMajor(cart.valueMinor, cart.currency) : 0,
    cart_items: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
    cart_age_minutes: cart?.lines.length ? (now - profile.cart!.at) / 60_000 : undefined,
    local_hour: localHour(now, offsetMinutes),
    orders_gap_days: usualGapDays(profile),
  };
  const texts: Record<string, string | undefined> = {
    channel: profile.lastSource?.value.channel,
    first_channel: profile.firstSource?.value.channel,
    campaign: profile.lastSource?.value.campaign,
    country: profile.place?.value.country,
    region: profile.place?.value.region,
    city: profile.place?.value.city,
    device: situation.device,
    language: profile.language?.value,
    page_kind: situation.kind,
    checkout_step: profile.step?.value,
    lifecycle: lifecycleOf(
      {
        orders: orders.count,
        daysSinceOrder: numbers.days_since_order,
        cartMinutes: cart && profile.cart!.at > orders.lastAt ? numbers.cart_age_minutes : undefined,
      },
      rules?.scoring?.lifecycle ?? LIFECYCLE_LIMITS,
    ),
  };
  // On demand: a calendar of the shop's zone costs more than all of the above, and most sites have no such segment.
  let score: RfmScore | null | undefined;
  const scored = () => {
    if (score !== undefined) return score;
    const cuts = rules?.scoring?.cuts;
    const buyer = cuts && buyerOf(profile, server, rules.site);
    score = buyer ? scoreOf(buyer, cuts, dayIn(now, rules.site.timeZone)) : null;
    return score;
  };
  let interests: Map<number, number> | undefined;
  return {
    number: (field) => numbers[field],
    text: (field) => texts[field],
    score: (part) => scored()?.[part],
    rfm: () => {
      const known = scored();
      return known ? rfmSegmentOf(known) : undefined;
    },
    interest: (hash) => {
      interests ??= interestsOf(profile, now);
      return interests.get(hash) ?? 0;
    },
    moments: (name) => {
      let sum = 0;
      for (const key in profile.moments)
        if (key.slice(key.indexOf(":") + 1) === name && isRecent(Number.parseInt(key, 10)))
          sum += profile.moments[key]!;
      return sum;
    },
    hasViewed: (product) => Object.hasOwn(profile.viewed, product),
    hasInCart: (product) => profile.cart?.value.lines.some((line) => line.id === product) ?? false,
    // The shop's word on its customer stands over what the visitor declared.
    trait: (name) => {
      if (Object.hasOwn(server.traits, name)) return server.traits[name];
      return Object.hasOwn(profile.traits, name) ? profile.traits[name]!.value : undefined;
    },
  };
}

/** Hash of a category (or brand) to its share of all interest in categories (brands), each day's weights halved every 14 days. */
export function interestsOf(profile: Profile, now: number): Map<number, number> {
  const weights = new Map<number, number>();
  let categories = 0;
  let brands = 0;
  for (const key in profile.interests) {
    const age = Math.max(0, now / DAY_MS - Number.parseInt(key, 10));
    const weight = profile.interests[key]! * 0.5 ** (age / INTEREST_HALF_LIFE_DAYS);
    const hash = Number(key.slice(key.indexOf(":") + 1));
    weights.set(hash, (weights.get(hash) ?? 0) + weight);
    if (isBrandHash(hash)) brands += weight;
    else categories += weight;
  }
  for (const [hash, weight] of weights) weights.set(hash, weight / (isBrandHash(hash) ? brands : categories));
  return weights;
}
