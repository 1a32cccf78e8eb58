import { describe, expect, test } from "vitest";
import { MAX_PASSPORT_CHARACTERS } from "../../model/limits.ts";
import {
  BOUNDS,
  decodePassport,
  emptyServerPart,
  encodePassport,
  type Passport,
} from "../../model/passport.ts";
import { DAY_MS, emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { aRun, NOON } from "../support/builders.ts";

/** Header and nonce 16, tag 16: edge/passport.ts. */
const SEAL_BYTES = 32;
const MOST_BYTES = Math.floor((MAX_PASSPORT_CHARACTERS * 3) / 4) - SEAL_BYTES;

const aPassport = (profile: Profile): Passport => ({
  visitor: "AAAAAAAAAAAAAAAAAAAAAA",
  sealedAt: NOON,
  isMergeDue: false,
  profile,
  server: emptyServerPart,
  issued: [],
  marks: {},
});

/** Every field at its greatest: most entries, longest texts, latest times, largest numbers. */
function largest(): Passport {
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
    place: register({ country: "PL", region: wide, city: wide }),
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
    purchases: many(40, (i) => [String(4294967295 - i), { at: late, valueMinor: 1e12, currency: "PLN" }]),
    exposures: many(99, (i) => [
      `${day - i}:${4294967295 - i}`,
      { shown: 1e6, ghosts: 1e6, clicks: 1e6, closes: 1e6, lastAt: late },
    ]),
    moments: many(60, (i) => [`${day - i}:${"m".repeat(14)}`, 1e9]),
    traits: many(40, (i) => [String(i).padStart(16, "t"), register("ż".repeat(10))]),
  };
  return {
    visitor: "_".repeat(21) + "w",
    sealedAt: late,
    isMergeDue: true,
    profile,
    server: { rev: 1e9, orders: 1e6, valueMinor: 1e12, currency: "PLN", lastOrderAt: late },
    issued: Array.from({ length: 40 }, () => ({
      campaign: 4294967295,
      variant: "abcd",
      ghost: true,
      at: late,
    })),
    marks: many(200, (i) => [String(i).padStart(8, "_"), 1e7]),
  };
}

describe("a passport", () => {
  test("at its very largest stays under 2,900 characters when sealed", () => {
    expect(encodePassport(largest()).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("is bounded by its table: the entries' greatest bytes add up to no more than there is room for", () => {
    const sum = Object.values(BOUNDS).reduce((total, { entries, bytes }) => total + entries * bytes, 0);
    expect(sum).toBeLessThanOrEqual(MOST_BYTES);
    expect(encodePassport(largest()).length).toBeLessThanOrEqual(sum);
  });

  test("brings back what it was made from, to the second", () => {
    const profile = foldRun(
      emptyProfile(),
      aRun("AAAAAAAA", [
        {
          name: "page_view",
          props: { path: "/", landing: { source: "google", medium: "cpc", campaign: "wiosna" } },
        },
        { name: "view_item", props: { item: { id: "lamp-sowa", category: "Light" } } },
        {
          name: "cart",
          props: {
            valueMinor: 8900,
            currency: "EUR",
            lines: [{ id: "lamp-sowa", quantity: 1, priceMinor: 8900 }],
          },
        },
        { name: "exposure", props: { campaign: "spring", variant: "a", placement: "home" } },
        { name: "micro_moment", props: { moment: "compare", subject: "Light" } },
        { name: "identify", props: { traits: { room: "kuchnia", rooms: 3, garden: true } } },
        { name: "begin_checkout", props: {} },
        { name: "purchase", props: { orderId: "P-1", valueMinor: 8900, currency: "EUR", lines: [] } },
      ]),
    );
    const passport: Passport = {
      ...aPassport(profile),
      issued: [{ campaign: 7, variant: "a", ghost: false, at: NOON }],
      marks: { AAAAAAAA: 8 },
    };
    const back = decodePassport(encodePassport(passport));
    const unnamed = <T extends { writer: string; n: number; at: number } | null>(register: T) =>
      register && { ...register, writer: "", n: 0, at: Math.floor(register.at / 1000) * 1000 };
    expect(back).toEqual({
      ...passport,
      profile: {
        ...profile,
        firstSource: unnamed(profile.firstSource),
        lastSource: unnamed(profile.lastSource),
        place: unnamed(profile.place),
        device: unnamed(profile.device),
        language: unnamed(profile.language),
        offsetMinutes: unnamed(profile.offsetMinutes),
        consent: unnamed(profile.consent),
        cart: unnamed(profile.cart),
        step: unnamed(profile.step),
        traits: Object.fromEntries(
          Object.entries(profile.traits).map(([name, register]) => [name, unnamed(register)]),
        ),
      },
    });
  });

  test("of an unknown version, cut short or of random bytes opens nothing and throws nothing", () => {
    const whole = encodePassport(largest());
    expect(decodePassport(new Uint8Array([99, 1, 2]))).toBeUndefined();
    for (let end = 0; end < whole.length; end += 7)
      expect(decodePassport(whole.slice(0, end))).toBeUndefined();
  });

  test("keeps the newest of what does not fit", () => {
    const events = Array.from(
      { length: 20 },
      (_, i) => ({ name: "view_item", props: { item: { id: `p${i}` } } }) as const,
    );
    const back = decodePassport(encodePassport(aPassport(foldRun(emptyProfile(), aRun("AAAAAAAA", events)))));
    expect(Object.keys(back!.profile.viewed).sort()).toEqual(
      Array.from({ length: BOUNDS.viewed.entries }, (_, i) => `p${19 - i}`).sort(),
    );
  });
});
