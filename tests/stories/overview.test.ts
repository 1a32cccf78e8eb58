/** The overview of a shop with three weeks of simulated visitors: what it says is what the edge answers. */
import { expect, it } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import { driveTraffic } from "../../demo/traffic/drive.ts";
import type { OverviewPanels } from "../../model/overview-report.ts";
import type { Overview } from "../../model/report.ts";
import { NOON } from "../support/builders.ts";
import { aStory } from "../support/story.ts";

const story = aStory();
const day = (daysBefore: number) => new Date(NOON - daysBefore * 86_400_000).toISOString().slice(0, 10);
const RANGE = `from=${day(7)}&to=${day(0)}`;

it("shows what simulated visitors did: figures, funnel, sources and regions, and leads from a step to a segment", async () => {
  const driven = await driveTraffic({
    origin: story.origin,
    site: demoSite.id,
    days: 10,
    visitsPerDay: 12,
    until: NOON,
    seed: 5,
    concurrency: 8,
  });
  const panels = () => story.api<OverviewPanels>("GET", `/overview/panels?from=${day(14)}&to=${day(0)}`);
  await expect.poll(async () => (await panels()).visits.own, { timeout: 10_000 }).toBe(driven.visits);
  const { funnel, looked, sources, moments } = await panels();
  expect(funnel.at(-1)!.visits.own).toBe(driven.orders);
  expect(sources.reduce((sum, { visits }) => sum + visits.own, 0)).toBe(driven.visits);
  expect(sources.reduce((sum, { orders }) => sum + orders.own, 0)).toBe(driven.orders);
  expect([looked.rows.length > 3, moments.length > 3]).toEqual([true, true]);

  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/?${RANGE}`);
  const { totals } = await story.api<Overview>("GET", `/overview?${RANGE}`);
  const steps = page.getByRole("region", { name: "From view to order" }).getByRole("listitem");
  await steps.nth(5).waitFor();
  const own = await story.api<OverviewPanels>("GET", `/overview/panels?${RANGE}`);
  for (const [i, { visits }] of own.funnel.entries())
    await steps.nth(i).getByText(String(visits.own), { exact: true }).first().waitFor();
  const abandoned = ((1 - totals.orderVisits / totals.cartVisits) * 100).toFixed(1);
  await page.getByRole("button", { name: "Abandoned carts" }).getByText(abandoned).waitFor();
  await page.getByRole("region", { name: "Sources" }).getByText("google.com").first().waitFor();

  const regions = page.getByRole("region", { name: "Region by category" });
  await regions.getByRole("rowheader", { name: "All", exact: true }).waitFor();
  await regions.getByRole("button", { name: "Ordered" }).click();
  await page.waitForURL(/regions=ordered/);

  await steps.nth(1).getByRole("link", { name: "Left here" }).click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.waitFor();
  expect(await name.inputValue()).toBe("Cart, no checkout");

  await page.goto(`${story.origin}/dashboard/?${RANGE}`);
  await page.getByRole("link", { name: "Sizes of the RFM segments" }).click();
  await page.getByRole("heading", { name: "RFM and lifecycle", level: 1 }).waitFor();
});
