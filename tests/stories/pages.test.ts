/**
 * Every page of the dashboard in each state it may be in: with nothing yet, waiting, failed, and full; at every width, in both
 * themes, under a finger and at twice the text, as axe and the browser itself judge it.
 */
import type { Page, Route } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { axeFaults } from "../support/axe-page.ts";
import { emptyShop, fillShop, PAGES, pagesOf } from "../support/dashboard-pages.ts";
import { aStory } from "../support/story.ts";

// The failures are brought about here, and the browser notes each.
const story = aStory({ excused: /status of 500|ERR_INTERNET_DISCONNECTED/ });

const WIDTHS = [360, 390, 768, 1440];
/** In which themes axe looks at it. */
const THEMES: Record<number, ("light" | "dark")[]> = {
  360: [],
  390: ["dark"],
  768: [],
  1440: ["light"],
};
const isEdgeCall = ({ pathname }: URL) => pathname.startsWith("/api/") && pathname !== "/api/me";

/** Shown, with its heading, and at rest. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${story.origin}/dashboard/${path}`);
  await page.locator("#main h1").first().waitFor();
  await page.locator('#main [aria-busy="true"]').first().waitFor({ state: "detached" });
}

/** Animations and transitions under way. */
const moving = (page: Page) =>
  page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
        .length,
  );

/** What stands out to the side, where the page scrolls sideways. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("#main *")]
      .filter((e) => !e.closest(".scroll") && e.getBoundingClientRect().right > clientWidth + 1)
      .map((e) => `${e.tagName}.${e.className}`);
  });

/** A chart takes its new width a frame or two after the page has. */
const expectNoOverflow = (page: Page, message: string) =>
  expect.poll(() => overflowing(page), { message }).toEqual([]);

/** What is to be pressed and is less than 44 px high to a finger. */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    const LEAST = 44;
    const isHit = (e: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return !!hit && (e.contains(hit) || !!hit.closest("label")?.contains(e));
    };
    return [...document.querySelectorAll('button, select, summary, .btn, nav a, input:not([type="hidden"])')]
      .filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((e) => !e.classList.contains("skip"))
      .filter((e) => {
        const { height } = (e.closest("label") ?? e).getBoundingClientRect();
        if (height >= LEAST - 0.5) return false;
        e.scrollIntoView({ block: "center" });
        const { left, width, top, height: own } = e.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + own / 2];
        return width > 0 && !(isHit(e, x, y - LEAST / 2 + 1) && isHit(e, x, y + LEAST / 2 - 1));
      })
      .map((e) => `${e.tagName}.${e.className} “${e.textContent?.slice(0, 30)}”`);
  });

/** Pixels, as browsers have it and people double it. */
const USUAL_TEXT = 16;
/** Where motion is not wanted nothing moves, and no colour is on its way to another while axe looks. */
const still = { reducedMotion: "reduce" } as const;

describe("a shop that has nothing yet", () => {
  beforeAll(() => emptyShop(story));

  it("says on every list what will be here, and the one next step", { timeout: 200_000 }, async () => {
    const page = await story.dashboard(undefined, still);
    for (const { path, isList } of PAGES) {
      await open(page, path);
      if (!isList) continue;
      const empty = page.locator("#main .state").first();
      await empty.waitFor();
      expect(await empty.locator(".acts :is(a, button)").count(), path).toBeGreaterThan(0);
      expect(await axeFaults(page), path).toEqual([]);
    }
  });
});

describe("a shop that has something of everything", () => {
  let filled: Promise<string> | undefined;
  /** Filled by whichever test comes first. */
  const allPages = async () => {
    filled ??= fillShop(story);
    return [...PAGES, ...pagesOf(await filled)];
  };

  it("goes to the side at no width and at twice the text, passes axe in both themes, moves nothing", {
    timeout: 400_000,
  }, async () => {
    const page = await story.dashboard(undefined, still);
    const devtools = await page.context().newCDPSession(page);
    for (const { path } of await allPages()) {
      await open(page, path);
      expect(await moving(page), path).toBe(0);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoOverflow(page, `${path} at ${width}`);
        for (const colorScheme of THEMES[width]!) {
          await page.emulateMedia({ colorScheme });
          expect(await axeFaults(page), `${path} at ${width}, ${colorScheme}`).toEqual([]);
        }
      }
      await page.setViewportSize({ width: 768, height: 900 });
      await devtools.send("Page.setFontSizes", { fontSizes: { standard: 2 * USUAL_TEXT } });
      await expectNoOverflow(page, `${path} at twice the text`);
      await devtools.send("Page.setFontSizes", { fontSizes: { standard: USUAL_TEXT } });
    }
  });

  it("can be pressed with a finger everywhere", { timeout: 200_000 }, async () => {
    const page = await story.dashboard(undefined, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    for (const { path } of await allPages()) {
      await open(page, path);
      expect(await tooSmall(page), path).toEqual([]);
    }
  });

  it("shows on every page that it waits, then what failed, and all of it once it can be had", {
    timeout: 400_000,
  }, async () => {
    const page = await story.dashboard(undefined, still);
    const fail = (route: Route) =>
      route.fulfill({ status: 500, json: { type: "about:blank", title: "Failed", status: 500 } });
    for (const { path, isPlain } of await allPages()) {
      if (isPlain) continue;
      const held: Route[] = [];
      const hold = (route: Route) => void held.push(route);
      await page.route(isEdgeCall, hold);
      await page.goto(`${story.origin}/dashboard/${path}`);
      await page.locator("#main h1").first().waitFor({ state: "attached" });
      await page.locator('#main [aria-busy="true"]').first().waitFor();
      expect(await axeFaults(page), `${path}, waiting`).toEqual([]);

      await page.route(isEdgeCall, fail);
      // Its page may have given a question up.
      await Promise.all(held.map((route) => fail(route).catch(() => {})));
      const failed = page.locator("#main .failed");
      await failed.first().getByText("could not be read").waitFor();
      expect(await axeFaults(page), `${path}, failed`).toEqual([]);

      await page.unroute(isEdgeCall);
      const again = failed.getByRole("button", { name: "Try again" });
      const left = async () => {
        // One that is read again by itself goes while the hand is on its way.
        if (await again.count())
          await again
            .first()
            .click({ timeout: 1000 })
            .catch(() => {});
        return failed.count();
      };
      await expect.poll(left, { timeout: 20_000, interval: 200, message: path }).toBe(0);
    }
  });

  it("says that there is no network, and since when; then reads anew, and brings what was still to come of the page", {
    timeout: 400_000,
  }, async () => {
    await allPages();
    const page = await story.dashboard();
    // The panels come after the page: the network goes while they are on their way.
    const held: Route[] = [];
    await page.route("**/dashboard/part-*.js", async (route) => {
      const answer = await route.fetch();
      if (!held[0] && (await answer.text()).includes("how often noticed")) held.push(route);
      else await route.fulfill({ response: answer });
    });
    await open(page, "");
    await expect.poll(() => held.length).toBe(1);
    await page.context().setOffline(true);
    await page.getByRole("status").filter({ hasText: "No network since" }).waitFor();
    await held[0]!.abort("internetdisconnected");
    // Else only five minutes later.
    const readAgain = page.waitForRequest((request) => request.url().includes("/api/overview/panels"));
    await page.context().setOffline(false);
    await readAgain;
    await page.getByRole("status").filter({ hasText: "No network since" }).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Micro-moments" }).waitFor();
  });
});
