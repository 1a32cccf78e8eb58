/** A question answered once changes the very next page; a letter asked for is a lead, and nothing else knows the address. */
import { beforeAll, expect, it } from "vitest";
import type { CampaignAnswers, LeadList } from "../../model/answer-report.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";
import type { LiveFeed, VisitorCard, VisitorList } from "../../model/report.ts";
import { aCampaign, aSegment } from "../support/builders.ts";
import { aStory } from "../support/story.ts";

const story = aStory();
const variants = (content: Content): Campaign["variants"] => [{ id: "a", share: 1, content }];
const why = {
  name: "why_leaving",
  ask: "What is missing today?",
  answer: "one" as const,
  options: [
    { value: "delivery-dear", label: "Delivery is too dear" },
    { value: "only-looking", label: "I am only looking" },
  ],
};

const DEAR = { kind: "head" as const, title: "Delivery is free from 80 euros" };

// Published together: a visitor may meet the rules before for as long as an isolate keeps them.
beforeAll(async () => {
  await story.api(
    "PUT",
    "/segments/delivery-dear",
    aSegment("delivery-dear", { field: "trait", of: "why_leaving", op: "is", value: "delivery-dear" }),
  );
  const asking: Content = {
    form: "overlay",
    position: "corner",
    blocks: [
      { kind: "head", title: "One question" },
      { kind: "survey", questions: [why], atMost: 1, send: "Send", thanks: "Thank you, that helps." },
    ],
  };
  await story.api(
    "PUT",
    "/campaigns/asks",
    aCampaign("asks", {
      pageKinds: ["home"],
      placement: "overlay",
      priority: 95,
      variants: variants(asking),
    }),
  );
  await story.api(
    "PUT",
    "/campaigns/answers-dear",
    aCampaign("answers-dear", {
      priority: 95,
      segmentsIn: ["delivery-dear"],
      variants: variants({ form: "inline", blocks: [DEAR] }),
    }),
  );

  const letter: Content = {
    form: "overlay",
    position: "side",
    blocks: [
      { kind: "head", title: "One letter a month" },
      {
        kind: "form",
        fields: [{ name: "email", label: "E-mail", type: "email", isRequired: true }],
        consent: {
          text: "I would like one letter a month.",
          controller: "Polana sp. z o.o., Kraków",
          privacyHref: "/demo/privacy/",
        },
        send: "Subscribe",
        thanks: "Welcome.",
      },
    ],
  };
  await story.api(
    "PUT",
    "/campaigns/letter",
    aCampaign("letter", {
      placement: "overlay",
      pageKinds: ["product"],
      priority: 99,
      variants: variants(letter),
    }),
  );
  await story.api("POST", "/publication");
});

it("an answer given by keyboard chooses what the next page shows, and the question does not come again", async () => {
  const visit = await story.visitor();
  await visit.accept();
  const { page } = visit;
  await page.getByRole("radio", { name: "Delivery is too dear" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Thank you, that helps.").waitFor();
  await visit.emptied();

  await visit.open();
  await visit.drawn("home").getByRole("heading", { name: DEAR.title }).waitFor();
  expect(await page.getByText("What is missing today?").count()).toBe(0);

  const known = () => story.api<CampaignAnswers>("GET", "/campaigns/asks/answers");
  await expect.poll(async () => (await known()).questions[0]!.visitors, { timeout: 10_000 }).toBe(1);
  expect((await known()).questions[0]!.options.map(({ label, visitors }) => [label, visitors])).toEqual([
    ["Delivery is too dear", 1],
    ["I am only looking", 0],
  ]);
  const { visitors } = await story.api<VisitorList>("GET", "/visitors?segment=delivery-dear");
  expect(visitors).toHaveLength(1);
  const card = await story.api<VisitorCard>("GET", `/visitors/${visitors[0]!.id}?kind=home`);
  expect(card.reasons.find(({ campaign }) => campaign === "asks")).toMatchObject({
    outcome: "answered",
    reason: "The visitor has answered what it asks.",
  });
});

it("a newsletter form wants a yes to its consent; then there is a lead, and the address is nowhere else", async () => {
  const visit = await story.visitor();
  await visit.accept("/demo/p/lamp-sowa/");
  const { page } = visit;
  const form = page.locator("body > impuls-content");
  await form.getByLabel("E-mail").fill("anna@example.org");
  await form.getByRole("button", { name: "Subscribe" }).click();
  await form.locator(".e").waitFor();
  expect(await form.locator(".e").textContent()).toMatch(/\w+ \w+/);
  expect((await story.api<LeadList>("GET", "/leads")).count).toBe(0);

  await form.getByRole("checkbox", { name: /Controller: Polana sp\. z o\.o\./ }).check();
  await form.getByRole("button", { name: "Subscribe" }).click();
  await form.getByText("Welcome.").waitFor();
  await visit.emptied();

  const listed = () => story.api<LeadList>("GET", "/leads");
  await expect.poll(async () => (await listed()).count, { timeout: 10_000 }).toBe(1);
  const [lead] = (await listed()).leads;
  expect(lead).toMatchObject({
    type: "email",
    value: "anna@example.org",
    consent: "I would like one letter a month.",
    controller: "Polana sp. z o.o., Kraków",
    campaign: "letter",
  });
  const feed = await story.api<LiveFeed>("GET", "/live");
  expect(feed.events.map(({ name }) => name)).toContain("answer");
  const card = await story.api<VisitorCard>("GET", `/visitors/${lead!.visitor}`);
  const db = await story.runtime.miniflare.getD1Database("DB");
  const rows = await db.prepare("SELECT * FROM visitors").all();
  const kept = await visit.kept();
  expect(JSON.stringify([feed, card, rows.results, kept])).not.toContain("example.org");
  await visit.open("/demo/p/lamp-sowa/");
  await visit.settled();
  expect(await page.getByRole("button", { name: "Subscribe" }).count()).toBe(0);
});
