import { expect, it } from "vitest";
import { PAGES } from "../../demo/pages/all.ts";
import { aStory } from "../support/story.ts";

// What the console says, what is uncaught and what leaves the machine fails every story; here every page is seen.
const story = aStory();

it("every kind of page in the shop runs under its policy without a word in the console", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  // One product's page is like another's.
  const pages = PAGES.filter(({ kind, folder }) => kind !== "product" || folder.includes("lamp"));
  for (const { folder } of pages) await visit.open(`/demo/${folder}`);
  for (const query of ["lamp", "zzz"]) await visit.open(`/demo/search/?q=${query}`);
  await visit.settled();
  const policy = await visit.page.request.get(`${story.origin}/demo/`);
  expect(policy.headers()["content-security-policy"]).toContain("require-trusted-types-for 'script'");
});

it("every page of the dashboard runs under its policy without a word in the console", async () => {
  const visit = await story.visitor();
  await visit.accept();
  const dashboard = await story.dashboard(visit);
  for (const name of ["Live", "Visitors", "Segments", "Campaigns", "Orders", "Health", "Overview"]) {
    await dashboard.getByRole("link", { name, exact: true }).click();
    await dashboard.getByRole("heading", { name, level: 1 }).waitFor();
  }
  for (const [path, title] of [
    ["segments/comparing-lamps", "Comparing lamps"],
    ["segments/new", "New segment"],
    ["campaigns/free-delivery", "Free delivery progress"],
    ["campaigns/new", "New campaign"],
  ] as const) {
    await dashboard.goto(`${story.origin}/dashboard/${path}`);
    await dashboard.getByRole("heading", { name: title, level: 1 }).waitFor();
  }
  await dashboard.goto(`${story.origin}/`);
  await dashboard.getByText("simulated visitors, 60 days").waitFor();
});
