/** Who is no person, and that nobody who is one is taken for a robot. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BotSigns, botOf, isTooFast } from "../../model/bot.ts";
import type { Event } from "../../model/event.ts";
import type { Run } from "../../model/profile.ts";
import { aContext, NOON } from "../support/builders.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const signs = (changes: Partial<BotSigns>): BotSigns => ({
  userAgent: CHROME,
  brands: '"Chromium";v="140", "Google Chrome";v="140"',
  acceptLanguage: "pl",
  isVerifiedBot: false,
  ...changes,
});

describe("by the request", () => {
  test.each<[string, Partial<BotSigns>, string | undefined]>([
    ["a browser", {}, undefined],
    ["a browser that names no brands", { brands: undefined }, undefined],
    ["an app that asks by itself", { userAgent: "", acceptLanguage: undefined }, undefined],
    [
      "a Cubot telephone",
      { userAgent: "Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/140.0.0.0 Mobile" },
      undefined,
    ],
    [
      "a search engine",
      { userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
      "declared",
    ],
    ["a link preview", { userAgent: "facebookexternalhit/1.1" }, "declared"],
    ["a script that says so", { userAgent: "python-requests/2.32" }, "declared"],
    ["a robot that Cloudflare knows", { isVerifiedBot: true }, "declared"],
    ["a browser without a screen", { userAgent: CHROME.replace("Chrome/", "HeadlessChrome/") }, "driven"],
    ["one that hides it in its name only", { brands: '"HeadlessChrome";v="140"' }, "driven"],
    ["a script that says it is a browser", { acceptLanguage: undefined }, "driven"],
  ])("%s", (_, changes, kind) => {
    expect(botOf(signs(changes))).toBe(kind);
  });
});

const look = (path: string): Event => ({ name: "page_view", props: { path } });
const order = (orderId: string): Event => ({
  name: "purchase",
  props: { orderId, valueMinor: 1, currency: "EUR", lines: [] },
});
/** `events` by one page, so long apart. */
const page = (everyMs: number, events: Event[], writer = "AAAAAAAA"): Run => ({
  writer,
  context: aContext(),
  events: events.map((event, n) => ({ n, at: NOON + n * everyMs, session: 1, event })),
});
const paths = (count: number) => Array.from({ length: count }, (_, i) => look(`/p/${i}`));

describe("by what was done", () => {
  test.each<[string, Run[], boolean]>([
    ["twenty pages in five seconds", [page(250, paths(20))], true],
    ["twenty pages in twenty seconds", [page(1_000, paths(20))], false],
    [
      "back and forth between two pages, as fast as keys repeat",
      [
        page(
          33,
          Array.from({ length: 50 }, (_, i) => look(`/p/${i % 2}`)),
        ),
      ],
      false,
    ],
    ["thirty tabs opened at once", paths(30).map((event, i) => page(0, [event], `AAAAAA${i + 10}`)), false],
    ["three orders in ten seconds", [page(4_000, ["a", "b", "c"].map(order))], true],
    ["one order told three times", [page(100, ["a", "a", "a"].map(order))], false],
    [
      "a held key on “Add to cart”",
      [
        page(
          33,
          Array.from(
            { length: 50 },
            () => ({ name: "add_to_cart", props: { item: { id: "p", name: "P" }, quantity: 1 } }) as Event,
          ),
        ),
      ],
      false,
    ],
  ])("%s", (_, runs, isFast) => {
    expect(isTooFast(runs)).toBe(isFast);
  });

  test("nobody who takes a third of a second for each new page is too fast, however the visit goes", () => {
    const visit = fc.array(fc.tuple(fc.integer({ min: 334, max: 60_000 }), fc.nat(40)), { maxLength: 50 });
    fc.assert(
      fc.property(visit, (steps) => {
        const ends = steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, [wait]) => sum + wait, NOON));
        const events = steps.map(([, path], n) => ({
          n,
          at: ends[n]!,
          session: 1,
          event: look(`/p/${path}`),
        }));
        expect(isTooFast([{ ...page(0, []), events }])).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
