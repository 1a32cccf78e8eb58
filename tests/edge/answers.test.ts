/** Answers and leads as ingest keeps them: once, bounded, held against orders, and gone with the visitor. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { retain } from "../../edge/jobs/retain.ts";
import { MOST_TEXTS } from "../../edge/store/answers.ts";
import type { CampaignAnswers, LeadList } from "../../model/answer-report.ts";
import type { Block, BlockOf } from "../../model/content.ts";
import type { Event, EventProps } from "../../model/event.ts";
import type { LiveFeed, VisitorCard } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import { aCampaign, aSegment, aSnapshot } from "../support/builders.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { ARRIVE, aMessage, aSite, type TestSite, visit } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { Visitor } from "./visitor.ts";

const survey: Block = {
  kind: "survey",
  questions: [
    {
      name: "why",
      ask: "What made you leave?",
      answer: "one",
      options: [
        { value: "dear", label: "Delivery is too dear" },
        { value: "slow", label: "Delivery is too slow" },
      ],
    },
    { name: "nps", ask: "Would you recommend us?", answer: "score" },
    { name: "more", ask: "What else?", answer: "text" },
  ],
  atMost: 3,
  send: "Send",
  thanks: "Thank you",
};
const LEAVING = aCampaign("leaving", {
  attribution: { clickDays: 2, viewDays: 0 },
  variants: [{ id: "a", share: 1, content: { form: "inline", blocks: [survey] } }],
});
const ref = { campaign: "leaving", variant: "a", placement: "home" };
const answer = (values: EventProps["answer"]["values"], more: Partial<EventProps["answer"]> = {}): Event => ({
  name: "answer",
  props: { ...ref, values, ...more },
});
const order = (orderId: string): Event => ({
  name: "purchase",
  props: { orderId, valueMinor: 1_000, currency: "EUR", lines: [] },
});
const consent = { text: "One letter a month.", controller: "Polana, Kraków" };
const contact = (value: string): Event =>
  answer({ first: "Anna" }, { contacts: [{ type: "email", name: "email", value }], consent });

async function aSurveyedSite(): Promise<TestSite> {
  const site = await aSite();
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: [LEAVING] }));
  await site.put("/api/campaigns/leaving", LEAVING);
  return site;
}
const answersOf = async (site: TestSite) =>
  (await site.get<CampaignAnswers>("/api/campaigns/leaving/answers")).body;
const questionOf = async (site: TestSite, name: string) =>
  (await answersOf(site)).questions.find((question) => question.name === name)!;
const leadsOf = async (site: TestSite) => (await site.get<LeadList>("/api/leads")).body;
const PATIENT = { timeout: 60_000 };

describe("answers", PATIENT, () => {
  test("count once, by option, against who ordered within the window and who chose otherwise", async () => {
    const site = await aSurveyedSite();
    const at = Date.now() - 10 * DAY_MS;
    const message = aMessage(site.id, [ARRIVE, answer({ why: "dear", nps: 9 }), order("o1")], { at });
    await ingest(env, [message, message]);
    await ingest(env, [message]);
    await visit(site, [answer({ why: "dear" })], { at });
    const late = await visit(site, [answer({ why: "slow", nps: 3 })], { at });
    await visit(site, [order("o2")], { visitor: late, at: at + 3 * DAY_MS });
    const { visitors, ordered, options } = await questionOf(site, "why");
    expect([visitors, ordered]).toEqual([3, 1]);
    expect(options).toEqual([
      {
        value: "dear",
        label: "Delivery is too dear",
        visitors: 2,
        ordered: 1,
        share: 2 / 3,
        others: { visitors: 1, ordered: 0 },
      },
      {
        value: "slow",
        label: "Delivery is too slow",
        visitors: 1,
        ordered: 0,
        share: 1 / 3,
        others: { visitors: 2, ordered: 1 },
      },
    ]);
    expect((await questionOf(site, "nps")).promoters).toEqual({ score: 0, low: null, high: null, scores: 2 });
  });

  test("of one visitor the later stands, and what is taken back counts no more", async () => {
    const site = await aSurveyedSite();
    const visitor = await visit(site, [answer({ why: "dear" }), answer({ why: "slow" })]);
    expect((await questionOf(site, "why")).options.map(({ visitors }) => visitors)).toEqual([0, 1]);
    await visit(site, [answer({ why: null })], { visitor });
    expect((await questionOf(site, "why")).visitors).toBe(0);
  });

  test("of an order by the customer behind the visitor the visitor is asked too", async () => {
    const site = await aSurveyedSite();
    const at = Date.now() - DAY_MS;
    const message = aMessage(site.id, [answer({ why: "slow" })], { at });
    message.runs[0]!.events[0]!.customer = "anna";
    await ingest(env, [message]);
    await site.post("/v1/orders", {
      orders: [{ id: "store-1", placedAt: at + 1_000, valueMinor: 500, currency: "EUR", customer: "anna" }],
    });
    expect((await questionOf(site, "why")).ordered).toBe(1);
  });

  test("in the visitor's own words are kept, of a question the newest, and shown newest first", async () => {
    const site = await aSurveyedSite();
    const at = Date.now() - DAY_MS;
    const messages = Array.from({ length: MOST_TEXTS + 5 }, (_, i) =>
      aMessage(site.id, [answer({ more: `text ${i}` })], { at: at + i * 1_000 }),
    );
    await ingest(env, messages);
    const kept = await env.DB.prepare("SELECT count(*) AS n FROM answer_texts WHERE site = ?1")
      .bind(site.id)
      .first<{ n: number }>();
    const { texts, visitors } = await questionOf(site, "more");
    expect([kept!.n, visitors, texts[0]!.text]).toEqual([
      MOST_TEXTS,
      MOST_TEXTS + 5,
      `text ${MOST_TEXTS + 4}`,
    ]);
  });

  test("to a form are its fields' own words and figures, and contacts are leads alone", async () => {
    const site = await aSite();
    const form = EVERY_BLOCK.form;
    const fields: BlockOf<"form">["fields"] = [
      ...form.fields,
      { name: "car", label: "Which car?", type: "text", isRequired: false },
      { name: "doors", label: "How many doors?", type: "number", isRequired: false },
    ];
    const asking = (block: Block) =>
      aCampaign("leaving", {
        variants: [{ id: "a", share: 1, content: { form: "inline", blocks: [block] } }],
      });
    const changed = asking({ ...form, fields });
    await publishDirectly(env, aSnapshot(site.settings, { campaigns: [changed] }));
    await site.put("/api/campaigns/leaving", changed);
    await visit(site, [answer({ car: "Polonez", doors: 5 })]);
    const { isAsking, questions } = await answersOf(site);
    expect([isAsking, questions.map(({ ask, visitors, texts }) => [ask, visitors, texts[0]!.text])]).toEqual([
      true,
      [
        ["Which car?", 1, "Polonez"],
        ["How many doors?", 1, "5"],
      ],
    ]);
    await site.put("/api/campaigns/leaving", asking(form));
    expect((await answersOf(site)).isAsking).toBe(true);
    await site.put("/api/campaigns/leaving", asking(EVERY_BLOCK.text));
    expect((await answersOf(site)).isAsking).toBe(false);
  });

  test("on a page that was open when the campaign was paused count all the same, and not of one that is gone", async () => {
    const site = await aSite();
    await publishDirectly(env, aSnapshot(site.settings, { campaigns: [] }));
    await site.put("/api/campaigns/leaving", { ...LEAVING, status: "paused" });
    await visit(site, [answer({ why: "dear" })]);
    expect((await questionOf(site, "why")).visitors).toBe(1);
    await site.delete("/api/campaigns/leaving");
    await visit(site, [answer({ why: "slow" })]);
    await site.put("/api/campaigns/leaving", LEAVING);
    expect((await questionOf(site, "why")).visitors).toBe(1);
  });

  test("nobody else's campaign can be asked for", async () => {
    await aSurveyedSite();
    expect((await (await aSite()).get("/api/campaigns/leaving/answers")).status).toBe(404);
  });
});

describe("leads", PATIENT, () => {
  test("are one for an address, with what was agreed to, and in no profile, log, feed or passport", async () => {
    const site = await aSurveyedSite();
    await visit(site, [contact("anna@example.org")], { at: Date.now() - DAY_MS });
    const visitor = await visit(site, [ARRIVE, contact("Anna@example.org")]);
    const { leads, count, next } = await leadsOf(site);
    expect([count, next]).toEqual([1, null]);
    expect(leads[0]).toMatchObject({
      type: "email",
      value: "anna@example.org",
      visitor,
      campaign: "leaving",
      consent: consent.text,
      controller: consent.controller,
    });
    const card = await site.get<VisitorCard>(`/api/visitors/${visitor}`);
    const feed = await site.get<LiveFeed>("/api/live");
    const rows = await env.DB.prepare("SELECT * FROM visitors WHERE site = ?1").bind(site.id).all();
    expect(JSON.stringify([card.body, feed.body, rows.results])).not.toMatch(/example\.org|One letter/i);
    expect(feed.body.events.at(-1)!.props).toMatchObject({ values: { first: "Anna" }, contacts: ["email"] });
  });

  test("are paged, exported with their consent, and taken out one by one", async () => {
    const site = await aSurveyedSite();
    const addresses = Array.from({ length: 60 }, (_, i) => `v${i}@example.org`);
    await ingest(
      env,
      addresses.map((address, i) =>
        aMessage(site.id, [contact(address)], { at: Date.now() - (90 - i) * 60_000 }),
      ),
    );
    const first = await leadsOf(site);
    const rest = (await site.get<LeadList>(`/api/leads?before=${encodeURIComponent(first.next!)}`)).body;
    expect([...first.leads, ...rest.leads].map(({ value }) => value)).toEqual(addresses.toReversed());
    expect((await site.get("/api/leads?before=x")).body.field).toBe("before");
    const removed = await site.delete(`/api/leads/email/${encodeURIComponent("v3@example.org")}`);
    expect([removed.status, (await leadsOf(site)).count]).toEqual([200, 59]);
    expect((await site.delete("/api/leads/email/nobody@example.org")).body.field).toBe("value");
    const { text, type } = await exported(site);
    expect(type).toBe("text/csv; charset=utf-8");
    expect(text.split("\r\n")[1]).toContain("v59@example.org,email,20");
    expect(text.split("\r\n")[1]).toContain('leaving,One letter a month.,"Polana, Kraków",');
  });
});
async function exported(site: TestSite): Promise<{ text: string; type: string | null }> {
  const response = await app.request(
    "https://edge.test/api/leads/export",
    { headers: await site.owner() },
    env,
  );
  return { text: await response.text(), type: response.headers.get("content-type") };
}

const countsOf = async (site: TestSite) =>
  Promise.all(
    ["answers", "answer_texts", "leads"].map(
      async (table) =>
        (await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE site = ?1`)
          .bind(site.id)
          .first<{ n: number }>())!.n,
    ),
  );

test("an erased visitor leaves no answer, no words and no lead", PATIENT, async () => {
  const site = await aSurveyedSite();
  const message = aMessage(site.id, [answer({ why: "dear", more: "Mine" }), contact("anna@example.org")]);
  message.runs[0]!.events[0]!.customer = "anna";
  await ingest(env, [message]);
  await visit(site, [answer({ why: "slow" })]);
  expect(await countsOf(site)).toEqual([3, 1, 1]);
  expect((await site.delete("/api/customers/anna")).status).toBe(200);
  expect(await countsOf(site)).toEqual([1, 0, 0]);
});

test("a year and a month after they were given answers and leads go", PATIENT, async () => {
  const site = await aSurveyedSite();
  await visit(site, [answer({ why: "dear", more: "Old" }), contact("old@example.org")], {
    at: Date.now() - 401 * DAY_MS,
  });
  await visit(site, [answer({ why: "slow" })], { at: Date.now() - 399 * DAY_MS });
  await retain(env, { site: site.id, kind: "retain", subject: "" }, Date.now());
  expect(await countsOf(site)).toEqual([1, 0, 0]);
});

test(
  "a segment of an answer matches in the very sync that brings it, and the question takes no place again",
  PATIENT,
  async () => {
    const site = await aSite();
    const content = aCampaign("reward").variants;
    await publishDirectly(
      env,
      aSnapshot(site.settings, {
        segments: [aSegment("dear", { field: "trait", of: "why", op: "is", value: "dear" })],
        campaigns: [
          {
            ...LEAVING,
            priority: 60,
            variants: [{ id: "a", share: 1, content: { form: "inline", blocks: [asks("why")] } }],
          },
          aCampaign("reward", { segmentsIn: ["dear"], variants: content }),
        ],
      }),
    );
    const visitor = new Visitor(site);
    const first = await visitor.sync([ARRIVE]);
    expect(first.first!.decisions.map(({ campaign }) => campaign)).toEqual(["leaving"]);
    const second = await visitor.sync([answer({ why: "dear" })]);
    expect(second.first!.decisions.map(({ campaign }) => campaign)).toEqual(["reward"]);
    const third = await visitor.sync([ARRIVE]);
    expect(third.first!.decisions.map(({ campaign }) => campaign)).toEqual(["reward"]);
  },
);
const asks = (name: string): Block => ({
  kind: "survey",
  questions: [{ name, ask: "Why?", answer: "text" }],
  atMost: 1,
  send: "Send",
  thanks: "Thank you",
});
