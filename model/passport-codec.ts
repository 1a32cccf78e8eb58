/**
 * A passport as bytes, bounded. `BOUNDS` is the one table of entries, bytes and eviction; tests/model/passport.test.ts
 * builds the largest passport there can be and holds it under the limit.
 */
import { ByteReader, ByteWriter, byteLength } from "./byte-codec.ts";
import type { MomentName } from "./micro-moment.ts";
import type { Issued, Passport, ServerPart, ServerValue } from "./passport.ts";
import {
  byDayThenRest,
  byTimeIn,
  type CartState,
  type DeviceClass,
  emptyProfile,
  type Place,
  type Profile,
  type Register,
  type Scalar,
  type ScreenProduct,
} from "./profile.ts";
import { CHANNELS, type Source } from "./source.ts";
import { DAY_MS } from "./time.ts";
import { type Step, TRAIL_STEPS } from "./trail.ts";

/**
 * Version of the encoding below; older ones are read by the same reader, which knows what each had. 3: what was answered is
 * new. 2: days are counted
 * back from the newest, moments are numbers, hours stay in D1; the product on screen, the visit's steps, the
 * customer and what the buyer is worth are new.
 */
export const PASSPORT_VERSION = 3;
const OLDEST_VERSION = 1;

/**
 * Field: greatest number of entries, greatest bytes of one entry, what goes first.
 * 2,900 characters of base64url are 2,175 bytes; header, nonce and tag take 32.
 */
export const BOUNDS = {
  /** Ids, times, sums that are always there. */
  fixed: { entries: 1, bytes: 179, evict: "never" },
  sources: { entries: 2, bytes: 57, evict: "never; texts cut at 24 bytes" },
  place: { entries: 1, bytes: 63, evict: "never; texts cut at 24 bytes" },
  /** This and the other maps by day leave behind what is over FARTHEST_DAY days older than the newest. */
  days: { entries: 24, bytes: 9, evict: "the oldest day; 127 of a kind are the most, of pages 16,383" },
  interests: { entries: 20, bytes: 7, evict: "the oldest day, then the greater hash" },
  viewed: { entries: 7, bytes: 43, evict: "the longest unseen; ids over 32 bytes do not travel" },
  cartLines: { entries: 6, bytes: 41, evict: "lines after the sixth; the value stays" },
  purchases: { entries: 5, bytes: 20, evict: "the oldest" },
  exposures: {
    entries: 14,
    bytes: 12,
    evict:
      "what no published rule asks for any more (showings.ts), then the oldest day, then the greater hash",
  },
  moments: {
    entries: 29,
    bytes: 3,
    evict: "the oldest day, then the later name; names that are none of MOMENTS do not travel",
  },
  /** All together, each by `bytesOfTrait`. */
  traits: {
    entries: 1,
    bytes: 138,
    evict: "what finds no room: the visitor's after the customer's, then by name",
  },
  answered: { entries: 12, bytes: 3, evict: "the oldest answer" },
  screen: { entries: 1, bytes: 21, evict: "never; stays behind with its product" },
  trail: {
    entries: TRAIL_STEPS,
    bytes: 9,
    evict: "the oldest step; other visits than the last do not travel",
  },
  issued: { entries: 6, bytes: 15, evict: "the oldest" },
  marks: { entries: 10, bytes: 10, evict: "the longest quiet writer" },
  value: { entries: 1, bytes: 14, evict: "never; 268,435,455 units are the most" },
} as const;
const CUT = 24;
const FARTHEST_DAY = 127;
/** What four bytes hold. */
const MOST_UNITS = 2 ** 28 - 1;
/** A name's place is its number in a passport: names are only ever added, at the end. */
const MOMENTS: readonly MomentName[] = [
  "know",
  "do",
  "go",
  "buy",
  "compare",
  "reviews",
  "hesitate",
  "price_check",
  "read",
  "return",
  "search_fail",
  "rage",
  "dead",
  "account",
  "first_cart",
  "delivery_cost",
];

const DEVICES: DeviceClass[] = ["phone", "tablet", "desktop"];
const STEPS = ["", "begin_checkout", "add_shipping_info", "add_payment_info", "payment_failed", "purchase"];

export function encodePassport(passport: Passport): Uint8Array {
  const { profile: p, server } = passport;
  const out = new ByteWriter();
  out.byte(PASSPORT_VERSION);
  out.base64(passport.visitor, 16);
  out.time(passport.sealedAt);
  out.byte(passport.isMergeDue ? 1 : 0);

  out.time(p.firstSeenAt);
  out.time(p.lastSeenAt);
  out.uint(p.visits);
  out.uint(p.pages);
  out.uint(Math.round(p.engagedMs / 1000));
  out.optional(p.firstSource, (source) => writeSource(out, source));
  out.optional(p.lastSource, (source) => writeSource(out, source));
  out.optional(p.place, ({ at, value }) => {
    out.time(at);
    out.text(value.country.slice(0, 2), 2);
    out.text(value.region, CUT);
    out.text(value.city, CUT);
    out.text(value.continent ?? "", 2);
  });
  out.optional(p.device, ({ at, value }) => {
    out.time(at);
    out.byte(DEVICES.indexOf(value));
  });
  out.optional(p.language, ({ at, value }) => {
    out.time(at);
    out.text(value, 12);
  });
  out.optional(p.offsetMinutes, ({ at, value }) => {
    out.time(at);
    out.uint(value + 900);
  });
  out.optional(p.consent, ({ at, value }) => {
    out.time(at);
    out.byte(value);
  });
  out.optional(p.step, ({ at, value }) => {
    out.time(at);
    out.byte(Math.max(0, STEPS.indexOf(value)));
  });

  out.time(p.pageAt);

  let newestDay = 0;
  for (const map of [p.days, p.interests, p.exposures, p.moments])
    for (const key in map) newestDay = Math.max(newestDay, dayOfKey(key));
  out.uint(newestDay);
  const isNear = (key: string) => newestDay - dayOfKey(key) <= FARTHEST_DAY;
  /** Answers the keys that travel, in the order written. */
  const bounded = <T>(
    map: Record<string, T>,
    most: number,
    order: (a: string, b: string) => number,
    write: (key: string, value: T) => void,
    fits: (key: string) => boolean = () => true,
  ): string[] => {
    let keys = Object.keys(map).filter(fits);
    // Sorting only matters where something has to stay behind.
    if (keys.length > most) keys = keys.sort(order).slice(0, most);
    out.list(keys, (key) => write(key, map[key]!));
    return keys;
  };
  const day = (key: string) => out.byte(newestDay - dayOfKey(key));
  const few = (count: number) => out.byte(Math.min(count, 127));
  bounded(
    p.days,
    BOUNDS.days.entries,
    byDayThenRest,
    (key, c) => {
      day(key);
      few(c.visits);
      out.uint(Math.min(c.pages, 16_383));
      few(c.products);
      few(c.carts);
      few(c.orders);
      out.uint(Math.min(Math.round(c.engagedMs / 1000), 16_383));
    },
    isNear,
  );
  bounded(
    p.interests,
    BOUNDS.interests.entries,
    byDayThenRest,
    (key, weight) => {
      day(key);
      out.hash(Number(restOfKey(key)));
      out.uint(Math.min(weight, 16_383));
    },
    isNear,
  );
  const viewed = bounded(
    p.viewed,
    BOUNDS.viewed.entries,
    byTimeIn(p.viewed),
    (id, { at, category }) => {
      out.text(id, 32);
      out.time(at);
      out.hash(category);
    },
    (id) => byteLength(id) <= 32,
  );
  const onScreen = viewed.indexOf(p.screen?.value.product ?? "");
  out.optional(onScreen < 0 ? null : p.screen, ({ at, value }) => {
    out.byte(onScreen);
    out.time(at);
    out.hash(value.brand);
    out.uint(value.priceMinor + 1);
    out.text(value.currency, 3);
  });
  out.optional(p.cart, ({ at, value }) => {
    out.time(at);
    out.uint(value.valueMinor);
    out.text(value.currency, 3);
    const lines = value.lines.filter((line) => byteLength(line.id) <= 32).slice(0, BOUNDS.cartLines.entries);
    out.list(lines, (line) => {
      out.text(line.id, 32);
      out.uint(Math.min(line.quantity, 16_383));
      out.uint(line.priceMinor);
    });
  });
  bounded(
    p.purchases,
    BOUNDS.purchases.entries,
    byTimeIn(p.purchases),
    (key, { at, valueMinor, currency, isDiscounted }) => {
      out.hash(Number(key));
      out.time(at);
      out.uint(valueMinor);
      out.text(currency, 3);
      out.byte(isDiscounted ? 1 : 0);
    },
  );
  bounded(
    p.exposures,
    BOUNDS.exposures.entries,
    byDayThenRest,
    (key, e) => {
      day(key);
      out.hash(Number(restOfKey(key)));
      for (const n of [e.shown, e.ghosts, e.clicks, e.closes]) few(n);
      // On the key's own day, so that its second of the day is enough.
      out.uint(e.lastAt ? 1 + Math.floor((e.lastAt - dayOfKey(key) * DAY_MS) / 1000) : 0);
    },
    isNear,
  );
  bounded(
    p.moments,
    BOUNDS.moments.entries,
    byDayThenRest,
    (key, count) => {
      day(key);
      out.byte(MOMENTS.indexOf(restOfKey(key) as MomentName));
      few(count);
    },
    (key) => isNear(key) && (MOMENTS as readonly string[]).includes(restOfKey(key)),
  );
  let room: number = BOUNDS.traits.bytes;
  const findsRoom = (bytes: number) => {
    if (bytes > room) return false;
    room -= bytes;
    return true;
  };
  const known = Object.keys(server.traits)
    .sort()
    .filter((name) => findsRoom(bytesOfTrait(name, server.traits[name]!)));
  out.list(known, (name) => {
    out.text(name, BOUNDS.traits.bytes);
    out.scalar(server.traits[name]!, BOUNDS.traits.bytes);
  });
  const declared = Object.keys(p.traits)
    .sort()
    .filter((name) => findsRoom(bytesOfTrait(name, p.traits[name]!.value)));
  out.list(declared, (name) => {
    const { at, value } = p.traits[name]!;
    out.text(name, BOUNDS.traits.bytes);
    out.time(at);
    out.scalar(value, BOUNDS.traits.bytes);
  });

  writeTrail(out, p.trail);

  out.uint(server.rev);
  out.uint(server.orders);
  out.uint(server.valueMinor);
  out.text(server.currency, 3);
  out.time(server.lastOrderAt);
  out.uint(server.storeOrders ?? 0);
  out.time(server.settledAt);
  out.hash(server.customer);

  out.list(passport.issued.slice(-BOUNDS.issued.entries), (issued) => {
    out.hash(issued.campaign);
    out.text(issued.variant, 4);
    out.byte(issued.ghost ? 1 : 0);
    out.time(issued.at);
  });
  out.list(Object.entries(passport.marks).slice(-BOUNDS.marks.entries), ([writer, through]) => {
    out.base64(writer, 6);
    out.uint(through);
  });
  writeValue(out, server.value ?? null);
  bounded(p.answered, BOUNDS.answered.entries, byTimeIn(p.answered), (key) => out.mark(Number(key)));
  return out.bytes();
}

/** The passport in the bytes, or undefined where they are no passport of a known version. */
export function decodePassport(bytes: Uint8Array): Passport | undefined {
  const version = bytes[0] ?? 0;
  if (version < OLDEST_VERSION || version > PASSPORT_VERSION) return undefined;
  try {
    return read(new ByteReader(bytes), version);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(input: ByteReader, version: number): Passport {
  // Version 1 knew no customers, and its last order was where purchases were settled too.
  const isFirst = version === 1;
  input.byte();
  const visitor = input.base64(16);
  const sealedAt = input.time();
  const isMergeDue = input.byte() === 1;
  const p = emptyProfile();
  const register = <T>(value: () => T): Register<T> => ({
    at: input.time(),
    writer: "",
    n: 0,
    value: value(),
  });
  p.firstSeenAt = input.time();
  p.lastSeenAt = input.time();
  p.visits = input.uint();
  p.pages = input.uint();
  p.engagedMs = input.uint() * 1000;
  if (isFirst) p.hours = p.hours.map(() => input.uint());
  p.firstSource = input.optional(() => register(() => readSource(input)));
  p.lastSource = input.optional(() => register(() => readSource(input)));
  p.place = input.optional(() =>
    register(() => {
      const place: Place = { country: input.text(), region: input.text(), city: input.text() };
      const continent = isFirst ? "" : input.text();
      return continent ? { ...place, continent } : place;
    }),
  );
  p.device = input.optional(() => register(() => DEVICES[input.byte()] ?? "desktop"));
  p.language = input.optional(() => register(() => input.text()));
  p.offsetMinutes = input.optional(() => register(() => input.uint() - 900));
  p.consent = input.optional(() => register(() => input.byte()));
  p.step = input.optional(() => register(() => STEPS[input.byte()] ?? ""));
  if (!isFirst) p.pageAt = input.time();
  const newestDay = isFirst ? 0 : input.uint();
  const day = () => (isFirst ? input.uint() : newestDay - input.byte());
  // A count up to 127 is the same in either encoding.
  const count = () => input.uint();
  input.list(() => {
    p.days[day()] = {
      visits: count(),
      pages: count(),
      products: count(),
      carts: count(),
      orders: count(),
      engagedMs: count() * 1000,
    };
  });
  input.list(() => {
    p.interests[`${day()}:${input.hash()}`] = count();
  });
  const viewed: string[] = [];
  input.list(() => {
    const id = input.text();
    viewed.push(id);
    p.viewed[id] = { at: input.time(), category: input.hash() };
  });
  if (!isFirst) p.screen = input.optional(() => readScreen(input, viewed, p.viewed));
  p.cart = input.optional(() =>
    register((): CartState => {
      const valueMinor = input.uint();
      const currency = input.text();
      const lines: CartState["lines"] = [];
      input.list(() => lines.push({ id: input.text(), quantity: input.uint(), priceMinor: input.uint() }));
      return { valueMinor, currency, lines };
    }),
  );
  input.list(() => {
    const key = input.hash();
    const purchase = { at: input.time(), valueMinor: input.uint(), currency: input.text() };
    const isDiscounted = !isFirst && input.byte() === 1;
    p.purchases[key] = { ...purchase, ...(isDiscounted && { isDiscounted }) };
  });
  input.list(() => {
    const onDay = day();
    const hash = input.hash();
    const [shown, ghosts, clicks, closes] = [count(), count(), count(), count()];
    const lastAt = isFirst ? input.time() : secondOf(onDay, input.uint());
    p.exposures[`${onDay}:${hash}`] = { shown, ghosts, clicks, closes, lastAt };
  });
  input.list(() => {
    const onDay = day();
    const name = isFirst ? input.text() : MOMENTS[input.byte()];
    p.moments[`${onDay}:${name}`] = count();
  });
  const traits: Record<string, Scalar> = {};
  if (!isFirst)
    input.list(() => {
      traits[input.text()] = input.scalar()!;
    });
  input.list(() => {
    const name = input.text();
    p.traits[name] = register(() => input.scalar());
  });
  if (!isFirst) p.trail = readTrail(input);
  const [rev, orders, valueMinor] = [input.uint(), input.uint(), input.uint()];
  const currency = input.text();
  const lastOrderAt = input.time();
  const storeOrders = isFirst ? 0 : input.uint();
  const settledAt = isFirst ? lastOrderAt : input.time();
  const customer = isFirst ? 0 : input.hash();
  const server: ServerPart = {
    rev,
    orders,
    valueMinor,
    currency,
    lastOrderAt,
    settledAt,
    customer,
    traits,
  };
  if (storeOrders > 0) server.storeOrders = storeOrders;
  const issued: Issued[] = [];
  input.list(() =>
    issued.push({
      campaign: input.hash(),
      variant: input.text(),
      ghost: input.byte() === 1,
      at: input.time(),
    }),
  );
  const marks: Record<string, number> = {};
  input.list(() => {
    marks[input.base64(6)] = input.uint();
  });
  const value = isFirst ? null : readValue(input);
  if (value) server.value = value;
  // When it was does not travel: it only says which goes first.
  if (version > 2)
    input.list(() => {
      p.answered[input.mark()] = { at: 0 };
    });
  return { visitor, sealedAt, isMergeDue, profile: p, server, issued, marks };
}

function writeSource(out: ByteWriter, { at, value }: Register<Source>): void {
  out.time(at);
  out.byte(CHANNELS.indexOf(value.channel));
  out.text(value.name, CUT);
  out.text(value.campaign, CUT);
}

const readSource = (input: ByteReader): Source => ({
  channel: CHANNELS[input.byte()] ?? "direct",
  name: input.text(),
  campaign: input.text(),
});

/** One byte says whether there is a value and whether the net one is a loss; what may be absent is one more than it is. */
function writeValue(out: ByteWriter, value: ServerValue | null): void {
  out.byte(value === null ? 0 : value.net < 0 ? 2 : 1);
  if (value === null) return;
  const amount = (units: number) => out.uint(Math.min(units, MOST_UNITS));
  amount(value.expected === null ? 0 : value.expected + 1);
  out.byte(value.alive === null ? 0 : value.alive + 1);
  amount(value.year);
  amount(Math.abs(value.net));
}

function readValue(input: ByteReader): ServerValue | null {
  const kind = input.byte();
  if (kind === 0) return null;
  const [expected, alive, year, net] = [input.uint(), input.byte(), input.uint(), input.uint()];
  return {
    expected: expected === 0 ? null : expected - 1,
    alive: alive === 0 ? null : alive - 1,
    year,
    net: kind === 2 ? -net : net,
  };
}

/** Oldest first: when the first was, then what came how many seconds later. */
function writeTrail(out: ByteWriter, trail: Step[]): void {
  const last = trail.at(-1);
  const steps = trail.filter(({ session }) => session === last?.session).slice(-BOUNDS.trail.entries);
  out.uint(steps.length);
  if (!last) return;
  out.uint(last.session);
  let before = steps[0]!.at;
  out.time(before);
  for (const { at, marks } of steps) {
    out.uint(Math.min(Math.floor((at - before) / 1000), 16_383));
    before = at;
    out.list(marks, (mark) => out.mark(mark));
  }
}

function readTrail(input: ByteReader): Step[] {
  const length = input.uint();
  if (length === 0) return [];
  const session = input.uint();
  let at = input.time();
  return Array.from({ length }, (_, n) => {
    at += input.uint() * 1000;
    const marks: number[] = [];
    input.list(() => marks.push(input.mark()));
    // Steps of one second stay in the order they had.
    return { at, writer: "", n, session, marks };
  });
}

/** `ids`: as they were written, which an object's keys need not be. */
function readScreen(input: ByteReader, ids: string[], viewed: Profile["viewed"]): Register<ScreenProduct> {
  const product = ids[input.byte()] ?? "";
  return {
    at: input.time(),
    writer: "",
    n: 0,
    value: {
      product,
      category: viewed[product]?.category ?? 0,
      brand: input.hash(),
      priceMinor: input.uint() - 1,
      currency: input.text(),
    },
  };
}

const dayOfKey = (key: string) => Number.parseInt(key, 10);
const restOfKey = (key: string) => key.slice(key.indexOf(":") + 1);
const secondOf = (day: number, second: number) => (second === 0 ? 0 : day * DAY_MS + (second - 1) * 1000);
/** At most: name and text behind two bytes of length, a time of five, a byte for the type. */
const bytesOfTrait = (name: string, value: Scalar | null) =>
  byteLength(name) + 8 + (typeof value === "string" ? byteLength(value) + 2 : 8);
