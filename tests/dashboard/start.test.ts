/** The start guide: what its live check says, and that what is to be copied is right. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findingOf, originOf, sayLook } from "../../dashboard/pages/start/check.ts";
import { SHOPIFY_PIXEL } from "../../dashboard/pages/start/shopify-pixel.ts";
import { waysFor } from "../../dashboard/pages/start/ways.ts";
import type { Arrival, ArrivalOutcome } from "../../model/arrival.ts";
import type { StartReport } from "../../model/start-report.ts";
import { lookForTag } from "../../model/tag-look.ts";

const EDGE = "https://edge.example";
const SITE = "polana-8n";
const SHOP = "https://shop.example";

const arrival = (outcome: ArrivalOutcome, changes: Partial<Arrival> = {}): Arrival => ({
  outcome,
  origin: SHOP,
  path: "/lamps/",
  given: "",
  firstAt: 1,
  at: 2,
  ...changes,
});
const report = (arrivals: Arrival[], changes: Partial<StartReport> = {}): StartReport => ({
  arrivals,
  origins: [],
  hasEvents: false,
  lastEventAt: 0,
  segments: 0,
  live: 0,
  ordersAt: null,
  subscribers: 0,
  keys: 0,
  now: 3,
  ...changes,
});

describe("the live check", () => {
  test("waits while nothing has come", () => {
    expect(findingOf(report([]), undefined).tone).toBe("wait");
  });
  test("turns green with the first event from the shop, and not with another's", () => {
    const other = report([arrival("taken", { origin: "https://other.example" })]);
    expect(findingOf(other, SHOP)).toMatchObject({
      tone: "wait",
      title: `Waiting for the first visit from ${SHOP}`,
    });
    expect(findingOf(report([arrival("taken")]), SHOP)).toMatchObject({
      tone: "good",
      title: `Visits come from ${SHOP}`,
      text: "Seen on /lamps/.",
    });
  });
  test.each([
    ["origin", "not one of this site’s origins"],
    ["checksum", "mistyped"],
    ["unpublished", "nothing is published yet"],
    ["no_consent", "may not be counted"],
  ] as const)("says what is refused: %s", (outcome, said) => {
    const finding = findingOf(report([arrival(outcome, { given: "polana-8m" })]), SHOP);
    expect(finding.tone).toBe("bad");
    expect(finding.title).toContain(said);
  });
  test("is green again once what was refused is taken", () => {
    expect(findingOf(report([arrival("taken", { at: 9 }), arrival("origin")]), SHOP).tone).toBe("good");
    expect(findingOf(report([arrival("origin", { at: 9 }), arrival("taken")]), SHOP).tone).toBe("bad");
  });
  test("says beforehand that a shop's origin is not named", () => {
    expect(findingOf(report([], { origins: ["https://a.example"] }), SHOP).title).toBe(
      `${SHOP} may not send`,
    );
  });
  test.each([
    ["shop.example/x", SHOP],
    [" https://shop.example ", SHOP],
    ["http://127.0.0.1:8787/demo/", "http://127.0.0.1:8787"],
    ["", undefined],
    ["https://", undefined],
  ])("reads %j as %s", (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
  });
});

describe("what is to be copied", () => {
  const ways = waysFor(EDGE, SITE);
  test.each(
    ways.filter(({ id }) => ["html", "gtm", "woocommerce", "shopify", "prestashop", "opencart"].includes(id)),
  )("for $name is a tag that is found right by the look at a page", ({ steps }) => {
    const html = steps.map(({ code = "" }) => code).join("\n");
    expect(lookForTag(html, `${SHOP}/`, EDGE, SITE).standing).toBe("right");
  });
  test("has no place left to fill in but the shop's own", () => {
    const codes = ways.flatMap(({ steps }) => steps.map(({ code = "" }) => code)).join("\n");
    expect(codes).not.toMatch(/https:\/\/EDGE|"SITE"/);
  });
  test("the pixel is the documented one", () => {
    const [, documented] = /```js\n(.*?)```/s.exec(
      readFileSync(new URL("../../docs/shopify.md", import.meta.url), "utf8"),
    )!;
    expect(SHOPIFY_PIXEL).toBe(documented);
  });
});

test("a right tag without visits is told to wait for the yes", () => {
  const look = { url: SHOP, standing: "right", given: "", consent: "", hasTagManager: false } as const;
  expect(sayLook(look, SITE)).toMatchObject({
    tone: "good",
    text: expect.stringContaining("before the visitor says yes"),
  });
});
