import { expect, it } from "vitest";
import { aStory } from "../support/story.ts";

const story = aStory();

it("before the visitor answers, nothing is stored and nothing is sent to /v1; after the yes at most 3 requests are, and the script loads its own parts", async () => {
  const visit = await story.visitor();
  await visit.open();
  await visit.page.getByRole("button", { name: "Accept" }).waitFor();
  await visit.page.mouse.wheel(0, 3000);
  await visit.open("/demo/p/lamp-sowa/");
  await visit.open();
  expect(visit.syncs).toEqual([]);
  expect(await visit.stored()).toEqual([]);

  const asked: string[] = [];
  visit.page.on("request", (request) => asked.push(request.url()));
  await visit.page.getByRole("button", { name: "Accept" }).click();
  await visit.settled();
  await visit.quiet();
  const others = asked.filter((url) => !/\/[a-z-]+-[\w-]{4}\.js$/.test(url));
  expect(new Set(others.map((url) => new URL(url).pathname))).toEqual(new Set(["/v1/sync"]));
  expect(visit.syncs.length).toBeLessThanOrEqual(3);
  expect(await visit.stored()).toContain("secret");
});

it("nothing lies over the consent question, on a phone, a tablet and a desk", async () => {
  const visit = await story.visitor();
  const covered: number[] = [];
  for (const width of [360, 390, 768, 880, 1280]) {
    await visit.page.setViewportSize({ width, height: 860 });
    await visit.open();
    await visit.page.getByRole("button", { name: "Accept" }).waitFor();
    const isCovered = await visit.page.locator("[data-consent-card]").evaluate((card) => {
      const { left, right, top, bottom } = card.getBoundingClientRect();
      // Within the round corners.
      const points = [left + 12, right - 12].flatMap((x) => [top + 12, bottom - 12].map((y) => [x, y]));
      return points.some(([x, y]) => !card.contains(document.elementFromPoint(x!, y!)));
    });
    if (isCovered) covered.push(width);
  }
  expect(covered).toEqual([]);
});

it("a visitor who allows only what is needed is neither sent nor kept, on this page and the next", async () => {
  const visit = await story.visitor();
  await visit.open();
  await visit.page.getByRole("button", { name: "Only what is needed" }).click();
  await visit.open("/demo/p/lamp-sowa/");
  await visit.page.getByRole("button", { name: "Put in the cart" }).click();
  await visit.quiet();
  expect(visit.syncs).toEqual([]);
  expect((await visit.stored()).sort()).toEqual(["polana_cart", "polana_consent"]);
});

it("erasing leaves the device empty and asks again, and nothing more is sent", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  const drawer = await visit.openDrawer();
  await drawer.getByRole("link", { name: "Erase my data" }).click();
  await visit.page.getByRole("button", { name: "Erase everything" }).click();
  await visit.page.getByRole("button", { name: "Erase for good" }).click();
  await visit.page.getByRole("button", { name: "Accept" }).waitFor();
  const sent = visit.syncs.length;
  expect(await visit.stored()).toEqual([]);
  await visit.open("/demo/p/lamp-dzwon/");
  await visit.quiet();
  expect(await visit.stored()).toEqual([]);
  expect(visit.syncs).toHaveLength(sent);
});
