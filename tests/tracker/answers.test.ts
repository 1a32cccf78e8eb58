/** What visitors are asked: by keyboard, in words, once; and what reaches the edge of it. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block, BlockOf, Content } from "../../model/content.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const why = {
  name: "why",
  ask: "What made you leave?",
  answer: "one" as const,
  options: [
    { value: "dear", label: "Delivery is too dear" },
    { value: "slow", label: "Delivery is too slow" },
  ],
};
const nps = { name: "nps", ask: "Would you recommend us?", answer: "score" as const };
const rooms = {
  name: "rooms",
  ask: "Which rooms?",
  answer: "several" as const,
  options: ["Kitchen", "Garden"].map((label) => ({ value: label.toLowerCase(), label })),
};
const more = { name: "more", ask: "What else?", answer: "text" as const };
const survey = (...questions: BlockOf<"survey">["questions"]): BlockOf<"survey"> => ({
  kind: "survey",
  questions,
  atMost: 1,
  send: "Send",
  thanks: "Thank you for that.",
});
const newsletter: BlockOf<"form"> = {
  kind: "form",
  fields: [
    { name: "first", label: "First name", type: "text", isRequired: false },
    { name: "email", label: "E-mail", type: "email", isRequired: true },
  ],
  consent: { text: "One letter a month.", controller: "Polana, Kraków", privacyHref: "/privacy" },
  send: "Subscribe",
  thanks: "Welcome.",
};

/** The page with the block in a corner of it. */
async function asked(
  block: Block,
  { html = "", path = "/", ...more }: Partial<Content> & { html?: string; path?: string } = {},
) {
  shop.pages[path] = { body: "<main><h1>Lamps</h1><button>Ours</button></main>", html };
  const content: Content = { form: "overlay", position: "corner", blocks: [block], ...more };
  shop.edge = () => ({ decisions: [aDecision({ placement: "overlay", content })] });
  const page = await shop.tab(path);
  await page.locator("impuls-content form").waitFor();
  return page;
}
const focusedText = (page: Page) =>
  page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);

test("a long question keeps clear of the close, and once it is answered its no is gone and a link stays", async () => {
  const block = survey({ ...nps, ask: "How likely are you to recommend us to a friend of yours?" });
  const blocks: Block[] = [
    block,
    { kind: "actions", items: [{ label: "Skip" }] },
    { kind: "actions", items: [{ label: "To the lamps", href: "/lamps" }] },
  ];
  const page = await asked(block, { blocks });
  const isCovered = await page.locator("impuls-content").evaluate(({ shadowRoot }) => {
    const words = document.createRange();
    words.selectNodeContents(shadowRoot!.querySelector("legend")!);
    const close = shadowRoot!.querySelector("[name=close]")!.getBoundingClientRect();
    return [...words.getClientRects()].some(({ right, top }) => right > close.left && top < close.bottom);
  });
  expect(isCovered).toBe(false);
  const skip = page.getByRole("button", { name: "Skip" });
  expect(await skip.isVisible()).toBe(true);
  await page.locator("label", { hasText: /^9$/ }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Thank you for that.").waitFor();
  expect(await skip.isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: "To the lamps" }).isVisible()).toBe(true);
});

test("a survey is answered by keyboard alone, thanks in its place, and asks the next page something else", async () => {
  const page = await asked(survey(why, nps));
  await page.getByRole("dialog", { name: "What made you leave?" }).waitFor();
  await page.getByRole("radio", { name: "Delivery is too dear" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Thank you for that.").waitFor();
  expect(await focusedText(page)).toBe("Thank you for that.");
  expect((await shop.event("answer")).props).toEqual({
    campaign: "recent",
    variant: "a",
    placement: "overlay",
    values: { why: "slow" },
  });
  await page.goto(`${shop.url}/b`);
  await page.getByRole("group", { name: "Would you recommend us?" }).waitFor();
  expect(await page.getByText("What made you leave?").count()).toBe(0);
  await page.getByRole("radio", { name: "10" }).check({ force: true });
  await page.getByRole("button", { name: "Send" }).click();
  expect((await shop.event("answer", 2)).props.values).toEqual({ nps: 10 });
  await page.goto(`${shop.url}/c`);
  await settled(page);
  await shop.until(() => shop.requests.at(-1)!.page.path === "/c");
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("nothing chosen is said in words at the question, and nothing is sent", async () => {
  const page = await asked({ ...survey(why, rooms), atMost: 2 });
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Please choose an answer.").waitFor();
  const radio = page.getByRole("radio", { name: "Delivery is too dear" });
  expect(await radio.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true);
  await page.getByRole("checkbox", { name: "Kitchen" }).check({ force: true });
  await page.getByRole("checkbox", { name: "Garden" }).check({ force: true });
  await page.getByRole("button", { name: "Send" }).click();
  expect((await shop.event("answer")).props.values).toEqual({ rooms: ["kitchen", "garden"] });
});

test("a form wants what it must have and a yes to its consent, then sends the contact apart, and keeps none of it", async () => {
  const page = await asked(newsletter);
  const box = page.getByRole("checkbox", { name: /One letter a month\. Controller: Polana, Kraków\./ });
  expect(await box.isChecked()).toBe(false);
  expect(await page.getByRole("link", { name: "Privacy policy" }).getAttribute("href")).toBe(
    `${shop.url}/privacy`,
  );
  await page.getByLabel("E-mail").fill("anna@nowhere");
  await page.getByRole("button", { name: "Subscribe" }).click();
  const field = page.getByLabel("E-mail");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await page.getByText("This is not complete.").waitFor();
  await field.fill("anna@example.org");
  await page.getByRole("button", { name: "Subscribe" }).click();
  expect(await field.getAttribute("aria-invalid")).toBe(null);
  // The browser's own words, at the box that is not ticked.
  expect(await page.locator("impuls-content .e").count()).toBe(1);
  expect(shop.counted.map(({ name }) => name)).not.toContain("answer");
  await box.check();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByText("Welcome.").waitFor();
  expect((await shop.event("answer")).props).toMatchObject({
    values: { first: "" },
    contacts: [{ type: "email", name: "email", value: "anna@example.org" }],
    consent: { text: "One letter a month.", controller: "Polana, Kraków" },
  });
  await expect.poll(async () => JSON.stringify(await storeOf(page))).not.toContain("example.org");
  expect((await storeOf(page)).answers).toEqual({ first: "", email: "" });
});

test("what was written is sent although the page is left at once", async () => {
  const page = await asked(survey(more));
  await page.getByRole("textbox", { name: "What else?" }).fill("Pictures, please");
  await page.getByRole("button", { name: "Send" }).click();
  shop.edge = () => ({});
  await page.goto(`${shop.url}/b`);
  expect((await shop.event("answer")).props.values).toEqual({ more: "Pictures, please" });
});

test("preferences show what was answered, and take it back; erasing asks once more and then keeps nothing", async () => {
  const preferences: Block = {
    kind: "preferences",
    questions: [rooms, more],
    send: "Save",
    thanks: "Saved.",
  };
  const page = await asked(preferences);
  await page.getByRole("checkbox", { name: "Kitchen" }).check({ force: true });
  await page.getByLabel("What else?").fill("Lamps");
  await page.getByRole("button", { name: "Save" }).click();
  await shop.event("answer");
  await page.goto(`${shop.url}/`);
  expect(await page.getByRole("checkbox", { name: "Kitchen" }).isChecked()).toBe(true);
  await page.getByLabel("What else?").fill("");
  const [save, erase] = ["Save", "Erase my data"].map((name) => page.getByRole("button", { name }));
  const [a, b] = [await save!.boundingBox(), await erase!.boundingBox()];
  expect([b!.height, Math.round(b!.y)]).toEqual([a!.height, Math.round(a!.y)]);
  await save!.click();
  expect((await shop.event("answer", 2)).props.values).toEqual({ rooms: ["kitchen"], more: null });
  await page.goto(`${shop.url}/`);
  await erase!.click();
  expect(await focusedText(page)).toBe("Keep it");
  await page.keyboard.press("Enter");
  expect(await focusedText(page)).toBe("Erase my data");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Erase it" }).click();
  await page.locator("impuls-content").waitFor({ state: "detached" });
  await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
});

test.each<[string, Block]>([
  ["a survey", { ...survey(why, nps, more), atMost: 3 }],
  ["a form", newsletter],
  ["preferences", { kind: "preferences", questions: [rooms, nps], send: "Save", thanks: "Saved" }],
])("%s keeps inside 320 px right to left, under a strict policy with Trusted Types", async (_, block) => {
  shop.headers = { "content-security-policy": STRICT };
  const page = await asked(block, { html: 'dir="rtl"' });
  await page.setViewportSize({ width: 320, height: 640 });
  const isWide = () =>
    page.evaluate(() => {
      const body = document.querySelector("impuls-content")!.shadowRoot!.querySelector(".b")!;
      return body.scrollWidth > body.clientWidth;
    });
  expect(await isWide()).toBe(false);
  const sizes = await page.evaluate(() =>
    [
      ...document
        .querySelector("impuls-content")!
        .shadowRoot!.querySelectorAll("fieldset label, .i, .a button, .x"),
    ].map((one) => one.getBoundingClientRect().height >= 44),
  );
  expect(sizes).not.toContain(false);
  await page
    .locator("impuls-content")
    .getByText(/Very much|Controller:/)
    .waitFor();
  expect(shop.complaints).toEqual([]);
});
