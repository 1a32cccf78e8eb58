/** Each play in each language is sound as it stands, alone and with all the others; the ladder is climbed step by step. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type Campaign, campaignSchema } from "../../model/campaign.ts";
import { couponPoolSchema } from "../../model/coupon.ts";
import { decide } from "../../model/decision.ts";
import { journeySchema, stepsIn } from "../../model/journey.ts";
import { lint } from "../../model/lint.ts";
import {
  findPlay,
  JOURNEY_PLAYS,
  ON_SITE_PLAYS,
  type Present,
  type Staged,
  stage,
} from "../../model/plays.ts";
import { emptyProfile, foldRun } from "../../model/profile.ts";
import { parseCondition } from "../../model/segment.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { LANGUAGES, type Language, type ShopValues, TEMPLATES } from "../../model/templates.ts";
import { aContext, aSite, aSituation, aSnapshot, NOON, occurred } from "../support/builders.ts";

const NOTHING: Present = { segments: [], pools: [], campaigns: [], journeys: [] };
const aShop = (language: Language, changes: Partial<ShopValues> = {}): ShopValues => ({
  language,
  currency: "PLN",
  freeFromMinor: 20_000,
  percent: 15,
  deliveryHref: "/delivery/",
  returnsHref: "/returns/",
  contactHref: "/contact/",
  cartHref: "/cart/",
  controller: "Polana sp. z o.o., Wrocław",
  privacyHref: "/privacy/",
  appHref: "https://apps.example/polana",
  guideHref: "/care/",
  reviewHref: "/opinions/",
  ...changes,
});
const published = ({ campaigns }: Staged): Campaign[] =>
  campaigns.map((campaign) => ({ ...campaign, status: "published" }));

describe.each(LANGUAGES)("in %s", (language) => {
  const shop = aShop(language);

  test.each(Object.entries(TEMPLATES))("the template %s is a sound content", (_, template) => {
    const content = template(shop);
    const [first] = stage(ON_SITE_PLAYS[0]!, shop, NOTHING).campaigns;
    const placement = content.form === "inline" ? "home" : content.form;
    const campaign = { ...first, placement, variants: [{ id: "a", share: 1, content }] };
    expect(v.safeParse(campaignSchema, campaign).issues).toBeUndefined();
  });

  test.each(ON_SITE_PLAYS)("$id is sound as it stands, holds a tenth out, and lints clean", (play) => {
    const staged = stage(play, shop, NOTHING);
    for (const campaign of staged.campaigns) {
      expect(v.safeParse(campaignSchema, campaign).issues).toBeUndefined();
      expect(campaign).toMatchObject({ status: "draft", holdoutShare: 0.1 });
    }
    for (const { condition } of staged.segments) expect(parseCondition(condition)).toEqual({ condition });
    for (const pool of staged.pools) expect(v.safeParse(couponPoolSchema, pool).success).toBe(true);
    const freeCodes = Object.fromEntries(staged.pools.map(({ id }) => [id, 10]));
    const rules = { segments: staged.segments, campaigns: published(staged), shop: { freeCodes } };
    expect(lint(rules, NOON)).toEqual([]);
  });

  test.each(JOURNEY_PLAYS)(
    "$id is a sound journey, its segments are its own, and it says so in short",
    (play) => {
      const { journeys, segments, pools } = stage(play, shop, NOTHING);
      expect(v.safeParse(journeySchema, journeys[0]).issues).toBeUndefined();
      expect(journeys[0]!.status).toBe("draft");
      const known = segments.map(({ id }) => id);
      for (const { condition } of segments) expect(parseCondition(condition)).toEqual({ condition });
      for (const pool of pools) expect(v.safeParse(couponPoolSchema, pool).success).toBe(true);
      const asked = stepsIn(journeys[0]!.steps).flatMap((step) => (step.kind === "if" ? [step.segment] : []));
      expect([...asked, ...journeys[0]!.segmentsIn].filter((id) => !known.includes(id))).toEqual([]);
    },
  );

  test("all of them together keep nothing from being published", () => {
    const all: Staged = { segments: [], pools: [], campaigns: [], journeys: [] };
    for (const play of ON_SITE_PLAYS) {
      const staged = stage(play, shop, {
        segments: all.segments,
        pools: all.pools.map(({ id }) => id),
        campaigns: all.campaigns.map(({ id }) => id),
        journeys: [],
      });
      all.segments.push(...staged.segments);
      all.pools.push(...staged.pools);
      all.campaigns.push(...staged.campaigns);
    }
    const ids = all.campaigns.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      lint({ segments: all.segments, campaigns: published(all) }, NOON).filter(
        ({ level }) => level === "bad",
      ),
    ).toEqual([]);
  });
});

test("every word of a play is in the shop's language", () => {
  const own = new Set(Object.values(aShop("en")).map(String));
  const wordsIn = (value: unknown, key = ""): string[] =>
    typeof value === "string"
      ? /^(name|title|text|label|over|ask|why|note|conditions|teaser|send|thanks|reached|body|yes|no)$/.test(
          key,
        ) && !own.has(value)
        ? [value]
        : []
      : typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, each]) => wordsIn(each, name))
        : [];
  for (const play of [...ON_SITE_PLAYS, ...JOURNEY_PLAYS]) {
    const [english, polish] = LANGUAGES.map((language) =>
      wordsIn({ ...stage(play, aShop(language), NOTHING), pools: [] }),
    );
    expect(polish!.length).toBe(english!.length);
    const same = english!.filter((word) => polish!.includes(word));
    expect(same.filter((word) => word !== "E-mail" && !/^(email|left_because)$/.test(word))).toEqual([]);
  }
});

test("a segment that is there already is used, and what is taken is not taken again", () => {
  const play = findPlay("cart-help")!;
  const first = stage(play, aShop("en"), NOTHING);
  const mine = { ...first.segments[0]!, id: "my-carts", name: "My carts" };
  const again = stage(play, aShop("pl"), { ...NOTHING, segments: [mine], campaigns: ["cart-help"] });
  expect(again.segments).toEqual([]);
  expect(again.campaigns[0]).toMatchObject({ id: "cart-help-2", segmentsIn: ["my-carts"] });
  const other = {
    ...mine,
    id: first.segments[0]!.id,
    condition: { field: "visits", op: "gte", value: 9 } as const,
  };
  expect(stage(play, aShop("en"), { ...NOTHING, segments: [other] }).segments[0]!.id).toBe("has-a-cart-2");
});

test("help without addresses asks nobody to follow a link that leads nowhere", () => {
  const bare = aShop("en", { deliveryHref: "", returnsHref: "", contactHref: "" });
  for (const play of ON_SITE_PLAYS)
    for (const { content } of play.parts(bare))
      expect(content.blocks.some(({ kind }) => kind === "help")).toBe(false);
});

test("the ladder: help, picture, favour, small code, larger code, each once and no code before its turn", () => {
  const staged = stage(findPlay("ladder")!, aShop("en"), NOTHING);
  const campaigns = published(staged).map((campaign) => ({ ...campaign, holdoutShare: 0 }));
  const site = aSite("polana", { attentionMinutes: 30 });
  const snapshot = compileSnapshot(aSnapshot(site, { segments: staged.segments, campaigns }));
  const segments = new Set(staged.segments.map(({ id }) => id));
  const winnersAt = (now: number, profile = emptyProfile()) =>
    decide(
      snapshot,
      "AAAAAAAAAAAAAAAAAAAAAA",
      profile,
      segments,
      aSituation({ now, kind: "product" }),
    ).flatMap(({ compiled, outcome }) => (outcome.kind === "won" ? [compiled.campaign.id] : []));
  let profile = emptyProfile();
  const seen: string[] = [];
  for (let n = 0, now = NOON; n < 6; n++, now += 31 * 60_000) {
    const [winner] = winnersAt(now, profile);
    seen.push(winner ?? "none");
    if (!winner) break;
    const event = {
      name: "exposure" as const,
      props: { campaign: winner, variant: "a", placement: "overlay" },
    };
    profile = foldRun(profile, {
      writer: "AAAAAAAA",
      events: [occurred(n, event, now)],
      context: aContext(),
    });
    expect(winnersAt(now + 60_000, profile)).toEqual([]);
  }
  expect(seen).toEqual(["ladder-1", "ladder-2", "ladder-3", "ladder-4", "ladder-5", "none"]);
  const hasCode = campaigns.map(({ role, variants }) => [
    role,
    variants[0]!.content.blocks.some(({ kind }) => kind === "coupon"),
  ]);
  expect(hasCode).toEqual([
    ["help", false],
    ["help", false],
    ["offer", false],
    ["offer", true],
    ["offer", true],
  ]);
});

test("the left cart: help at 3 hours, a reminder at 24, a picture at 48, a code at 72, all counted from abandonment", () => {
  const [journey] = stage(findPlay("left-cart")!, aShop("en"), NOTHING).journeys;
  let at = 0;
  const steps = stepsIn(journey!.steps).flatMap((step) => {
    if (step.kind === "wait") at = step.minutes / 60;
    return step.kind === "push"
      ? [[at, step.message.picture ?? "none", step.message.body.includes("coupon.code")]]
      : [];
  });
  expect(steps).toEqual([
    [3, "none", false],
    [24, "none", false],
    [48, "cart", false],
    [72, "cart", true],
  ]);
  expect(journey!.exits).toMatchObject({ order: true, emptiedCart: true });
});

test.each(["en", "pl"])(
  "the left cart's code ends three days on, and the message says when (%s)",
  (language) => {
    const { journeys, pools } = stage(findPlay("left-cart")!, aShop(language as "en"), NOTHING);
    expect(pools).toMatchObject([{ id: "cart-code", validDays: 3 }]);
    const last = stepsIn(journeys[0]!.steps).findLast((step) => step.kind === "push");
    expect(last!.message.body).toMatch(/\{\{coupon\.code\|.+\}\}.*\{\{coupon\.until\|.+\}\}/);
  },
);

test("steps that lead to a page which the shop does not have are left out", () => {
  const bare = aShop("en", { contactHref: "", guideHref: "", reviewHref: "" });
  const ids = stepsIn(stage(findPlay("after-purchase")!, bare, NOTHING).journeys[0]!.steps).map(
    ({ id }) => id,
  );
  expect(ids).toContain("thanks");
  expect(ids).not.toContain("review");
  expect(ids).not.toContain("after-14-days");
});
