/** Sealed passports: what opens, what does not, and that a forger gets nothing derived or kept. */
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { fromBase64Url, toBase64Url } from "../../edge/base64url.ts";
import { openPassport, sealPassport } from "../../edge/passport.ts";
import { MAX_PASSPORT_CHARACTERS } from "../../model/limits.ts";
import { emptyServerPart, type Passport } from "../../model/passport.ts";
import { decodePassport, encodePassport } from "../../model/passport-codec.ts";
import { emptyProfile, foldRun } from "../../model/profile.ts";
import { siteIdOf } from "../../model/site.ts";
import { DAY_MS } from "../../model/time.ts";
import { aRun, NOON } from "../support/builders.ts";
import { largestPassport } from "../support/largest-passport.ts";

const SITE = siteIdOf("polana")!;
const aPassport = (changes: Partial<Passport> = {}): Passport => ({
  visitor: "AAAAAAAAAAAAAAAAAAAAAA",
  sealedAt: NOON,
  isMergeDue: false,
  profile: foldRun(emptyProfile(), aRun("AAAAAAAA", [{ name: "page_view", props: { path: "/" } }])),
  server: emptyServerPart,
  issued: [],
  marks: { AAAAAAAA: 1 },
  ...changes,
});
/** As it travels: times to the second, registers without their writers. */
const travelled = (passport: Passport) => decodePassport(encodePassport(passport))!;
const PERIOD_MS = 30 * DAY_MS;

describe("a sealed passport", () => {
  test("opens to what was sealed", async () => {
    const token = await sealPassport(env, SITE, aPassport());
    expect(await openPassport(env, SITE, token, NOON)).toEqual(travelled(aPassport()));
  });

  test("never looks the same twice", async () => {
    const [a, b] = [await sealPassport(env, SITE, aPassport()), await sealPassport(env, SITE, aPassport())];
    expect(a.slice(6)).not.toBe(b.slice(6));
  });

  test("at its very largest has at most 2,900 characters, and opens", async () => {
    const largest = largestPassport();
    const token = await sealPassport(env, SITE, largest);
    expect(token.length).toBeLessThanOrEqual(MAX_PASSPORT_CHARACTERS);
    expect(await openPassport(env, SITE, token, largest.sealedAt)).toEqual(travelled(largest));
  });

  test("with any one bit changed opens nothing, wherever it is", async () => {
    const sealed = fromBase64Url(await sealPassport(env, SITE, aPassport()))!;
    const opened: number[] = [];
    for (let i = 0; i < sealed.length; i++)
      for (const bit of [1, 128]) {
        const changed = sealed.slice();
        changed[i]! ^= bit;
        if (await openPassport(env, SITE, toBase64Url(changed), NOON)) opened.push(i);
      }
    expect(opened).toEqual([]);
  });

  test("cut at any length, or longer by a byte, opens nothing", async () => {
    const sealed = fromBase64Url(await sealPassport(env, SITE, aPassport()))!;
    const opened: number[] = [];
    for (let end = 0; end < sealed.length; end++)
      if (await openPassport(env, SITE, toBase64Url(sealed.slice(0, end)), NOON)) opened.push(end);
    const longer = new Uint8Array([...sealed, 0]);
    expect([opened, await openPassport(env, SITE, toBase64Url(longer), NOON)]).toEqual([[], undefined]);
  });

  test("of one site opens nothing on another", async () => {
    const token = await sealPassport(env, SITE, aPassport());
    expect(await openPassport(env, siteIdOf("polanb")!, token, NOON)).toBeUndefined();
  });

  test.each([
    ["a second before 90 days", 90 * DAY_MS - 1000, true],
    ["after 90 days", 90 * DAY_MS, false],
    ["on an isolate whose clock is a minute behind", -60_000, true],
  ])("opened %s", async (_, later, isOpen) => {
    const token = await sealPassport(env, SITE, aPassport());
    expect((await openPassport(env, SITE, token, NOON + later)) !== undefined).toBe(isOpen);
  });

  test.each(["", "A", "AAAA", "%%%%", "ąę", "a b", "=".repeat(40), "x".repeat(2901)])(
    "is not what %j is",
    async (token) => {
      expect(await openPassport(env, SITE, token, NOON)).toBeUndefined();
    },
  );

  test("of the previous master opens though its mark is the same as the current one's", async () => {
    const markOf = async (secret: string) =>
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)))[0];
    const current = "the current master secret of the tests";
    const wanted = await markOf(current);
    let previous = current;
    for (let i = 0; previous === current || (await markOf(previous)) !== wanted; i++)
      previous = `a previous master secret, number ${i}`;
    const token = await sealPassport({ ...env, MASTER_SECRET: previous }, SITE, aPassport());
    const rotated = { ...env, MASTER_SECRET: current, MASTER_SECRET_PREVIOUS: previous };
    expect(await openPassport(rotated, SITE, token, NOON)).toBeDefined();
    expect(await openPassport({ ...env, MASTER_SECRET: current }, SITE, token, NOON)).toBeUndefined();
  });
});

describe("a forged key period", () => {
  test("derives no key, so the isolate keeps none for it", async () => {
    const sealed = fromBase64Url(await sealPassport(env, SITE, aPassport()))!;
    const period = Math.floor(NOON / PERIOD_MS);
    const derive = vi.spyOn(crypto.subtle, "deriveKey");
    for (let forged = 0; forged < 65_536; forged += 97) {
      if (Math.abs(forged - period) < 8) continue;
      const changed = sealed.slice();
      changed.set([forged >> 8, forged & 255], 2);
      expect(await openPassport(env, SITE, toBase64Url(changed), NOON)).toBeUndefined();
    }
    expect(derive).not.toHaveBeenCalled();
    for (let forged = period - 8; forged < period + 8; forged++) {
      const changed = sealed.slice();
      changed.set([forged >> 8, forged & 255], 2);
      await openPassport(env, SITE, toBase64Url(changed), NOON);
    }
    expect(derive.mock.calls.length).toBeLessThanOrEqual(5);
    derive.mockRestore();
  });
});
