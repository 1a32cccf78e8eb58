import { describe, expect, test } from "vitest";
import { MAX_PASSPORT_CHARACTERS } from "../../model/limits.ts";
import {
  BOUNDS,
  customerHash,
  decodePassport,
  emptyServerPart,
  encodePassport,
  type Passport,
  withTraits,
} from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { aRun, NOON } from "../support/builders.ts";
import { largestPassport } from "../support/largest-passport.ts";

/** Header and nonce 16, tag 16: edge/passport.ts. */
const SEAL_BYTES = 32;
const MOST_BYTES = Math.floor((MAX_PASSPORT_CHARACTERS * 3) / 4) - SEAL_BYTES;

/** As version 1 wrote it: an order of the server's, a trait, a purchase of the page. */
const VERSION_1 =
  "AQAAAAAAAAAAAAAAAAAAAADAp7kcAMCnuRzAp7kcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABwKe5HAJQTAAAAcCnuRwAAcCnuRwCcGwBwKe5HMAHAcCnuRwHAcCnuRwFAauiAQAAAAABAAAAAAHXbhw3wKe5HMRFA0VVUgAAAQRyb29twKe5HAQHa2l0Y2hlbgMBxEUDRVVSwKe5HAABAAAAAAAAAg";

const aPassport = (profile: Profile): Passport => ({
  visitor: "AAAAAAAAAAAAAAAAAAAAAA",
  sealedAt: NOON,
  isMergeDue: false,
  profile,
  server: emptyServerPart,
  issued: [],
  marks: {},
});

describe("a passport", () => {
  test("at its very largest stays under 2,900 characters when sealed", () => {
    expect(encodePassport(largestPassport()).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("is bounded by its table: the entries' greatest bytes add up to no more than there is room for", () => {
    const sum = Object.values(BOUNDS).reduce((total, { entries, bytes }) => total + entries * bytes, 0);
    expect(sum).toBeLessThanOrEqual(MOST_BYTES);
    expect(encodePassport(largestPassport()).length).toBeLessThanOrEqual(sum);
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
    const whole = encodePassport(largestPassport());
    expect(decodePassport(new Uint8Array([99, 1, 2]))).toBeUndefined();
    for (let end = 0; end < whole.length; end += 7)
      expect(decodePassport(whole.slice(0, end))).toBeUndefined();
  });

  test("of the version before opens, as of a visitor who is nobody's customer", () => {
    const binary = atob(VERSION_1.replaceAll("-", "+").replaceAll("_", "/"));
    const opened = decodePassport(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
    expect(opened!.server).toEqual({
      rev: 3,
      orders: 1,
      valueMinor: 8900,
      currency: "EUR",
      lastOrderAt: NOON,
      settledAt: NOON,
      customer: 0,
      traits: {},
    });
    expect([opened!.profile.traits.room!.value, opened!.marks]).toEqual(["kitchen", { AAAAAAAA: 2 }]);
  });

  test("carries the customer, and of all traits those that a segment asks for", () => {
    const traits = [{ name: "identify", props: { traits: { room: "kitchen", phone: "1" } } }] as const;
    const known: Passport = {
      ...aPassport(foldRun(emptyProfile(), aRun("AAAAAAAA", [...traits]))),
      server: {
        ...emptyServerPart,
        customer: customerHash("anna"),
        traits: { plan: "gold", email: "a@example.org" },
      },
    };
    const back = decodePassport(encodePassport(withTraits(known, new Set(["plan", "room"]))));
    expect([back!.server.customer, back!.server.traits]).toEqual([customerHash("anna"), { plan: "gold" }]);
    expect(Object.keys(back!.profile.traits)).toEqual(["room"]);
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
