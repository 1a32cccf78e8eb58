import { describe, expect, test } from "vitest";
import { MAX_PASSPORT_CHARACTERS } from "../../model/limits.ts";
import { customerHash, emptyServerPart, type Passport, withTraits } from "../../model/passport.ts";
import { BOUNDS, decodePassport, encodePassport } from "../../model/passport-codec.ts";
import { answeredKey, emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { aRun, NOON, occurred } from "../support/builders.ts";
import { largestPassport } from "../support/largest-passport.ts";

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

function aTravelledProfile(): Profile {
  return foldRun(
    emptyProfile(),
    aRun("AAAAAAAA", [
      {
        name: "page_view",
        props: { path: "/", landing: { source: "google", medium: "cpc", campaign: "wiosna" } },
      },
      {
        name: "view_item",
        props: {
          item: { id: "lamp-sowa", category: "Light", brand: "Sowa", priceMinor: 8900, currency: "EUR" },
        },
      },
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
      {
        name: "purchase",
        props: { orderId: "P-1", valueMinor: 8900, currency: "EUR", coupon: "SOWA10", lines: [] },
      },
    ]),
  );
}

/** A profile as it comes back from a passport: whole seconds, registers without their event, no hours. */
function asTravelled(profile: Profile): Profile {
  const second = (at: number) => Math.floor(at / 1000) * 1000;
  const unnamed = <T extends { writer: string; n: number; at: number } | null>(register: T) =>
    register && { ...register, writer: "", n: 0, at: second(register.at) };
  return {
    ...profile,
    hours: emptyProfile().hours,
    firstSource: unnamed(profile.firstSource),
    lastSource: unnamed(profile.lastSource),
    place: unnamed(profile.place),
    device: unnamed(profile.device),
    language: unnamed(profile.language),
    offsetMinutes: unnamed(profile.offsetMinutes),
    consent: unnamed(profile.consent),
    cart: unnamed(profile.cart),
    step: unnamed(profile.step),
    screen: unnamed(profile.screen),
    traits: Object.fromEntries(
      Object.entries(profile.traits).map(([name, register]) => [name, unnamed(register)]),
    ),
    trail: profile.trail.map((step, n) => ({ ...step, writer: "", n, at: second(step.at) })),
  };
}

/** As version 1 wrote it: a visit of 22 November 2026 with everything in it once. */
const VERSION_1 =
  "AQAAAAAAAAAAAAAAAAAAAADAp7kcAMCnuRzHp7kcAQEAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAcCnuRwDBmdvb2dsZQZ3aW9zbmEBwKe5HAMGZ29v" +
  "Z2xlBndpb3NuYQHHp7kcAlBMDE1hxYJvcG9sc2tpZQdLcmFrw7N3AcenuRwAAcenuRwFcGwtUEwBx6e5HMAHAcenuRwLAcenuRwFAauiAQEBAQABAAKr" +
  "ogFqHnrhAquiAYIXnSYCAQlsYW1wLXNvd2HBp7kcah564QHCp7kcxEUDRVVSAQlsYW1wLXNvd2EBxEUB124cN8enuRzERQNFVVIBq6IBbzR7CwEAAADD" +
  "p7kcAauiAQdjb21wYXJlAQMEcm9vbcWnuRwEB2t1Y2huaWEFcm9vbXPFp7kcA0AIAAAAAAAABmdhcmRlbsWnuRwCAwKMYANFVVLAp7kcAQAAAAcBYQDA" +
  "p7kcAQAAAAAAAAg";

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
    const profile = aTravelledProfile();
    const passport: Passport = {
      ...aPassport(profile),
      server: {
        rev: 3,
        orders: 2,
        valueMinor: 12_300,
        currency: "EUR",
        lastOrderAt: NOON,
        storeOrders: 1,
        settledAt: NOON + 1000,
        customer: 7,
        traits: {},
      },
      issued: [{ campaign: 7, variant: "a", ghost: false, at: NOON }],
      marks: { AAAAAAAA: 8 },
    };
    const back = decodePassport(encodePassport(passport));
    expect(back).toEqual({ ...passport, profile: asTravelled(profile) });
  });

  test("of the version before opens, without what it did not carry", () => {
    const profile = asTravelled(aTravelledProfile());
    const back = decodePassport(new Uint8Array(Buffer.from(VERSION_1, "base64url")));
    const [order] = Object.keys(profile.purchases);
    expect(back).toEqual({
      ...aPassport({
        ...profile,
        hours: profile.hours.with(13, 1),
        purchases: { [order!]: { at: NOON + 7000, valueMinor: 8900, currency: "EUR" } },
        pageAt: 0,
        screen: null,
        trail: [],
      }),
      server: {
        rev: 3,
        orders: 2,
        valueMinor: 12_300,
        currency: "EUR",
        lastOrderAt: NOON,
        settledAt: NOON,
        customer: 0,
        traits: {},
      },
      issued: [{ campaign: 7, variant: "a", ghost: false, at: NOON }],
      marks: { AAAAAAAA: 8 },
    });
    expect(decodePassport(encodePassport(back!))).toEqual({
      ...back,
      profile: { ...back!.profile, hours: emptyProfile().hours },
    });
  });

  test("of the second version opens, with nothing answered", () => {
    const bytes = encodePassport(aPassport(aTravelledProfile()));
    const second = Uint8Array.from([2, ...bytes.subarray(1, -1)]);
    expect(decodePassport(second)).toEqual(decodePassport(bytes));
  });

  test("carries what was answered by its key, and of many the latest", () => {
    const events = Array.from({ length: 20 }, (_, i) => ({
      name: "answer" as const,
      props: { campaign: "c", variant: "a", placement: "home", values: { [`question ${i}`]: "yes" } },
    }));
    const profile = foldRun(emptyProfile(), aRun("AAAAAAAA", events));
    const back = decodePassport(encodePassport(aPassport(profile)))!;
    expect(Object.keys(back.profile.answered).map(Number).sort()).toEqual(
      Array.from({ length: BOUNDS.answered.entries }, (_, i) => answeredKey(`question ${19 - i}`)).sort(),
    );
  });

  test("carries one long trait as well as several short ones, and leaves what finds no room", () => {
    const traits = { a: "x".repeat(120), b: "does not fit any more", c: true };
    const run = aRun("AAAAAAAA", [{ name: "identify", props: { traits } }]);
    const back = decodePassport(encodePassport(aPassport(foldRun(emptyProfile(), run))))!;
    expect(Object.keys(back.profile.traits)).toEqual(["a"]);
    const few = aRun("AAAAAAAA", [
      { name: "identify", props: { traits: { ...traits, a: "x".repeat(100) } } },
    ]);
    const other = decodePassport(encodePassport(aPassport(foldRun(emptyProfile(), few))))!;
    expect(Object.keys(other.profile.traits)).toEqual(["a", "c"]);
  });

  test("knows the product on screen among those looked at, whatever their ids", () => {
    const events = ["7", "lamp", "3"].map(
      (id) => ({ name: "view_item", props: { item: { id, category: `of ${id}` } } }) as const,
    );
    const profile = foldRun(emptyProfile(), aRun("AAAAAAAA", events));
    const back = decodePassport(encodePassport(aPassport(profile)));
    expect(back!.profile.screen!.value).toEqual(profile.screen!.value);
  });

  test("carries the steps of the last visit, in their order", () => {
    const steps = Array.from({ length: 40 }, (_, n) => ({
      ...occurred(n, { name: "micro_moment", props: { moment: `m${n}` } } as const, NOON + n),
      session: n < 10 ? 1 : 2,
    }));
    const profile = foldRun(emptyProfile(), aRun("AAAAAAAA", [], { events: steps }));
    const back = decodePassport(encodePassport(aPassport(profile)))!;
    expect(back.profile.trail.map(({ marks }) => marks)).toEqual(
      profile.trail.slice(-BOUNDS.trail.entries).map(({ marks }) => marks),
    );
    const later = foldRun(back.profile, aRun("BBBBBBBB", [{ name: "search", props: { term: "x" } }]));
    expect(later.trail.slice(0, -1).map(({ marks }) => marks)).toEqual(
      back.profile.trail.map(({ marks }) => marks),
    );
  });

  test.each([
    { expected: 500, alive: 73, year: 1_200, net: 0 },
    { expected: 0, alive: 0, year: 40, net: -1_160 },
    { expected: null, alive: null, year: 1_200, net: 1_200 },
  ])("carries what the buyer is worth, %j", (value) => {
    const passport = aPassport(emptyProfile());
    const server = { ...passport.server, rev: 3, orders: 6, value };
    expect(decodePassport(encodePassport({ ...passport, server }))?.server).toEqual(server);
  });

  test("of an unknown version, cut short or of random bytes opens nothing and throws nothing", () => {
    const whole = encodePassport(largestPassport());
    expect(decodePassport(new Uint8Array([99, 1, 2]))).toBeUndefined();
    for (let end = 0; end < whole.length; end += 7)
      expect(decodePassport(whole.slice(0, end))).toBeUndefined();
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
