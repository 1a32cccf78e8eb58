import { expect, test } from "vitest";
import { aDecision, aShop, say, settled } from "./shop.ts";

const shop = aShop();
const SLOT =
  '<style>[data-impuls-slot]{min-height:300px}</style><main><p>Before</p><div data-impuls-slot="home"><h2>Ours for all</h2></div><p id="after">After</p></main>';

test("a slot is filled by the first answer, and its exposure is recorded", async () => {
  shop.pages["/"] = { body: SLOT };
  shop.edge = () => ({ decisions: [aDecision()] });
  const page = await shop.tab("/");
  await page.getByText("Where you left off").waitFor();
  expect(await page.getByText("Ours for all").isVisible()).toBe(false);
  await say(page, "track", "nudge");
  expect(await shop.event("exposure")).toMatchObject({
    props: { campaign: "recent", variant: "a", placement: "home" },
  });
  expect(shop.complaints).toEqual([]);
});

test("a returning visitor's slot is filled before the network answers", async () => {
  shop.pages["/"] = { body: SLOT };
  shop.edge = () => ({ decisions: [aDecision()] });
  const page = await shop.tab("/");
  await page.getByText("Where you left off").waitFor();
  await settled(page);
  shop.edge = () => ({ after: new Promise(() => {}) });
  await page.reload();
  await page.getByText("Where you left off").waitFor();
});
