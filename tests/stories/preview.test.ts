/** A marketer looks at a draft in the shop's own page, as a visitor, and nothing is counted. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { PreviewLink } from "../../model/preview.ts";
import { aCampaign } from "../support/builders.ts";
import { aStory } from "../support/story.ts";

const story = aStory({ excused: /status of 400/ });
const variant = (id: string, title: string) => ({
  id,
  share: 0.5,
  content: {
    form: "overlay" as const,
    position: "corner" as const,
    blocks: [
      { kind: "head" as const, title },
      { kind: "coupon" as const, pool: "ten", label: "Show my code" },
    ],
  },
});
const DRAFT = aCampaign("draft", {
  name: "Leaving already",
  status: "draft",
  placement: "overlay",
  role: "offer",
  trigger: { kind: "event", event: "quiz_done" },
  holdoutShare: 1,
  variants: [variant("a", "Ten off, {{last_viewed.name|your first order}}"), variant("b", "A gift for you")],
});

/** Everything in D1 that a visit changes. */
async function tables(): Promise<unknown> {
  const db = await story.runtime.miniflare.getD1Database("DB");
  const all: Record<string, unknown> = {};
  for (const table of ["visitors", "log", "counters", "coupons", "orders", "products"])
    all[table] = (await db.prepare(`SELECT * FROM ${table}`).all()).results;
  return all;
}
const stored = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => /^impuls-/.test(name!)),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookies: document.cookie,
  }));

it("shows each variant where and when it would come, goes along to other pages, and ends", async () => {
  await story.api("PUT", "/campaigns/draft", DRAFT);
  const link = await story.api<PreviewLink>("POST", "/campaigns/draft/preview-links", {
    url: `${story.origin}/demo/`,
    visitor: null,
    as: "a new visitor",
  });
  const page = await (await story.context()).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.goto(link.link);
  const before = await tables();
  const strip = page.locator("impuls-preview section");
  await strip.getByText("Preview of Leaving already").waitFor();
  expect(await strip.textContent()).toContain("as a new visitor – nothing is counted");
  expect(await page.locator("impuls-content").count()).toBe(0);

  await page.evaluate(() =>
    (window as unknown as { impuls: (...a: unknown[]) => void }).impuls("track", "quiz_done"),
  );
  const heading = page.getByRole("heading", { name: "Ten off, your first order" });
  await heading.waitFor();
  await page.getByRole("button", { name: "Show my code" }).click();
  await page.getByText("EXAMPLE-7KQ2M9").waitFor();

  await strip.getByRole("button", { name: "B", exact: true }).click();
  await expect.poll(() => page.locator("impuls-content").count()).toBe(0);
  await strip.getByRole("button", { name: "Show now" }).click();
  await page.getByRole("heading", { name: "A gift for you" }).waitFor();

  await page.goto(`${story.origin}/demo/cart/`);
  await strip.getByText("Preview of Leaving already").waitFor();
  await strip.getByRole("button", { name: "Show now" }).click();
  await heading.waitFor();
  expect(asked.filter((one) => /\/v1\//.test(one) && !one.endsWith("/v1/preview"))).toEqual([]);
  expect(await stored(page)).toEqual({ databases: [], local: [], session: [], cookies: "" });
  expect(await tables()).toEqual(before);

  await strip.getByRole("button", { name: "End" }).click();
  await expect.poll(() => page.locator("impuls-preview").count()).toBe(0);
  await expect.poll(() => page.evaluate(() => window.name)).toBe("");
  await expect
    .poll(() => page.evaluate(() => "isHere" in (window as unknown as { impuls: object }).impuls))
    .toBe(true);
});

it("is made in the dashboard, for a page and a visitor of the marketer's choice", async () => {
  const page = await story.dashboard();
  await page.getByRole("link", { name: "Campaigns" }).first().click();
  await page.getByRole("link", { name: "Second look" }).click();
  await page.getByLabel("More for this campaign").click();
  await page.getByRole("button", { name: "Preview in the shop" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Page of the shop").fill("https://");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await dialog.locator(".msg.bad").waitFor();
  await dialog.getByLabel("Page of the shop").fill(`${story.origin}/demo/`);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const opening = page.context().waitForEvent("page");
  await dialog.getByRole("link", { name: "Open the preview" }).click();
  const shop = await opening;
  await shop.locator("impuls-preview section").getByText("Preview of Second look").waitFor();
});
