/**
 * The first fifteen minutes, as far as no other story tells them. Those that do: 1:00 `start`; 4:30 `consent`; 5:30 and 7:30
 * `shop`; 8:30 `dashboard`; 10:00's notification and its click, in Firefox, `push`; 14:00's restart `start`.
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

/** The mouse from the page to the tabs above it, as a hand does it: off slowly, then fast. */
async function leaveByTheTop(page: Page): Promise<void> {
  const began = Date.now();
  for (let share = 0; share < 1; ) {
    share = Math.min(1, (Date.now() - began) / 300);
    await page.mouse.move(640 + 40 * share ** 1.5, 500 - 510 * share ** 1.5);
  }
}

it(
  "6:30 the pointer at the tab bar brings help with the cart, and no code; in the checkout nothing",
  PATIENT,
  async () => {
    const visit = await story.visitor();
    await visit.accept();
    await visit.putInCart("lamp-sowa");
    // The bar has been seen: it interrupts nobody.
    await visit.drawn("bar").getByRole("heading", { name: "to free delivery" }).waitFor();
    await visit.open("/demo/cart/");
    await visit.settled();
    const { page } = visit;
    const help = page.getByRole("dialog", { name: "Anything unclear before you go?" });
    // Nobody who has just come is leaving; until then what it takes to draw the help comes.
    await page.mouse.move(600, 500);
    await page.waitForTimeout(16_000);
    const leave = async () => {
      await leaveByTheTop(page);
      return help.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(leave, { timeout: 30_000 }).toBe(true);
    await help.getByText("Table lamp Sowa").waitFor();
    expect(await help.innerText()).not.toMatch(/code|coupon|% off/i);

    await visit.open("/demo/checkout/");
    await visit.settled();
    await page.mouse.move(600, 500);
    await page.waitForTimeout(16_000);
    await leaveByTheTop(page);
    await visit.quiet();
    expect(await page.locator("body > impuls-content").count()).toBe(0);
    const drawer = await visit.openDrawer();
    await drawer
      .getByText(/Checkout guard/)
      .first()
      .waitFor();
  },
);

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
    await dialog.getByText(/^Cart rescue\. .* Begins again 7\sdays after/).waitFor();
    // Where nobody is held out, as here, the linter has something to say of it.
    await dialog.getByRole("list", { name: "What to look at first" }).waitFor();
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
    // As often as it takes until the journey is heard of, and each time a piece more.
    let pieces = 0;
    const enrolled = async () => {
      await visit.putInCart("lamp-sowa");
      pieces++;
      await visit.emptied();
      return (await story.api<JourneyReport>("GET", "/journeys/left-cart")).sums.enrolled ?? 0;
    };
    await expect.poll(enrolled, { timeout: 40_000 }).toBe(1);
    const card = await visit.cardAddress();
    const own = await story.dashboard(visit);
    await own.goto(card);
    await own.getByRole("link", { name: "Cart rescue" }).waitFor();
    // Who is held out is drawn first: a step of its own, at the next minute.
    const standing = async () => {
      await story.runtime.cron(new Date());
      return own.getByText(/waits until/).count();
    };
    await expect.poll(standing, { timeout: 60_000, interval: 1000 }).toBeGreaterThan(0);

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
    await own
      .getByRole("region", { name: "Past carts" })
      .getByText(`${pieces} piece${pieces === 1 ? "" : "s"}, ordered`)
      .waitFor();
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
  const field = page.getByRole("combobox", { name: "What is compared" });
  await field.fill("products seen of");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Which category" }).fill("Light");
  const count = page.getByLabel("Products seen of category", { exact: true });
  await count.fill("3");
  await page.getByRole("button", { name: "Condition" }).click();
  await field.last().fill("orders");
  await page.keyboard.press("Enter");
  await page.getByLabel("How", { exact: true }).last().selectOption("exactly");
  await page.getByLabel("Orders", { exact: true }).fill("0");
  await page.getByLabel("Days counted").fill("14");
  await page.getByText("You are in it").waitFor();
  await count.fill("4");
  await page.getByText("You are not in it.").waitFor();
});

it("12:00 one click on a cell of the grid of buyers makes a segment", PATIENT, async () => {
  await story.api("POST", "/orders/import?dry=no", {
    orders: [
      {
        id: "PL-1",
        placedAt: Date.now() - 86_400_000,
        valueMinor: 12_900,
        currency: "EUR",
        customer: "nowak-1",
      },
    ],
  });
  const page = await story.dashboard();
  const cells = page.getByRole("region", { name: "Grid" }).getByRole("link");
  // Scores are told within the hour after the first order.
  const body = JSON.stringify({ skipMs: 2 * 3_600_000 });
  expect((await fetch(`${story.origin}/local/clock`, { method: "POST", body })).status).toBe(200);
  const scored = async () => {
    await story.runtime.cron(new Date());
    await page.goto(`${story.origin}/dashboard/buyers`);
    return cells
      .first()
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => false,
      );
  };
  await expect.poll(scored, { timeout: 60_000, interval: 1000 }).toBe(true);
  await cells.first().click();
  await page.getByRole("heading", { name: "New segment", level: 1 }).waitFor();
  const rows = page.getByRole("region", { name: "Conditions" }).getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByRole("textbox", { name: /^Name/ }).fill("Fresh and once");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Fresh and once", level: 1 }).waitFor();
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
    // The name of what is shown comes with it.
    const title = await heading
      .filter({ hasText: /\S/ })
      .waitFor({ state: "attached", timeout: 10_000 })
      .then(
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
