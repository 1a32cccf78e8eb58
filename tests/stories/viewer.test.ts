/** Who may only look: what writes is greyed where it stands, with whom to ask, and the edge is never asked in vain. */
import { expect, it } from "vitest";
import { fillShop, PAGES, pagesOf } from "../support/dashboard-pages.ts";
import { aStory } from "../support/story.ts";

// Members, keys and webhooks are the owner's: their panels say so.
const story = aStory({ excused: /status of 403/ });

/** Submits a question of the page's own, and nothing to the edge. */
const ONLY_ASKS = ["Show"];

it("a viewer finds every button that would save greyed, and is told whom to ask", {
  timeout: 200_000,
}, async () => {
  const visitor = await fillShop(story);
  const { path: link } = await story.api<{ path: string }>("POST", "/members", {
    name: "Jan Lipa",
    role: "viewer",
  });
  const page = await (await story.context({ reducedMotion: "reduce" })).newPage();
  await page.goto(story.origin + link);
  await page.getByRole("heading", { level: 1 }).waitFor();

  for (const { path } of [...PAGES, ...pagesOf(visitor)]) {
    await page.goto(`${story.origin}/dashboard/${path}`);
    await page.locator("#main h1").first().waitFor();
    await page.locator('#main [aria-busy="true"]').first().waitFor({ state: "detached" });
    const enabled = await page
      .locator("#main button[type=submit]:enabled, #main .btn.primary:enabled:not(a)")
      .allTextContents();
    expect(
      enabled.filter((text) => !ONLY_ASKS.includes(text)),
      path,
    ).toEqual([]);
  }

  await page.goto(`${story.origin}/dashboard/visitors/${visitor}`);
  const erase = page.getByRole("button", { name: "Erase…" });
  await erase.waitFor();
  expect(await erase.isDisabled()).toBe(true);
  expect(await page.locator("fieldset", { has: erase }).getAttribute("title")).toBe("Ask an owner.");
  await page.goto(`${story.origin}/dashboard/plays/welcome-offer`);
  const publish = page.getByRole("group", { name: "Ask an owner or an editor." }).getByRole("button");
  await publish.filter({ hasText: "Publish" }).waitFor();
  for (const button of await page.getByRole("button", { name: "Publish" }).all())
    expect(await button.isDisabled()).toBe(true);
});
