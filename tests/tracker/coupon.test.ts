/** The coupon block: what becomes of its button by what the edge answers, and that a code once given is seen. */
import { expect, test } from "vitest";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { aDecision, aShop, settled } from "./shop.ts";

const shop = aShop();
const { label } = EVERY_BLOCK.coupon;

/** A page with the block, and how often its code was asked for. */
async function offered(answer: { status?: number; json?: object }, html = "", init?: () => void) {
  shop.pages["/"] = { html };
  const blocks = [{ kind: "head" as const, title: "Look" }, EVERY_BLOCK.coupon];
  const content = { form: "overlay" as const, position: "corner" as const, blocks };
  shop.edge = () => ({ decisions: [aDecision({ placement: "overlay", content })] });
  const context = await shop.visitor();
  if (init) await context.addInitScript(init);
  const asked = { count: 0 };
  await context.route(/v1\/coupon/, (route) => {
    asked.count++;
    return route.fulfill({ json: {}, headers: { "access-control-allow-origin": "*" }, ...answer });
  });
  const page = await shop.tab("/", context);
  await settled(page);
  await page.getByRole("button", { name: label }).click();
  await expect.poll(() => asked.count).toBe(1);
  return page;
}
const GIVEN = { json: { code: "TEN-1", expiresAt: Date.UTC(2026, 10, 30, 23) } };

test.each([
  ["", "Valid before"],
  ['lang="en_US"', "Valid before November"],
  ['lang="PL"', "Ważny przed"],
  ['lang="pl_PL"', "Ważny przed"],
  ['lang="x_"', "Valid before"],
])("a code that was given is seen, with its last day, on a page of %s", async (html, until) => {
  const page = await offered(GIVEN, html);
  await page.getByText("TEN-1").waitFor();
  await page.getByText(until).waitFor();
  expect(shop.complaints).toEqual([]);
});

test("a code that was given is seen even where its last day cannot be said", async () => {
  const page = await offered(GIVEN, "", () => {
    Date.prototype.toLocaleDateString = () => {
      throw new RangeError("none of these");
    };
  });
  await page.getByText("TEN-1").waitFor();
  expect(await page.getByRole("button", { name: "Copy" }).isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: label }).count()).toBe(0);
});

test.each([403, 404, 409, 410])(
  "where it is refused for good (%i) it says so, in the page's language",
  async (status) => {
    const page = await offered({ status }, 'lang="pl"');
    await page.getByText("Nie ma już dla ciebie kodu.").waitFor();
    expect(await page.getByRole("button", { name: label }).count()).toBe(0);
  },
);

test.each([429, 500])("where it may go through later (%i) it can be asked again", async (status) => {
  const page = await offered({ status });
  await expect.poll(() => page.getByRole("button", { name: label }).isEnabled()).toBe(true);
});
