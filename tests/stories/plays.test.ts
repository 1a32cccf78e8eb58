/** A play in three clicks: chosen, published, met by a visitor in the shop's language. */
import { expect, it } from "vitest";
import type { Campaign } from "../../model/campaign.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("the newsletter invitation, in Polish: chosen, looked at, published, and read by who has read three pages", async () => {
  const page = await story.dashboard();
  await page.getByRole("link", { name: "Plays" }).first().click();
  await page.getByRole("link", { name: /^Newsletter invitation/ }).click();
  await page.getByRole("radio", { name: "Polski" }).check();
  await page.getByLabel("Who is responsible for the addresses").fill("Polana sp. z o.o., Wrocław");
  const preview = page.frameLocator("iframe").first();
  await preview.getByRole("heading", { name: "Jeden list w miesiącu" }).waitFor();
  await page.getByRole("button", { name: "Publish", exact: true }).last().click();
  const dialog = page.getByRole("dialog", { name: /^Publish Newsletter/ });
  await dialog.getByText("A tenth of those it is for sees nothing").waitFor();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("heading", { name: "Zaproszenie do newslettera", level: 1 }).waitFor();

  const { campaigns } = await story.api<{ campaigns: Campaign[] }>("GET", "/campaigns");
  const made = campaigns.find(({ id }) => id === "newsletter")!;
  expect(made).toMatchObject({ status: "published", holdoutShare: 0.1, isPublished: true });
  // Whoever comes next is not to be held out by chance.
  const {
    updatedAt: _,
    isPublished: __,
    counts: ___,
    ...campaign
  } = made as Campaign & Record<string, unknown>;
  await story.api("PUT", "/campaigns/newsletter", { ...campaign, holdoutShare: 0 });
  await story.api("POST", "/publication");

  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa", "lamp-dzwon", "lamp-zuraw");
  await visit.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const letter = visit.page.getByRole("dialog", { name: "Jeden list w miesiącu" });
  await letter.waitFor();
  await letter.getByText("Polana sp. z o.o., Wrocław").waitFor();
});

it("the ladder brings five campaigns and its empty pools, and says that codes are wanting", async () => {
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/plays/ladder`);
  await page.getByText("No code of the pool “ladder-small” is left to give").waitFor();
  await page.getByRole("button", { name: "Save as draft" }).click();
  await page.getByRole("link", { name: "Ladder 5: larger code" }).waitFor();
  const { pools } = await story.api<{ pools: { id: string; free: number }[] }>("GET", "/coupons");
  expect(pools.map(({ id, free }) => [id, free]).toSorted()).toEqual([
    ["ladder-larger", 0],
    ["ladder-small", 0],
  ]);
});
