import { expect, it } from "vitest";
import { demoCampaigns } from "../../demo/rules.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("“you, now” stands on top of the live view within 2 seconds of the last click", async () => {
  const visit = await story.visitor();
  await visit.accept();
  const dashboard = await story.dashboard(visit);
  await dashboard.getByRole("link", { name: "Live", exact: true }).click();
  const first = dashboard.locator("#main").getByRole("listitem").first();
  await first.getByText("you, now").waitFor();
  const took: number[] = [];
  for (const [id, name] of [
    ["lamp-sowa", "Table lamp Sowa"],
    ["lamp-dzwon", "Pendant lamp Dzwon"],
    ["lamp-zuraw", "Desk lamp Żuraw"],
  ] as const) {
    await visit.lookAt(id);
    await visit.page.getByRole("button", { name: "Keep on my list" }).click();
    const clickedAt = Date.now();
    // What the click brings, the question for notifications, may stand above it already.
    await dashboard.locator("#main").getByText(`Saved ${name} for later`).first().waitFor();
    took.push(Date.now() - clickedAt);
    await first.getByText("you, now").waitFor();
  }
  // The middle one of three: a busy machine may hold up one.
  expect(took.sort((a, b) => a - b)[1]).toBeLessThan(2000);
});

it("a sign-in link opened where the sign-in page already stands signs in", async () => {
  const visit = await story.visitor();
  const { page } = visit;
  await page.goto(`${story.origin}/dashboard/sign-in`);
  await page.getByRole("heading", { name: "Sign in to Impuls" }).waitFor();
  await page.goto(await story.signInLink());
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
});

it("a browser that asks for Polish is answered in Polish, page, palette and title", async () => {
  const page = await story.dashboard(undefined, { locale: "pl-PL" });
  for (const [path, heading] of [
    ["live", "Na żywo"],
    ["visitors", "Odwiedzający"],
    ["segments/new", "Nowy segment"],
  ] as const) {
    await page.goto(`${story.origin}/dashboard/${path}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    // The title follows the heading by a frame.
    await expect.poll(() => page.title()).toContain(heading);
  }
  await page.locator("h1").click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("przegl");
  await page.getByRole("option", { name: "Przegląd" }).first().waitFor();
});

it.each([
  ["en-GB", "visitors"],
  ["pl-PL", "visitors"],
  ["en-GB", "campaigns/new"],
])(
  "in %s the page %s is asked for at once, with who is signed in, and nothing twice",
  async (locale, path) => {
    const page = await story.dashboard(undefined, { locale });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${story.origin}/dashboard/${path}`);
    await page.locator("#main h1").first().waitFor();
    const needed = asked.filter((path) => path.endsWith(".js") || path === "/api/me");
    expect(needed.length).toBeGreaterThan(5);
    expect(new Set(needed).size).toBe(needed.length);
    // The head's script asks for it last: what only the frame asks for, once it runs, would come after it.
    expect(needed.at(-1)).toBe("/api/me");
  },
);

it("where the edge does not say who is signed in, another try opens the page", async () => {
  const page = await story.dashboard();
  await page.route("**/api/me", (route) => route.abort());
  await page.goto(`${story.origin}/dashboard/visitors`);
  const again = page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  await page.unroute("**/api/me");
  await again.click();
  await page.getByRole("heading", { name: "Visitors", level: 1 }).waitFor();
  // What the browser itself says of it.
  expect(story.faults.splice(0)).toEqual([expect.stringContaining("/api/me")]);
});

it("the visitor's card shows pages, products, cart, segments, what was shown, and every campaign with its reason", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa", "lamp-dzwon", "lamp-zuraw");
  await visit.putInCart("lamp-zuraw");
  await visit.open();
  await visit.drawn("home").getByRole("heading", { name: "Where you left off" }).waitFor();
  await visit.open("/demo/cart/");
  await visit.settled();

  const dashboard = await story.dashboard(visit);
  await dashboard.goto(await visit.cardAddress());
  const timeline = dashboard.getByRole("region", { name: "Timeline" });
  for (const said of [
    "Arrived on Polana, the demo shop",
    "Viewed Desk lamp Żuraw",
    "Put Desk lamp Żuraw in the cart",
    "Looked at the cart",
    "Entered Comparing lamps",
    "Saw Where you left off, variant A",
  ])
    await timeline.getByText(said).first().waitFor();
  await dashboard.getByRole("link", { name: "Cart below free delivery", exact: true }).first().waitFor();
  await dashboard.getByRole("heading", { name: "In the cart" }).waitFor();

  const reasons = dashboard.getByRole("region", { name: "Why, why not" });
  await reasons.getByLabel("Page").selectOption("in the checkout");
  await reasons
    .getByText(/Checkout guard/)
    .first()
    .waitFor();
  const rows = await reasons.getByRole("listitem").allTextContents();
  expect(rows).toHaveLength(demoCampaigns.length);
  for (const { name } of demoCampaigns) expect(rows.some((row) => row.includes(name))).toBe(true);
  await reasons.getByText("Would show with: Orders at least 1.").waitFor();
});

it("a segment and a campaign made by the dashboard's forms and published meet the next visitor within 10 seconds", async () => {
  const visit = await story.visitor();
  await visit.accept();
  const dashboard = await story.dashboard();
  await dashboard.getByRole("link", { name: "Segments" }).click();
  await dashboard.getByRole("link", { name: "New segment" }).first().click();
  await dashboard.getByLabel("Name").fill("Looked at two kettles");
  await dashboard.getByRole("combobox", { name: "What is compared" }).fill("products seen");
  await dashboard.keyboard.press("Enter");
  await dashboard.getByLabel("Products seen", { exact: true }).fill("2");
  await dashboard.getByRole("button", { name: "Save segment" }).click();
  await dashboard.getByRole("heading", { name: "Looked at two kettles", level: 1 }).waitFor();

  await dashboard.getByRole("link", { name: "Campaigns" }).click();
  await dashboard.getByRole("link", { name: "New campaign" }).first().click();
  await dashboard.getByLabel("Name").fill("Tea time");
  await dashboard
    .getByRole("group", { name: "Visitors in any of" })
    .getByRole("checkbox", { name: "Looked at two kettles" })
    .check();
  await dashboard.getByRole("button", { name: "Change What" }).click();
  await dashboard.getByLabel("Headline", { exact: true }).fill("Tea goes with it");
  await dashboard.getByLabel("Why am I seeing this?").fill("You looked at two things.");
  await dashboard.getByRole("button", { name: "Change Measure" }).click();
  await dashboard.getByLabel("See nothing, %").fill("0");
  await dashboard.getByRole("button", { name: "Review and publish" }).click();
  await dashboard.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  const publishedAt = Date.now();
  await dashboard.getByText(/Tea time published/).waitFor();

  await visit.lookAt("kettle-oblok");
  const bar = visit.drawn("bar").getByRole("heading", { name: "Tea goes with it" });
  const comes = async () => {
    await visit.lookAt("grinder-ziarno");
    return bar.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(comes, { timeout: 10_000 }).toBe(true);
  expect(Date.now() - publishedAt).toBeLessThan(10_000);
});
