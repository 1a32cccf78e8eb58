/** A marketer changes a campaign, looks at its results meanwhile, and takes the change back. */
import { expect, it } from "vitest";
import { aStory } from "../support/story.ts";

const story = aStory({ excused: /status of 400/ });

it("what is not saved stays while results are looked at; saved states can be brought back", async () => {
  const page = await story.dashboard();
  await page.getByRole("link", { name: "Campaigns" }).first().click();
  await page.getByRole("link", { name: "Second look" }).click();
  const headline = page.locator("#head-0-title");
  const before = await headline.inputValue();
  await headline.fill("Look once more");
  await page.getByRole("link", { name: "Results" }).click();
  await page.getByRole("link", { name: "Set-up" }).click();
  await expect.poll(() => headline.inputValue()).toBe("Look once more");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const history = page.getByRole("region", { name: "History" });
  await history.getByText("“Look once more”").waitFor();
  await history
    .getByRole("button", { name: /^Put back/ })
    .first()
    .click();
  await expect.poll(() => headline.inputValue()).toBe(before);
});

it("what nobody could see is not published, and the dialog says why", async () => {
  const page = await story.dashboard();
  const { campaigns } = await story.api<{ campaigns: Record<string, unknown>[] }>("GET", "/campaigns");
  const {
    updatedAt: _,
    isPublished: __,
    counts: ___,
    ...campaign
  } = campaigns.find(({ id }) => id === "second-look")!;
  await story.api("PUT", "/campaigns/second-look", { ...campaign, schedule: { from: 2, until: 1 } });
  await page.getByRole("link", { name: "Campaigns" }).first().click();
  await page.reload();
  await page.getByRole("button", { name: "Publish" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It ends before it starts.").waitFor();
  expect(await dialog.getByRole("button", { name: "Publish" }).isDisabled()).toBe(true);
});
