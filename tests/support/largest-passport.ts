/** The passport that could not be larger, for its bound: in the model's bytes and in the edge's characters. */
import type { Passport } from "../../model/passport.ts";
import type { Profile } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";

/** Every field at its greatest: most entries, longest texts, latest times, largest numbers. */
export function largestPassport(): Passport {
  const late = Date.UTC(2100, 0, 1);
  const day = Math.floor(late / DAY_MS);
  const wide = "ż".repeat(100);
  const many = <T>(count: number, value: (i: number) => [string, T]): Record<string, T> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => value(i)));
  const register = <T>(value: T) => ({ at: late, writer: "________", n: 1e7, value });
  const profile: Profile = {
    firstSeenAt: late,
    lastSeenAt: late,
    visits: 1e6,
    pages: 1e7,
    engagedMs: 1e11,
    firstSource: register({ channel: "campaign", name: wide, campaign: wide }),
    lastSource: register({ channel: "campaign", name: wide, campaign: wide }),
    place: register({ country: "PL", region: wide, city: wide, continent: "EU" }),
    device: register("desktop"),
    language: register(wide),
    offsetMinutes: register(840),
    consent: register(15),
    step: register("purchase"),
    hours: new Array(24).fill(1e6),
    days: many(60, (i) => [
      String(day - i),
      { visits: 1e6, pages: 1e6, products: 1e6, carts: 1e6, orders: 1e6, engagedMs: 1e12 },
    ]),
    interests: many(99, (i) => [`${day - i}:${4294967295 - i}`, 1e9]),
    viewed: many(60, (i) => [String(i).padStart(32, "x"), { at: late - i, category: 4294967295 }]),
    cart: register({
      valueMinor: 1e12,
      currency: "PLN",
      lines: Array.from({ length: 50 }, (_, i) => ({
        id: String(i).padStart(32, "x"),
        quantity: 10_000,
        priceMinor: 1e12,
      })),
    }),
    purchases: many(40, (i) => [
      String(4294967295 - i),
      { at: late, valueMinor: 1e12, currency: "PLN", isDiscounted: true as const },
    ]),
    exposures: many(99, (i) => [
      `${day - i}:${4294967295 - i}`,
      { shown: 1e6, ghosts: 1e6, clicks: 1e6, closes: 1e6, lastAt: (day - i + 1) * DAY_MS - 1 },
    ]),
    moments: many(60, (i) => [`${day - i}:delivery_cost`, 1e9]),
    traits: many(40, (i) => [String(i).padStart(16, "t"), register("ż".repeat(10))]),
    answered: many(60, (i) => [String(i), { at: late - i }]),
    pageAt: late,
    screen: register({
      product: "0".padStart(32, "x"),
      category: 4294967295,
      brand: 4294967295,
      priceMinor: 1e12,
      currency: "PLN",
    }),
    trail: Array.from({ length: 60 }, (_, i) => ({
      at: late - (60 - i) * 16_000_000,
      writer: "________",
      n: i,
      session: 1e6,
      marks: [0xffffff, 0xffffff],
    })),
  };
  return {
    visitor: `${"_".repeat(21)}w`,
    sealedAt: late,
    isMergeDue: true,
    profile,
    server: {
      rev: 1e9,
      orders: 1e6,
      valueMinor: 1e12,
      currency: "PLN",
      lastOrderAt: late,
      value: { expected: 1e10, alive: 100, year: 1e10, net: -1e10 },
      storeOrders: 1e6,
      settledAt: late,
      customer: 4294967295,
      traits: many(1, (i) => [String(i).padStart(16, "s"), "ż".repeat(10)]),
    },
    issued: Array.from({ length: 40 }, () => ({
      campaign: 4294967295,
      variant: "abcd",
      ghost: true,
      at: late,
    })),
    marks: many(200, (i) => [String(i).padStart(8, "_"), 1e7]),
  };
}
