/**
 * The first fifteen minutes, as far as no other story tells them. Those that do: 1:00 `start`; 4:30 `consent`; 5:30, 7:30 and the
 * checkout guard of 6:30 `shop`; 8:30 `dashboard`; 10:00's notification and its click, in Firefox, `push`; 14:00's restart `start`.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Journey } from "../../model/journey.ts";
import type { JourneyReport } from "../../model/push-report.ts";
import { aStory } from "../support/story.ts";

const story = aStory();
const PATIENT = { timeout: 240_000 };

it("0:00 the README says how to start it, shows shop and dashboard, and what it does not do", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const first = readme.split("\n").slice(0, 16).join("\n");
  expect(first).toMatch(/npm start/);
  for (const [, picture] of first.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g))
    expect(readFileSync(new URL(`../../${picture}`, import.meta.url)).length).toBeGreaterThan(10_000);
  expect(first.match(/!\[/g)).toHaveLength(2);
  expect(readme).toContain("## What it does not do");
});

it("4:00 the start page has three ways in, figures that grow, and says that its visitors are simulated", async () => {
  const visit = await story.visitor();
  await visit.open("/");
  const { page } = visit;
  for (const way of ["Be a visitor", "Watch yourself", "Put it on your shop"])
    await page.getByRole("heading", { name: way, level: 2 }).waitFor();
  await page.getByText("simulated visitors, 60 days").waitFor();
  await page.getByText(`src="${story.origin}/i.js"`).waitFor();
  const views = async () =>
    Number((await page.locator("[data-counter=views]").innerText()).replace(/\D/g, ""));
  const before = await views();
  const other = await story.visitor();
  await other.accept();
  await expect.poll(views, { timeout: 15_000 }).toBeGreaterThan(before);
});

it("6:30 the pointer at the tab bar brings help with the cart, and no code", PATIENT, async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  await visit.open("/demo/cart/");
  await visit.settled();
  const { page } = visit;
  // Nobody who has just come is leaving: the rule waits 15 seconds.
  await page.mouse.move(600, 500);
  await page.waitForTimeout(16_000);
  const help = page.getByRole("dialog", { name: "Anything unclear before you go?" });
  // As a hand does it: off slowly, then fast, and out of the window.
  const leave = async () => {
    const began = Date.now();
    for (let share = 0; share < 1; ) {
      share = Math.min(1, (Date.now() - began) / 300);
      await page.mouse.move(640 + 40 * share ** 1.5, 500 - 510 * share ** 1.5);
    }
    return help.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(leave, { timeout: 30_000 }).toBe(true);
  expect(await help.innerText()).not.toMatch(/code|coupon|% off/i);
});

it(
  "10:00 “Cart rescue” is switched on in a few clicks; after the order nothing comes, and the card says so",
  PATIENT,
  async () => {
    const dashboard = await story.dashboard();
    await dashboard.getByRole("link", { name: "Plays" }).first().click();
    await dashboard.getByRole("link", { name: /^Cart rescue/ }).click();
    await dashboard.getByLabel("Address of the cart").fill("/demo/cart/");
    await dashboard.getByRole("button", { name: "Publish", exact: true }).last().click();
    const dialog = dashboard.getByRole("dialog", { name: /^Publish Cart rescue/ });
    await dialog.getByText(/^Cart rescue\./).waitFor();
    await dialog.getByText(/Live here within 10\ss/).waitFor();
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await dashboard
      .getByText(/Published/)
      .first()
      .waitFor();
    // Whoever comes next is not to be held out by chance.
    const { journey } = await story.api<JourneyReport>("GET", "/journeys/left-cart");
    const everybody: Journey = {
      ...journey,
      status: "published",
      steps: journey.steps.map((step) => (step.kind === "split" ? { ...step, holdoutShare: 0 } : step)),
    };
    await story.api("PUT", "/journeys/left-cart", everybody);
    await story.api("POST", "/publication");

    const visit = await story.visitor();
    await visit.accept();
    const enrolled = async () => {
      await visit.putInCart("lamp-sowa");
      await visit.emptied();
      return (await story.api<JourneyReport>("GET", "/journeys/left-cart")).sums.enrolled ?? 0;
    };
    await expect.poll(enrolled, { timeout: 40_000 }).toBe(1);
    const card = await visit.cardAddress();
    const own = await story.dashboard(visit);
    await own.goto(card);
    await own.getByRole("link", { name: "Cart rescue" }).waitFor();
    await own
      .getByText(/waits until/)
      .first()
      .waitFor();

    await visit.goToPayment();
    await visit.payWith("one that works");
    await visit.page.waitForURL(/thanks/);
    await visit.emptied();
    const ended = async () => {
      await story.runtime.cron(new Date());
      return (await story.api<JourneyReport>("GET", "/journeys/left-cart")).sums["ended:ordered"] ?? 0;
    };
    await expect.poll(ended, { timeout: 40_000, interval: 500 }).toBe(1);
    const body = JSON.stringify({ skipMs: 24 * 3_600_000 });
    expect((await fetch(`${story.origin}/local/clock`, { method: "POST", body })).status).toBe(200);
    await own.goto(card);
    await own.getByText(/stopped: ordered/).waitFor();
    await own.getByRole("region", { name: "Orders" }).getByRole("link").first().waitFor();
    await own.getByRole("region", { name: "Past carts" }).getByText("1 piece, ordered").waitFor();
    await own.getByRole("region", { name: "Consent" }).getByText("they said so on the site").waitFor();
  },
);

it("12:00 the segment's count follows the typing, and says that you are in it", PATIENT, async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa", "lamp-dzwon", "lamp-zuraw");
  await visit.emptied();
  const page = await story.dashboard(visit);
  await page.getByRole("link", { name: "Segments" }).first().click();
  await page.getByRole("link", { name: "New segment" }).first().click();
  await page.getByRole("combobox", { name: "What is compared" }).fill("products seen");
  await page.keyboard.press("Enter");
  const count = page.getByLabel("Products seen", { exact: true });
  await count.fill("3");
  await page.getByText("You are in it").waitFor();
  await count.fill("4");
  await page.getByText("You are not in it.").waitFor();
});

/** Links of the page as it stands, within the product. */
const linksOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, search }) => pathname + search),
  );
/** One of a kind stands for all: ids, products and ranges are many. */
const kindOf = (href: string) =>
  href
    .replace(
      /\/dashboard\/(visitors|customers|segments|campaigns|orders|plays)\/(?!new)[^?]+/,
      "/dashboard/$1/ID",
    )
    .replace(/\/demo\/p\/[^/]+/, "/demo/p/ID")
    .replace(/=[^&]*/g, "=");

it("14:00 nowhere is there an empty screen, a word in the console or a dead link", PATIENT, async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  await visit.emptied();
  const page = await story.dashboard(visit);
  const seen = new Set<string>();
  const asked = ["/dashboard/", "/", "/demo/"];
  const wrong: string[] = [];
  for (let href = asked.shift(); href !== undefined; href = asked.shift()) {
    if (seen.has(kindOf(href))) continue;
    seen.add(kindOf(href));
    const answer = await page.goto(story.origin + href);
    if (answer && answer.status() >= 400) wrong.push(`${href}: ${answer.status()}`);
    const heading = page.locator("h1").first();
    const title = await heading.waitFor({ state: "attached", timeout: 10_000 }).then(
      () => heading.innerText(),
      () => "",
    );
    if (title === "" || /no such page/i.test(title)) wrong.push(`${href}: “${title}”`);
    const fills = page.waitForFunction(() => (document.querySelector("main")?.innerText.length ?? 0) >= 40);
    if (
      !(await fills.then(
        () => true,
        () => false,
      ))
    )
      wrong.push(`${href}: empty`);
    asked.push(...(await linksOf(page)));
  }
  expect(wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
});
