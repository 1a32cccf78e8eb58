/** What a campaign added in the sixty days that `npm start` plays, as a newcomer finds it. */
import { beforeAll, expect, it } from "vitest";
import type { Truth } from "../../demo/traffic/truth.ts";
import type { CampaignResults, ResultList } from "../../model/results/report.ts";
import { playHistory } from "../../scripts/demo-history.ts";
import { ADMIN_TOKEN, aStory } from "../support/story.ts";

/** Sixty days are half a minute on two cores that do nothing else, and ten where others want them too. */
const PATIENT = 900_000;
const story = aStory({ holdsOut: true });
let truth: Truth;
// Before the test and not in it: played again, it would be another history.
beforeAll(async () => {
  ({ truth } = await playHistory(story.origin, ADMIN_TOKEN));
}, PATIENT);

it("13:00 one campaign's added revenue is told from nothing, with the truth inside its interval; another says how long it takes", async () => {
  const resultsOf = (id: string) => story.api<CampaignResults>("GET", `/campaigns/${id}/results`);
  await expect.poll(async () => (await resultsOf(truth.campaign)).verdict, { timeout: 60_000 }).toBe("more");
  const { addedMinor, attributed, truth: told, isSplitOff } = await resultsOf(truth.campaign);
  expect(told).toEqual({ addedMinor: truth.addedMinor, effect: truth.effect });
  expect(addedMinor!.low).toBeGreaterThan(0);
  expect(addedMinor!.low).toBeLessThanOrEqual(truth.addedMinor);
  expect(addedMinor!.high).toBeGreaterThanOrEqual(truth.addedMinor);
  expect(attributed.click.orders + attributed.view.orders).toBeGreaterThan(0);
  expect(isSplitOff).toBe(false);

  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/campaigns/${truth.campaign}?view=results`);
  const added = page.getByRole("region", { name: "What it added" });
  await added.getByText("It works. With 95 % certainty").waitFor();
  await added.getByRole("img", { name: "Added, 95 % interval" }).waitFor();
  await added.getByText(/^The simulation’s truth is \+.*: inside the interval\.$/).waitFor();
  const figures = await added.locator("dl dd:nth-of-type(2n)").allTextContents();
  expect(figures).toHaveLength(2);
  for (const figure of figures) expect(figure).toMatch(/[1-9]/);

  const { campaigns } = await story.api<ResultList>("GET", "/campaign-results");
  const waiting = campaigns.find(
    ({ verdict, weeks }) => /undecided|too_few/.test(verdict) && weeks !== null,
  )!;
  await page.goto(`${story.origin}/dashboard/campaigns/${waiting.campaign}?view=results`);
  await added.getByText("Not enough yet").or(added.getByText("added, perhaps")).first().waitFor();
  await added.getByText(/about \d+\sweeks? at this pace/).waitFor();
  expect(await added.getByText("The simulation’s truth").count()).toBe(0);

  await page.goto(`${story.origin}/dashboard/campaigns`);
  const row = page.getByRole("row", { name: "Free delivery progress" });
  const listed = await row.locator("a[href*='view=results']").textContent();
  expect(listed).toBe(`+${figures[0]}`);
});
