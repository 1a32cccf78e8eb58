/** A marketer changes a campaign, looks at its results meanwhile, and takes the change back. */
import { expect, it } from "vitest";
import type { Campaign } from "../../model/campaign.ts";
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

it.each([
  [
    "en",
    {
      when: "When",
      begin: "Time it begins",
      end: "Time it ends",
      what: "What",
      add: "Add a variant",
      save: "Save",
    },
  ],
  [
    "pl",
    {
      when: "Kiedy",
      begin: "Godzina początku",
      end: "Godzina końca",
      what: "Co",
      add: "Dodaj wariant",
      save: "Zapisz",
    },
  ],
])(
  "on a phone, in %s, a schedule has hours by the shop's clock, and a campaign up to six variants",
  async (locale, words) => {
    const savedNow = async () => {
      const { campaigns } = await story.api<{ campaigns: Campaign[] }>("GET", "/campaigns");
      return campaigns.find(({ id }) => id === "second-look")!;
    };
    const {
      updatedAt: _,
      isPublished: __,
      counts: ___,
      ...bare
    } = (await savedNow()) as Campaign & Record<string, unknown>;
    await story.api("PUT", "/campaigns/second-look", {
      ...bare,
      schedule: {},
      variants: bare.variants.slice(0, 1),
    });
    const page = await story.dashboard(undefined, { viewport: { width: 390, height: 844 }, locale });
    await page.goto(`${story.origin}/dashboard/campaigns/second-look`);
    const step = (name: string) =>
      page.locator(".form summary, .form button").filter({ hasText: name }).first();
    await step(words.when).click();
    await page.locator("#from").fill("2027-03-28");
    await page.getByLabel(words.begin).fill("01:30");
    await page.locator("#until").fill("2027-03-28");
    await page.getByLabel(words.end).fill("18:00");
    const isWider = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await page.evaluate(isWider)).toBe(false);
    await step(words.what).click();
    const variants = page.locator(".vars [aria-pressed]");
    const add = page.getByRole("button", { name: words.add });
    await variants.first().waitFor();
    for (let count = await variants.count(); count < 6; count++) {
      await add.click();
      await expect.poll(() => variants.count()).toBe(count + 1);
    }
    expect(await add.count()).toBe(0);
    expect(await page.evaluate(isWider)).toBe(false);
    await page.getByRole("button", { name: words.save, exact: true }).click();
    const [from, until] = ["2027-03-28T01:30:00+01:00", "2027-03-28T18:00:00+02:00"].map(Date.parse);
    await expect.poll(async () => (await savedNow()).schedule).toEqual({ from, until });
    expect((await savedNow()).variants).toHaveLength(6);
    await page.reload();
    await step(words.when).click();
    expect(await page.getByLabel(words.begin).inputValue()).toBe("01:30");
    expect(await page.getByLabel(words.end).inputValue()).toBe("18:00");
  },
);
