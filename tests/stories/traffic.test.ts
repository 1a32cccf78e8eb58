import { expect, it } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import { driveTraffic } from "../../demo/traffic/drive.ts";
import type { CampaignAnswers } from "../../model/answer-report.ts";
import type { Health, OrderList, Overview } from "../../model/report.ts";
import { NOON } from "../support/builders.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("simulated visitors come out in the overview as many as they were, with their orders, none refused", async () => {
  const driven = await driveTraffic({
    origin: story.origin,
    site: demoSite.id,
    days: 6,
    visitsPerDay: 12,
    until: NOON,
    seed: 5,
    concurrency: 8,
  });
  expect(driven.refused).toBe(0);
  expect(driven.orders).toBeGreaterThan(0);

  const day = (daysBefore: number) => new Date(NOON - daysBefore * 86_400_000).toISOString().slice(0, 10);
  const totals = () =>
    story
      .api<Overview>("GET", `/overview?from=${day(7)}&to=${day(0)}`)
      .then(({ totals: { visits, orders } }) => ({ visits, orders }));
  await expect.poll(totals, { timeout: 10_000 }).toEqual({ visits: driven.visits, orders: driven.orders });
  expect((await story.api<OrderList>("GET", "/orders")).totals).toMatchObject([{ orders: driven.orders }]);
  const { questions } = await story.api<CampaignAnswers>("GET", "/campaigns/why-leaving/answers");
  expect(questions[0]!.visitors).toBeGreaterThan(0);
  expect(await story.api<Health>("GET", "/health")).toMatchObject({ deadLetters: [], refused: {} });
});
