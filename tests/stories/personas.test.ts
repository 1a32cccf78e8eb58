import { expect, it } from "vitest";
import type { CampaignList, OrderList, PersonaReport, RfmReport, SegmentList } from "../../model/report.ts";
import { aStory } from "../support/story.ts";

const story = aStory();
const segments = async () => (await story.api<SegmentList>("GET", "/segments")).segments;

it("one click from a persona's play saves its segment and opens a campaign's draft for it", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.open("/demo/search/?q=kayak");
  const inVain = async () => {
    const { personas } = await story.api<PersonaReport>("GET", "/personas");
    return personas.find(({ id }) => id === "looks-in-vain")!.count;
  };
  await expect.poll(inVain, { timeout: 15_000 }).toBeGreaterThan(0);

  const dashboard = await story.dashboard(visit);
  await dashboard.getByRole("link", { name: "Personas" }).click();
  const persona = dashboard.getByRole("button", { name: /^Looks in vain/ });
  await persona.waitFor();
  expect(await persona.textContent()).toMatch(new RegExp(`${await inVain()}visitors?$`));
  await persona.click();
  await dashboard
    .getByRole("region", { name: "What to do about Looks in vain" })
    .getByRole("button", { name: "Draft the campaign" })
    .click();
  await dashboard.getByRole("heading", { name: "New campaign", level: 1 }).waitFor();

  expect((await segments()).find(({ name }) => name === "Looks in vain")).toMatchObject({
    id: "looks-in-vain",
    condition: { all: expect.arrayContaining([{ field: "orders", op: "eq", value: 0 }]) },
  });
  await dashboard.getByRole("button", { name: "Save", exact: true }).click();
  const name = "Looks in vain: show what is close to what they did not find";
  await dashboard.getByRole("heading", { name, level: 1 }).waitFor();
  const { campaigns } = await story.api<CampaignList>("GET", "/campaigns");
  expect(campaigns.find((campaign) => campaign.name === name)).toMatchObject({
    status: "draft",
    placement: "search-none",
    segmentsIn: ["looks-in-vain"],
  });
});

it("a persona opens the builder filled in, and is known again once it is saved", async () => {
  const dashboard = await story.dashboard();
  await dashboard.getByRole("link", { name: "Personas" }).click();
  await dashboard.getByRole("button", { name: /^Just bought/ }).click();
  await dashboard.getByRole("link", { name: "Make a segment" }).click();
  await expect
    .poll(() => dashboard.getByLabel("Name", { exact: true }).inputValue(), { timeout: 10_000 })
    .toBe("Just bought");
  await dashboard.getByRole("button", { name: "Save segment" }).click();
  await dashboard.getByRole("heading", { name: "Just bought", level: 1 }).waitFor();
  expect((await segments()).find(({ id }) => id === "just-bought")?.condition).toEqual({
    all: [{ field: "days_since_order", op: "between", value: [2, 7] }],
  });
  await dashboard.getByRole("link", { name: "Personas" }).click();
  await dashboard.getByRole("button", { name: /^Just bought/ }).click();
  await dashboard.getByRole("link", { name: "Open the segment" }).waitFor();
});

it("a number of the shop's own holds for all its dashboards, and can be taken back", async () => {
  const dashboard = await story.dashboard();
  await dashboard.getByRole("link", { name: "Personas" }).click();
  await dashboard.getByRole("button", { name: /^Suddenly gone/ }).click();
  await dashboard.getByLabel("Gone after").fill("60");
  await dashboard.getByLabel("Gone after").press("Enter");
  await dashboard.getByText("since the last order at least 60").waitFor();
  await dashboard.reload();
  await dashboard.getByText("since the last order at least 60").waitFor();
  await dashboard.getByRole("button", { name: "As before" }).click();
  await dashboard.getByText("since the last order at least 90").waitFor();
});

it("a cell of the RFM grid becomes a segment of its two scores", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-dzwon");
  await visit.goToPayment();
  await visit.payWith("one that works");
  await visit.page.waitForURL("**/demo/thanks/*");
  await visit.settled();
  const orders = () => story.api<OrderList>("GET", "/orders").then((list) => list.orders.length);
  await expect.poll(orders, { timeout: 10_000 }).toBeGreaterThan(0);
  await story.runtime.cron(new Date());
  const cuts = () => story.api<RfmReport>("GET", "/buyers/rfm").then((report) => report.cuts);
  await expect.poll(cuts, { timeout: 10_000 }).not.toBeNull();

  const dashboard = await story.dashboard();
  await dashboard.getByRole("link", { name: "RFM and lifecycle" }).click();
  await dashboard.getByRole("link", { name: /^New customers.*\d.buyer.*Make a segment/ }).click();
  const name = "Recency score 4, frequency score 1";
  await expect
    .poll(() => dashboard.getByLabel("Name", { exact: true }).inputValue(), { timeout: 10_000 })
    .toBe(name);
  await dashboard.getByRole("button", { name: "Save segment" }).click();
  await dashboard.getByRole("heading", { name, level: 1 }).waitFor();
  expect((await segments()).find((segment) => segment.name === name)?.condition).toEqual({
    all: [
      { field: "recency", op: "eq", value: 4 },
      { field: "frequency", op: "eq", value: 1 },
    ],
  });
});
