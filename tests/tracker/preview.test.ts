import { expect, test } from "vitest";
import type { Content } from "../../model/content.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { aDecision, aShop, settled } from "./shop.ts";

const shop = aShop();

/** As the edge says them. */
const WORDS = {
  title: "Podgląd: Draft",
  as: "jako nowy odwiedzający – nic nie jest liczone",
  missing: "Nie ma na tej stronie:",
  show: "Pokaż teraz",
  end: "Zakończ",
};
const aPreview = (decisions = [aDecision()]) => ({
  ...{ name: "Draft", as: "nowy odwiedzający", words: WORDS },
  ...{ decisions, recent: [], cart: null },
});

test.each([
  ["en-US", 410, { detail: "This preview is over." }, "This preview is over.", "Close"],
  ["pl-PL", 410, { detail: "Ten podgląd się skończył." }, "Ten podgląd się skończył.", "Zamknij"],
  ["en-US", 500, {}, "The preview could not be loaded.", "Close"],
  ["pl-PL", 500, {}, "Nie udało się wczytać podglądu.", "Zamknij"],
])(
  "where a preview's link is no good (%s, %i) the page is as ever, and says why",
  async (...[locale, status, json, words, close]) => {
    const context = await shop.visitor({ locale });
    await context.route("**/v1/preview", (route) => route.fulfill({ status, json }));
    const page = await shop.tab("/?impuls-preview=some.token", context);
    const strip = page.locator("impuls-preview section");
    await strip.getByText(words).waitFor();
    await settled(page);
    expect(shop.counted.map(({ name }) => name)).toContain("page_view");
    await strip.getByRole("button", { name: close }).click();
    expect(await page.locator("impuls-preview").count()).toBe(0);
    expect(await page.evaluate(() => window.name)).toBe("");
  },
);

test("nothing of it is loaded where there is no link", async () => {
  const page = await shop.tab("/");
  await settled(page);
  expect(shop.fetched.filter((path) => path.startsWith("/preview-"))).toEqual([]);
});

test("a page that has no place for the draft says so, and draws it where there is one", async () => {
  shop.pages["/p"] = { body: '<div data-impuls-slot="home" style="min-height:300px"></div>' };
  const context = await shop.visitor();
  await context.route("**/v1/preview", (route) => route.fulfill({ json: aPreview() }));
  const page = await shop.tab("/?impuls-preview=some.token", context);
  await page.getByText('Nie ma na tej stronie: [data-impuls-slot="home"]').waitFor();
  await page.goto(`${shop.url}/p`);
  await page.getByText("Where you left off").waitFor();
  expect(await page.getByText("Nie ma na tej stronie").count()).toBe(0);
  expect(shop.requests).toEqual([]);
});

test("all that the strip says is in the words of the edge, which is told who reads them", async () => {
  const context = await shop.visitor({ locale: "pl-PL" });
  const asked: string[] = [];
  await context.route("**/v1/preview", (route) => {
    asked.push(route.request().postDataJSON().language);
    return route.fulfill({ json: aPreview() });
  });
  const page = await shop.tab("/?impuls-preview=some.token", context);
  const strip = page.getByRole("region", { name: "Podgląd: Draft" });
  await strip.waitFor();
  expect(await strip.textContent()).toBe(
    `${WORDS.title}${WORDS.as}${WORDS.missing} [data-impuls-slot="home"]${WORDS.show}${WORDS.end}`,
  );
  expect(asked).toEqual(["pl-PL"]);
});

test("a preview asks nobody for notifications", async () => {
  const context = await shop.visitor();
  await withPushService(context, "granted");
  const content: Content = {
    form: "overlay",
    blocks: [{ kind: "head", title: "Shall we tell you?" }, EVERY_BLOCK.push],
  };
  const decisions = [aDecision({ placement: "overlay", content })];
  await context.route("**/v1/preview", (route) => route.fulfill({ json: aPreview(decisions) }));
  const page = await shop.tab("/?impuls-preview=some.token", context);
  await page.getByRole("button", { name: "Yes, notify me" }).click();
  await page.getByText("Thank you.").waitFor();
  expect(await page.evaluate(() => localStorage.getItem("asked"))).toBeNull();
  expect(shop.fetched.filter((path) => /v1|sw|subscription/.test(path))).toEqual([]);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
});
