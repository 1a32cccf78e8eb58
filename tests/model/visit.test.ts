/** Short rules of a visit: where it came from, when it ends, what was allowed, which page and which site it is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXPLICIT, effectiveConsent, MEASURE, PERSONALISE } from "../../model/consent.ts";
import type { Landing } from "../../model/event.ts";
import { fitsPages, fitsPattern } from "../../model/page-pattern.ts";
import { localHour } from "../../model/profile.ts";
import { type Session, sessionOf } from "../../model/session.ts";
import { isSiteId, siteIdOf } from "../../model/site.ts";
import { type Channel, sourceOf } from "../../model/source.ts";

describe("the source of a visit", () => {
  const landings: [Landing, Channel, string][] = [
    [{}, "direct", ""],
    [{ referrer: "www.google.pl" }, "search", "www.google.pl"],
    [{ referrer: "duckduckgo.com" }, "search", "duckduckgo.com"],
    [{ referrer: "notgoogle.com" }, "referral", "notgoogle.com"],
    [{ referrer: "m.facebook.com" }, "social", "m.facebook.com"],
    [{ referrer: "t.co" }, "social", "t.co"],
    [{ referrer: "netflix.com" }, "referral", "netflix.com"],
    [{ referrer: "blog.example" }, "referral", "blog.example"],
    [{ referrer: "www.google.com", click: "gclid" }, "paid", "www.google.com"],
    [{ source: "Facebook", medium: "paid_social" }, "paid", "facebook"],
    [{ source: "google", medium: "CPC" }, "paid", "google"],
    [{ source: "news", medium: "email" }, "email", "news"],
    [{ source: "news", medium: "e-mail" }, "email", "news"],
    [{ source: "impuls", medium: "web_push" }, "push", "impuls"],
    [{ source: "instagram", medium: "social" }, "social", "instagram"],
    [{ source: "google", medium: "organic" }, "search", "google"],
    [{ source: "partner", medium: "banner" }, "campaign", "partner"],
    [{ source: "partner", referrer: "www.google.com" }, "campaign", "partner"],
    [{ medium: "email", click: "gclid" }, "paid", ""],
  ];
  test.each(landings)("%j is %s", (landing, channel, name) => {
    expect(sourceOf(landing)).toEqual({ channel, name, campaign: landing.campaign ?? "" });
  });
});

describe("a visit", () => {
  const before: Session = { number: 4, lastAt: 1e12 };
  const minutes = (n: number) => n * 60_000;
  test.each<[string, Session | undefined, number, boolean, number, boolean]>([
    ["is the first one ever", undefined, 1e12, false, 1, true],
    ["goes on after half an hour", before, 1e12 + minutes(30), false, 4, false],
    ["ends after more", before, 1e12 + minutes(30) + 1, false, 5, true],
    ["is a new one on arrival from a campaign", before, 1e12 + 1, true, 5, true],
    ["goes on where the clock is set back a little", before, 1e12 - minutes(30), false, 4, false],
    ["ends where the clock is set back by more", before, 1e12 - minutes(31), false, 5, true],
  ])("%s", (_, previous, now, isArrival, number, isNew) => {
    expect(sessionOf(previous, now, isArrival)).toEqual({ session: { number, lastAt: now }, isNew });
  });
});

describe("consent", () => {
  const both = MEASURE | PERSONALISE;
  test.each([
    ["assumed stands", both, false, both],
    ["assumed falls to Global Privacy Control", both, true, 0],
    ["explicit outweighs it", both | EXPLICIT, true, both | EXPLICIT],
    ["refused stays refused", EXPLICIT, false, EXPLICIT],
    ["never given stays so", 0, true, 0],
  ])("%s", (_, consent, gpc, expected) => {
    expect(effectiveConsent(consent, gpc)).toBe(expected);
  });
});

describe("a page pattern", () => {
  test.each([
    ["/", "/", true],
    ["/", "/a", false],
    ["/*", "/", true],
    ["/*", "/a/b", true],
    ["*", "", true],
    ["/lamps/*", "/lamps/sowa", true],
    ["/lamps/*", "/lamps", false],
    ["*/sale", "/pl/sale", true],
    ["*/sale", "/sale/x", false],
    ["/*/sale/*", "/pl/sale/1", true],
    ["/*/sale/*", "/sale/1", false],
    ["/a*a", "/a", false],
    ["/a*a", "/aa", true],
    ["/a**b", "/ab", true],
    ["/a.c", "/abc", false],
    ["/(x)+$", "/(x)+$", true],
    ["/Lamps", "/lamps", false],
  ])("%s on %s: %s", (pattern, path, expected) => {
    expect(fitsPattern(path, pattern)).toBe(expected);
  });

  test("means what it says, compared with a regular expression", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", "*"), maxLength: 8 });
    const paths = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 10 });
    fc.assert(
      fc.property(letters, paths, (pattern, path) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(fitsPattern(path, pattern)).toBe(expression.test(path));
      }),
      { numRuns: 5000 },
    );
  });

  test("takes no time on a path made to be slow", () => {
    const started = performance.now();
    fitsPattern("/".padEnd(300, "a"), `/${"*a".repeat(99)}b`);
    expect(performance.now() - started).toBeLessThan(50);
  });

  test.each([
    ["no pattern is every page", { in: [], out: [] }, true],
    ["one of several is enough", { in: ["/b", "/a"], out: [] }, true],
    ["out beats in", { in: ["/a"], out: ["/*"] }, false],
    ["out alone leaves the others", { in: [], out: ["/b"] }, true],
  ])("%s", (_, pages, expected) => {
    expect(fitsPages("/a", pages)).toBe(expected);
  });
});

describe("a site id", () => {
  test.each(["", "a", "-a", "a-", "A", "ab c", "ż", "a".repeat(33), "a_b"])(
    "cannot be made of %j",
    (name) => {
      expect(siteIdOf(name)).toBeUndefined();
    },
  );

  test.each(["ab", "polana", "my-shop-2", "a".repeat(32)])("is made of %j", (name) => {
    expect(isSiteId(siteIdOf(name)!)).toBe(true);
  });

  test.each(["", "-", "polana", "polana-", "polana-8", "polana-8N", "polana8n", "-8n"])(
    "is not %j",
    (site) => {
      expect(isSiteId(site)).toBe(false);
    },
  );

  test("with any one letter changed, or two neighbours swapped, is none", () => {
    const id = siteIdOf("polana-shop")!;
    const spoilt = new Set<string>();
    for (let i = 0; i < id.length - 3; i++) {
      for (const letter of "abcdefghijklmnopqrstuvwxyz0123456789-")
        spoilt.add(id.slice(0, i) + letter + id.slice(i + 1));
      spoilt.add(id.slice(0, i) + (id[i + 1] ?? "") + id[i] + id.slice(i + 2));
    }
    spoilt.delete(id);
    expect([...spoilt].filter(isSiteId)).toEqual([]);
  });
});

test.each([
  [0, 60, 1],
  [0, -60, 23],
  [23.5, 60, 0],
  [12, 840, 2],
  [12, -720, 0],
])("at %d h UTC it is, %i minutes east, %i o'clock", (hours, offset, expected) => {
  expect(localHour(Date.UTC(2026, 10, 22) + hours * 3_600_000, offset)).toBe(expected);
});
