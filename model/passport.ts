/**
 * The profile as it travels with the visitor: a bounded binary encoding. Sealing is the edge's (edge/passport.ts).
 * It holds ids and hashes, not names; what does not fit stays in D1. `BOUNDS` is the one table of entries, bytes and
 * eviction; tests/model/passport.test.ts builds the largest passport there can be and holds it under the limit.
 */
import { hash32 } from "./bucketing.ts";
import { ByteReader, ByteWriter, byteLength } from "./byte-codec.ts";
import {
  byDayThenRest,
  byTimeIn,
  type CartState,
  type DeviceClass,
  emptyProfile,
  type Profile,
  type Register,
  type Scalar,
} from "./profile.ts";
import { CHANNELS, type Source } from "./source.ts";

/** Version of the encoding below; `decodePassport` upgrades older ones, a pure function each. */
export const PASSPORT_VERSION = 2;

/**
 * Field: greatest number of entries, greatest bytes of one entry, what goes first.
 * 2,900 characters of base64url are 2,175 bytes; header, nonce and tag take 32.
 */
export const BOUNDS = {
  /** Ids, times, sums that are always there. */
  fixed: { entries: 1, bytes: 156, evict: "never" },
  hours: { entries: 24, bytes: 2, evict: "never; 16,383 is the greatest count" },
  sources: { entries: 2, bytes: 57, evict: "never; texts cut at 24 bytes" },
  place: { entries: 1, bytes: 60, evict: "never; texts cut at 24 bytes" },
  days: { entries: 10, bytes: 15, evict: "the oldest day" },
  interests: { entries: 24, bytes: 9, evict: "the oldest day, then the greater hash" },
  viewed: { entries: 8, bytes: 43, evict: "the longest unseen; ids over 32 bytes do not travel" },
  cartLines: { entries: 6, bytes: 41, evict: "lines after the sixth; the value stays" },
  purchases: { entries: 3, bytes: 20, evict: "the oldest" },
  exposures: { entries: 14, bytes: 18, evict: "the oldest day, then the greater hash" },
  moments: {
    entries: 8,
    bytes: 20,
    evict: "the oldest day, then the later name; names over 14 bytes do not travel",
  },
  traits: {
    entries: 3,
    bytes: 46,
    evict:
      "the visitor's before the customer's, then the later name; over 16 bytes of name or 20 of text do not travel",
  },
  issued: { entries: 6, bytes: 15, evict: "the oldest" },
  marks: { entries: 10, bytes: 10, evict: "the longest quiet writer" },
} as const;
const CUT = 24;
const SCALAR_TEXT = 20;

/** A decision the Worker issued: an exposure counts only if it is listed here (design.md §3). */
export interface Issued {
  /** hash32 of the campaign id. */
  campaign: number;
  /** `variantKey` of the variant's id. */
  variant: string;
  ghost: boolean;
  /** Epoch ms. */
  at: number;
}

/** A variant's id in the four bytes it has in a passport: itself, or where it is longer a mark of it. */
export function variantKey(id: string): string {
  if (id.length <= 4) return id;
  return `~${(hash32(id) % 46_656).toString(36).padStart(3, "0")}`;
}

/** The server's part of a profile (design.md §1): from orders, traits and links, never from the passport. */
export interface ServerPart {
  /** Rises with every change in D1; the greater one wins a merge. */
  rev: number;
  orders: number;
  /** Of the currency most spent in, minor units. */
  valueMinor: number;
  currency: string;
  /** Epoch ms; 0 where there is no order. */
  lastOrderAt: number;
  /** Epoch ms: purchases that the page reported up to then are among the orders, or another customer's. */
  settledAt: number;
  /** `customerHash` of the customer the visitor is linked to; 0: none. */
  customer: number;
  /** The customer's traits. */
  traits: Record<string, Scalar>;
}
export const emptyServerPart: ServerPart = {
  rev: 0,
  orders: 0,
  valueMinor: 0,
  currency: "",
  lastOrderAt: 0,
  settledAt: 0,
  customer: 0,
  traits: {},
};

/** A customer's id as a passport has it: enough to know the same one again, never 0. */
export const customerHash = (id: string) => hash32(id) || 1;

/** The passport with the traits that may travel: those named. An e-mail address nobody asks for stays in D1. */
export function withTraits(passport: Passport, names: ReadonlySet<string>): Passport {
  const named = <T>(traits: Record<string, T>) =>
    Object.fromEntries(Object.entries(traits).filter(([name]) => names.has(name)));
  return {
    ...passport,
    profile: { ...passport.profile, traits: named(passport.profile.traits) },
    server: { ...passport.server, traits: named(passport.server.traits) },
  };
}

export interface Passport {
  /** 22 characters of base64url. */
  visitor: string;
  /** Epoch ms. */
  sealedAt: number;
  /** A read of D1 that was due did not come in time: the next sync reads again. */
  isMergeDue: boolean;
  profile: Profile;
  server: ServerPart;
  issued: Issued[];
  /** Writer to the n below which everything has been folded in here. Newest last. */
  marks: Record<string, number>;
}

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
  for (const count of p.hours) out.uint(Math.min(count, 16_383));
  out.optional(p.firstSource, (source) => writeSource(out, source));
  out.optional(p.lastSource, (source) => writeSource(out, source));
  out.optional(p.place, ({ at, value }) => {
    out.time(at);
    out.text(value.country.slice(0, 2), 2);
    out.text(value.region, CUT);
    out.text(value.city, CUT);
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

  const bounded = <T>(
    map: Record<string, T>,
    most: number,
    order: (a: string, b: string) => number,
    write: (key: string, value: T) => void,
    fits?: (key: string) => boolean,
  ) => {
    let keys = Object.keys(map);
    if (fits) keys = keys.filter(fits);
    // Sorting only matters where something has to stay behind.
    if (keys.length > most) keys = keys.sort(order).slice(0, most);
    out.list(keys, (key) => write(key, map[key]!));
  };
  bounded(p.days, BOUNDS.days.entries, byDayThenRest, (day, c) => {
    out.uint(Number(day));
    for (const n of [c.visits, c.pages, c.products, c.carts, c.orders]) out.uint(Math.min(n, 16_383));
    out.uint(Math.min(Math.round(c.engagedMs / 1000), 16_383));
  });
  bounded(p.interests, BOUNDS.interests.entries, byDayThenRest, (key, weight) => {
    out.dayHash(key);
    out.uint(Math.min(weight, 16_383));
  });
  bounded(
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
    (key, { at, valueMinor, currency }) => {
      out.hash(Number(key));
      out.time(at);
      out.uint(valueMinor);
      out.text(currency, 3);
    },
  );
  bounded(p.exposures, BOUNDS.exposures.entries, byDayThenRest, (key, e) => {
    out.dayHash(key);
    for (const n of [e.shown, e.ghosts, e.clicks, e.closes]) out.uint(Math.min(n, 127));
    out.time(e.lastAt);
  });
  bounded(
    p.moments,
    BOUNDS.moments.entries,
    byDayThenRest,
    (key, count) => {
      const at = key.indexOf(":");
      out.uint(Number(key.slice(0, at)));
      out.text(key.slice(at + 1), 14);
      out.uint(Math.min(count, 16_383));
    },
    (key) => byteLength(key.slice(key.indexOf(":") + 1)) <= 14,
  );
  const known = Object.keys(server.traits)
    .filter((name) => byteLength(name) <= 16 && fitsScalar(server.traits[name]!))
    .sort()
    .slice(0, BOUNDS.traits.entries);
  out.list(known, (name) => {
    out.text(name, 16);
    out.scalar(server.traits[name]!, SCALAR_TEXT);
  });
  bounded(
    p.traits,
    BOUNDS.traits.entries - known.length,
    (a, b) => (a < b ? -1 : 1),
    (name, { at, value }) => {
      out.text(name, 16);
      out.time(at);
      out.scalar(value, SCALAR_TEXT);
    },
    (name) => byteLength(name) <= 16 && fitsScalar(p.traits[name]!.value),
  );

  out.uint(server.rev);
  out.uint(server.orders);
  out.uint(server.valueMinor);
  out.text(server.currency, 3);
  out.time(server.lastOrderAt);
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
  return out.bytes();
}

/** The passport in the bytes, or undefined where they are no passport of a known version. */
export function decodePassport(bytes: Uint8Array): Passport | undefined {
  if (bytes[0] !== PASSPORT_VERSION && bytes[0] !== 1) return undefined;
  const input = new ByteReader(bytes);
  try {
    return read(input);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(input: ByteReader): Passport {
  // Version 1 knew no customers, and its last order was where purchases were settled too.
  const hasCustomer = input.byte() > 1;
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
  p.hours = p.hours.map(() => input.uint());
  p.firstSource = input.optional(() => register(() => readSource(input)));
  p.lastSource = input.optional(() => register(() => readSource(input)));
  p.place = input.optional(() =>
    register(() => ({ country: input.text(), region: input.text(), city: input.text() })),
  );
  p.device = input.optional(() => register(() => DEVICES[input.byte()] ?? "desktop"));
  p.language = input.optional(() => register(() => input.text()));
  p.offsetMinutes = input.optional(() => register(() => input.uint() - 900));
  p.consent = input.optional(() => register(() => input.byte()));
  p.step = input.optional(() => register(() => STEPS[input.byte()] ?? ""));
  input.list(() => {
    const day = input.uint();
    const [visits, pages, products, carts, orders, seconds] = Array.from({ length: 6 }, () =>
      input.uint(),
    ) as [number, number, number, number, number, number];
    p.days[day] = { visits, pages, products, carts, orders, engagedMs: seconds * 1000 };
  });
  input.list(() => {
    p.interests[input.dayHash()] = input.uint();
  });
  input.list(() => {
    p.viewed[input.text()] = { at: input.time(), category: input.hash() };
  });
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
    p.purchases[input.hash()] = { at: input.time(), valueMinor: input.uint(), currency: input.text() };
  });
  input.list(() => {
    const key = input.dayHash();
    const [shown, ghosts, clicks, closes] = [input.uint(), input.uint(), input.uint(), input.uint()];
    p.exposures[key] = { shown, ghosts, clicks, closes, lastAt: input.time() };
  });
  input.list(() => {
    const day = input.uint();
    p.moments[`${day}:${input.text()}`] = input.uint();
  });
  const traits: Record<string, Scalar> = {};
  if (hasCustomer)
    input.list(() => {
      traits[input.text()] = input.scalar()!;
    });
  input.list(() => {
    const name = input.text();
    p.traits[name] = register(() => input.scalar());
  });
  const [rev, orders, valueMinor] = [input.uint(), input.uint(), input.uint()];
  const currency = input.text();
  const lastOrderAt = input.time();
  const settledAt = hasCustomer ? input.time() : lastOrderAt;
  const customer = hasCustomer ? input.hash() : 0;
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

const fitsScalar = (value: Scalar | null) => typeof value !== "string" || byteLength(value) <= SCALAR_TEXT;
