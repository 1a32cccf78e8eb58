/** What a server or an app is answered, and that what it tells of it counts and spends as a device's word does. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import documented from "../../docs/server-api.md?raw";
import { app } from "../../edge/app.ts";
import type { Problem } from "../../edge/problem.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";
import type { GivenCoupon } from "../../model/coupon.ts";
import type { DecideAnswer } from "../../model/decide-request.ts";
import type { WebhookLog, WebhookSecret } from "../../model/webhook.ts";
import { aCampaign, aSegment, aSnapshot } from "../support/builders.ts";
import { type Answer, ARRIVE, aSite, LOOK, type TestSite, visit } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { counted } from "./visitor.ts";

const FROM_APP = { consent: { personalise: true }, page: { path: "/", placements: ["home", "bar"] } };
const RETURNED = aSegment("returned", { field: "pages", op: "gte", value: 2 });

async function aShop(campaigns: Campaign[] = [aCampaign("hello")], segments = [RETURNED]): Promise<TestSite> {
  const site = await aSite();
  await publishDirectly(env, aSnapshot(site.settings, { campaigns, segments }));
  return site;
}
/** Without a queue, so that what is told is in D1 when the answer comes. */
async function post<T = DecideAnswer & Problem>(
  site: TestSite,
  path: string,
  body: unknown,
): Promise<Answer<T>> {
  const key = site.bearer.authorization.slice("Bearer ".length);
  const response = await app.request(
    `https://edge.test/v1/${path}`,
    { method: "POST", headers: { authorization: `Basic ${btoa(`${key}:`)}` }, body: JSON.stringify(body) },
    { ...env, INGEST: undefined, WORK: undefined },
    createExecutionContext(),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const decide = (site: TestSite, more: object) => post(site, "decide", { ...FROM_APP, ...more });
const campaignsFor = async (site: TestSite, more: object) =>
  (await decide(site, more)).body.decisions.map(({ campaign }) => campaign);

describe("is answered", () => {
  test("with content, variant and end, as data", async () => {
    const until = Date.now() + 60_000;
    const site = await aShop([aCampaign("hello", { schedule: { until } })]);
    const { status, body } = await decide(site, { anonymousId: "app-1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ isKnown: false, snapshot: 1 });
    expect(body.decisions).toEqual([
      {
        placement: "home",
        campaign: "hello",
        variant: "a",
        content: aCampaign("hello").variants[0]!.content,
        trigger: { kind: "at_once" },
        why: aCampaign("hello").why,
        until,
      },
    ]);
  });

  test("by what D1 knows of the visitor", async () => {
    const site = await aShop([aCampaign("back", { segmentsIn: ["returned"] })]);
    expect(await campaignsFor(site, { anonymousId: "app-1" })).toEqual([]);
    const visitor = await visit(site, [ARRIVE, LOOK]);
    const { body } = await decide(site, { anonymousId: visitor });
    expect(body).toMatchObject({ visitor, isKnown: true, decisions: [{ campaign: "back" }] });
  });

  test("for a customer by the browser last seen", async () => {
    const site = await aShop([aCampaign("back", { segmentsIn: ["returned"] })]);
    const visitor = await visit(site, [ARRIVE, LOOK]);
    await post(site, "identify", { userId: "c-1", anonymousId: visitor, messageId: "m-1" });
    expect((await decide(site, { userId: "c-1" })).body).toMatchObject({ visitor, isKnown: true });
    expect((await decide(site, { userId: "c-2" })).body).toMatchObject({ isKnown: false, decisions: [] });
  });

  test("for the placements it can fill, and no other", async () => {
    const site = await aShop([
      aCampaign("hello"),
      aCampaign("bar", { placement: "bar" }),
      aCampaign("aside", { placement: "aside" }),
    ]);
    const page = { path: "/", placements: ["bar"] };
    const { body } = await decide(site, { anonymousId: "app-1", page, explain: true });
    expect(body.decisions.map(({ campaign }) => campaign)).toEqual(["bar"]);
    const outcomes = Object.fromEntries(body.reasons!.map((one) => [one.campaign, one.outcome]));
    expect(outcomes).toEqual({ bar: "won", hello: "placement", aside: "placement" });
  });

  test("with nothing where content may not be chosen, and with the reason where it asks", async () => {
    const { body } = await decide(await aShop(), {
      anonymousId: "app-1",
      consent: { personalise: false },
      explain: true,
    });
    expect(body.decisions).toEqual([]);
    expect(body.reasons).toMatchObject([
      { campaign: "hello", outcome: "consent", flip: "Would show after a yes to it." },
    ]);
  });

  const TEXTS: Campaign["variants"] = [
    {
      id: "a",
      share: 1,
      content: {
        form: "inline",
        blocks: [
          { kind: "head", title: "Back to {{last_viewed.name|what you looked at}}" },
          {
            kind: "text",
            text: "{{last_purchased.name|Nothing}}, {{cart.first.name|nothing}}, {{cart.value|none}}, {{city|here}}",
          },
          { kind: "progress", thresholdMinor: 10_000, label: "{{cart.rest|Some}} to go" },
        ],
      },
    },
  ];
  const textsFor = async (site: TestSite, more: object) =>
    (await decide(site, more)).body.decisions[0]!.content!.blocks.map((block) =>
      block.kind === "head"
        ? block.title
        : block.kind === "text"
          ? block.text
          : "label" in block && block.label,
    );

  test("with what D1 has of the visitor in the texts, and prices in their language", async () => {
    const site = await aShop([aCampaign("hello", { variants: TEXTS })]);
    const sowa = { id: "sowa", name: "Lamp\nSowa", priceMinor: 8_900, currency: "EUR" };
    const lines = [{ id: "sowa", quantity: 1, priceMinor: 8_900 }];
    const visitor = await visit(
      site,
      [
        ARRIVE,
        { name: "view_item", props: { item: { id: "sofa", name: "Sofa" } } },
        {
          name: "purchase",
          props: { orderId: "1", valueMinor: 100, currency: "EUR", lines: [{ id: "sofa", quantity: 1 }] },
        },
        { name: "view_item", props: { item: sowa } },
        { name: "cart", props: { lines, valueMinor: 8_900, currency: "EUR" } },
      ],
      { context: { language: "" } },
    );
    expect(await textsFor(site, { anonymousId: visitor, language: "en" })).toEqual([
      "Back to Lamp Sowa",
      "Sofa, Lamp Sowa, €89.00, Kraków",
      "€11.00 to go",
    ]);
    const polish = (await textsFor(site, { anonymousId: visitor, language: "pl" }))[1];
    expect(polish).toBe("Sofa, Lamp Sowa, 89,00\u00a0€, Kraków");
    expect((await textsFor(site, { anonymousId: visitor }))[2]).toBe("€11.00 to go");
  });

  test("with every text's fall-back where nothing is known", async () => {
    const site = await aShop([aCampaign("hello", { variants: TEXTS })]);
    expect(await textsFor(site, { anonymousId: "app-1" })).toEqual([
      "Back to what you looked at",
      "Nothing, nothing, none, here",
      "Some to go",
    ]);
  });

  test("by the language it is asked in, else by the one last told", async () => {
    const polish = aSegment("polish", { field: "language", op: "is", value: "pl-PL" });
    const site = await aShop([aCampaign("czesc", { segmentsIn: ["polish"] })], [polish]);
    expect(await campaignsFor(site, { anonymousId: "app-1", language: "pl_PL" })).toEqual(["czesc"]);
    expect(await campaignsFor(site, { anonymousId: "app-1" })).toEqual([]);
    const screen = { anonymousId: "app-1", name: "Start", messageId: "m-1" };
    await post(site, "screen", { ...screen, context: { locale: "pl_PL" } });
    expect(await campaignsFor(site, { anonymousId: "app-1" })).toEqual(["czesc"]);
    expect(await campaignsFor(site, { anonymousId: "app-1", language: "en" })).toEqual([]);
  });

  test("never with an offer in the checkout", async () => {
    const site = await aShop([aCampaign("offer", { role: "offer" })]);
    expect(await campaignsFor(site, { anonymousId: "a" })).toEqual(["offer"]);
    const page = { path: "/x", kind: "checkout", placements: ["home"] };
    expect(await campaignsFor(site, { anonymousId: "a", page })).toEqual([]);
  });
});

describe("what it tells of a showing", () => {
  const cap = { times: 1, days: 7 };
  const track = (site: TestSite, event: string, properties: object, more: object = {}) =>
    post<{ accepted: number } & Problem>(site, "track", { event, properties, messageId: "m-1", ...more });

  test("counts once, spends the cap, and a click is counted", async () => {
    const site = await aShop([aCampaign("hello", { cap })]);
    const { visitor, decisions } = (await decide(site, { anonymousId: "app-1" })).body;
    const { campaign, variant, placement } = decisions[0]!;
    const seen = { campaign, variant, placement };
    for (let i = 0; i < 2; i++)
      expect((await track(site, "exposure", seen, { anonymousId: visitor })).status).toBe(200);
    expect(
      (await track(site, "content_click", seen, { anonymousId: visitor, messageId: "m-2" })).status,
    ).toBe(200);
    expect(await counted(site.settings, "shown:hello")).toBe(1);
    expect(await counted(site.settings, "click:hello")).toBe(1);
    const { body } = await decide(site, { anonymousId: "app-1", explain: true });
    expect(body.decisions).toEqual([]);
    expect(body.reasons).toMatchObject([{ outcome: "cap" }]);
  });

  test("of a ghost spends the cap too, and is counted as held out", async () => {
    const site = await aShop([aCampaign("hello", { cap, holdoutShare: 1 })]);
    const { visitor, decisions } = (await decide(site, { anonymousId: "app-1" })).body;
    expect(decisions).toMatchObject([{ campaign: "hello", ghost: true }]);
    expect(decisions[0]).not.toHaveProperty("content");
    const seen = { campaign: "hello", variant: "a", placement: "home" };
    const refused = await track(site, "exposure", seen, { anonymousId: visitor });
    expect([refused.status, refused.body.field]).toEqual([400, "properties.ghost"]);
    await track(site, "exposure", { ...seen, ghost: true }, { anonymousId: visitor });
    expect(await counted(site.settings, "ghost:hello")).toBe(1);
    expect(await campaignsFor(site, { anonymousId: "app-1" })).toEqual([]);
  });

  test.each([
    ["a campaign that is not live", { campaign: "gone" }, "properties.campaign"],
    ["another variant", { variant: "b" }, "properties.variant"],
    ["another placement", { placement: "bar" }, "properties.placement"],
    ["a ghost who is none", { ghost: true }, "properties.ghost"],
  ])("is refused of %s", async (_, changes, field) => {
    const site = await aShop();
    const properties = { campaign: "hello", variant: "a", placement: "home", ...changes };
    const { status, body } = await track(site, "exposure", properties, { anonymousId: "app-1" });
    expect([status, body.field]).toEqual([400, field]);
    expect(await counted(site.settings, "shown:hello")).toBe(0);
  });
});

describe("the code of an offer", () => {
  const TEN = { name: "Ten", expiresAt: null, validDays: null, budget: null, needsCustomer: false };
  const OFFER = aCampaign("welcome", {
    role: "offer",
    variants: [
      {
        id: "a",
        share: 1,
        content: {
          form: "inline",
          blocks: [
            { kind: "head", title: "Welcome" },
            { kind: "coupon", pool: "ten", label: "Show my code" },
          ],
        },
      },
    ],
  });
  const ASKED = { anonymousId: "app-1", campaign: "welcome", pool: "ten" };
  async function anOffer(campaign: Partial<Campaign> = {}, pool: object = {}): Promise<TestSite> {
    const site = await aShop([{ ...OFFER, ...campaign }, aCampaign("other", { placement: "aside" })]);
    await site.put("/api/coupons/ten", { ...TEN, id: "ten", ...pool });
    await site.post("/api/coupons/ten/codes", { codes: ["TEN-1", "TEN-2"] });
    return site;
  }
  const claim = (site: TestSite, more: object = {}) =>
    post<GivenCoupon & Problem>(site, "decide/coupon", { ...ASKED, ...more });

  test("is one a person, and told to webhooks", async () => {
    const site = await anOffer();
    const hook = { url: "https://hook.example/impuls", types: ["coupon.given"], isOn: true };
    const { id } = (await site.post<WebhookSecret>("/api/webhooks", hook)).body;
    const { status, headers, body } = await claim(site);
    expect([status, headers.get("cache-control"), body.expiresAt]).toEqual([200, "no-store", null]);
    expect((await claim(site)).body.code).toBe(body.code);
    expect((await claim(site, { anonymousId: "app-2" })).body.code).not.toBe(body.code);
    expect((await claim(site, { anonymousId: "app-3" })).status).toBe(409);
    const { messages } = (await site.get<WebhookLog>(`/api/webhooks/${id}/messages`)).body;
    expect(messages.map(({ body: told }) => JSON.parse(told).data.code).sort()).toEqual(["TEN-1", "TEN-2"]);
  });

  test("is the customer's whom the server names, in a browser as well", async () => {
    const site = await anOffer({}, { needsCustomer: true });
    expect((await claim(site)).status).toBe(409);
    const { code } = (await claim(site, { userId: "c-1" })).body;
    expect(code).toBeTruthy();
    expect((await claim(site, { anonymousId: undefined, userId: "c-1" })).body.code).toBe(code);
    expect((await claim(site, { anonymousId: "app-2", userId: "c-1" })).body.code).toBe(code);
  });

  test.each([
    ["who is held out", { holdoutShare: 1 }, {}, "campaign"],
    ["of a campaign that is over", { schedule: { until: 1 } }, {}, "campaign"],
    ["of a campaign that is not live", {}, { campaign: "gone" }, "campaign"],
    ["of a pool the campaign does not have", {}, { campaign: "other" }, "pool"],
  ])("is given to nobody %s", async (_, campaign, more, field) => {
    const { status, body } = await claim(await anOffer(campaign), more);
    expect([status, body.field]).toEqual([403, field]);
  });

  test.each([
    ["nobody", { anonymousId: undefined }, "anonymousId"],
    ["no pool", { pool: undefined }, "pool"],
  ])("is refused by its field to a request that names %s", async (_, more, field) => {
    const { status, body } = await claim(await anOffer(), more);
    expect([status, body.field]).toEqual([400, field]);
  });
});

test.each([
  ["nobody", {}, "anonymousId"],
  ["no consent", { anonymousId: "a", consent: undefined }, "consent"],
  ["a consent that says nothing", { anonymousId: "a", consent: {} }, "consent.personalise"],
  ["no placement", { anonymousId: "a", page: { path: "/", placements: [] } }, "page.placements"],
  ["a path that is none", { anonymousId: "a", page: { path: "home", placements: ["home"] } }, "page.path"],
  ["an unknown device", { anonymousId: "a", device: "watch" }, "device"],
  ["a language that is none", { anonymousId: "a", language: "po polsku" }, "language"],
])("a request that names %s is refused by its field", async (_, more, field) => {
  const { status, body } = await decide(await aShop(), more);
  expect([status, body.field]).toEqual([400, field]);
});

test("is refused without the site's key, and before anything is published", async () => {
  const response = await app.request(
    "https://edge.test/v1/decide",
    { method: "POST", body: JSON.stringify(FROM_APP) },
    env,
  );
  expect(response.status).toBe(401);
  expect((await decide(await aSite(), { anonymousId: "a" })).status).toBe(404);
});

test("the commands of the documentation do what it says", async () => {
  const content: Content = {
    form: "inline",
    blocks: [
      { kind: "head", title: "Another look" },
      { kind: "coupon", pool: "welcome", label: "Show my code" },
    ],
  };
  const variants = [{ id: "a", share: 1, content }];
  const site = await aShop([aCampaign("second-look", { role: "offer", variants })]);
  const pool = { id: "welcome", name: "Welcome", expiresAt: null, budget: null, needsCustomer: false };
  await site.put("/api/coupons/welcome", pool);
  await site.post("/api/coupons/welcome/codes", { codes: ["TEN-1"] });
  const commands = [...documented.matchAll(/curl -u KEY: https:\/\/EDGE\/v1\/([\w/]+) -d '(.+)'/g)];
  expect(commands.map(([, path]) => path)).toEqual(["track", "decide", "track", "decide/coupon"]);
  for (const [, path, body] of commands)
    expect((await post(site, path!, JSON.parse(body!))).status).toBe(200);
  expect(await counted(site.settings, "shown:second-look")).toBe(1);
});
