import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { WireDecision } from "../../model/sync.ts";
import { aDecision, aShop, say, settled } from "./shop.ts";

const shop = aShop();
const TALL = '<style>body{margin:0}</style><main style="height:2800px">';

/** A page with a bar that waits for the trigger; its clock stands still unless the test moves it. */
async function waiting(trigger: WireDecision["trigger"], body = "", options: BrowserContextOptions = {}) {
  shop.pages["/"] = { body };
  const content = { form: "bar" as const, blocks: [{ kind: "head" as const, title: "Here it is" }] };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content, trigger })] });
  const context = await shop.visitor(options);
  await context.clock.install();
  const page = await shop.tab("/", context);
  await page.bringToFront();
  await settled(page);
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/triggers")));
  return { page, clock: context.clock };
}
const isShown = (page: Page) => page.locator("impuls-content").count();
/** Long enough for what is due to be drawn. */
async function expectNothing(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  expect(await isShown(page)).toBe(0);
}
/** To another tab, or back. */
const turn = (page: Page, state: "hidden" | "visible") =>
  page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
    Object.defineProperty(document, "hidden", { value: visibility === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
const shown = (page: Page) => page.getByText("Here it is").waitFor();

test("a page without a decision that waits does not load what waits", async () => {
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: { form: "bar", blocks: [] } })] });
  const page = await shop.tab("/");
  await settled(page);
  expect(shop.fetched.filter((file) => file.startsWith("/triggers"))).toEqual([]);
});

test("a share of the page: not before so much of it has been seen", async () => {
  const { page, clock } = await waiting({ kind: "scroll", share: 0.6 }, TALL);
  await page.evaluate(() => scrollTo(0, 700));
  await clock.runFor(2000);
  await expectNothing(page);
  await page.evaluate(() => scrollTo(0, 1400));
  await clock.runFor(2000);
  await shown(page);
});

test("what waits does not come once the campaign's end has passed", async () => {
  const { page, clock } = await waiting({ kind: "event", event: "quiz_done" });
  await clock.runFor(86_400_000);
  await say(page, "track", "quiz_done");
  await expectNothing(page);
});

test("what waits does not come once a newer answer says that it is paused", async () => {
  const { page, clock } = await waiting({ kind: "idle", seconds: 20 });
  shop.edge = () => ({});
  await say(page, "track", "anything");
  await clock.runFor(5000);
  await shop.event("anything");
  await settled(page);
  await clock.runFor(30_000);
  await expectNothing(page);
});

test("idle seconds: any input begins them anew", async () => {
  const { page, clock } = await waiting({ kind: "idle", seconds: 20 });
  await clock.runFor(15_000);
  await page.mouse.move(50, 50);
  await clock.runFor(15_000);
  await expectNothing(page);
  await clock.runFor(8000);
  await shown(page);
});

test("idle seconds: coming back to the tab begins them anew", async () => {
  const { page, clock } = await waiting({ kind: "idle", seconds: 20 });
  await turn(page, "hidden");
  await clock.runFor(60_000);
  await turn(page, "visible");
  await clock.runFor(15_000);
  await expectNothing(page);
  await clock.runFor(8000);
  await shown(page);
});

test("a click on what the selector finds, not on anything else", async () => {
  const { page, clock } = await waiting(
    { kind: "click", selector: ".size" },
    '<button>Other</button><button class="size"><b>Sizes</b></button>',
  );
  await page.getByText("Other").click();
  await clock.runFor(1000);
  await expectNothing(page);
  await page.getByText("Sizes").click();
  await clock.runFor(1000);
  await shown(page);
});

test("a click on a link that leads to another page is no click for us; one that the shop handles is", async () => {
  const { page, clock } = await waiting(
    { kind: "click", selector: "a" },
    `<a id="own" href="/sizes">Own</a><a id="away" href="/away" target="other">Away</a>
     <script>document.querySelector("#own").addEventListener("click", (e) => { e.preventDefault(); e.stopPropagation(); })</script>`,
  );
  await page.getByText("Away").click();
  await clock.runFor(1000);
  await expectNothing(page);
  await page.getByText("Own").click();
  await clock.runFor(1000);
  await shown(page);
});

test("a selector that is none shows nothing and complains of nothing", async () => {
  const { page, clock } = await waiting({ kind: "click", selector: "a[" }, "<button>Sizes</button>");
  await page.getByText("Sizes").click();
  await clock.runFor(1000);
  await expectNothing(page);
  expect(shop.complaints).toEqual([]);
});

test("an event of the shop's own", async () => {
  const { page, clock } = await waiting({ kind: "event", event: "size_guide" });
  await say(page, "track", "other_guide");
  await clock.runFor(1000);
  await expectNothing(page);
  await say(page, "track", "size_guide");
  await clock.runFor(1000);
  await shown(page);
});

test("a micro-moment: this one, not another", async () => {
  const { page, clock } = await waiting({ kind: "moment", moment: "compare" });
  const look = (id: string) =>
    say(page, "track", "view_item", { item: { id, category: "lamps", url: `/${id}` } });
  await look("crane");
  await look("owl");
  await clock.runFor(1000);
  await expectNothing(page);
  await look("stork");
  await clock.runFor(1000);
  await shown(page);
});

test("a change of the cart; the same cart told again is none", async () => {
  const cart = (quantity: number) => ({
    lines: [{ id: "owl", quantity, priceMinor: 4900 }],
    valueMinor: 4900 * quantity,
    currency: "EUR",
  });
  const { page, clock } = await waiting(
    { kind: "cart_change" },
    `<script>impuls = (...call) => (impuls.q ??= []).push(call); impuls("cart", ${JSON.stringify(cart(1))})</script>`,
  );
  await say(page, "cart", cart(1));
  await clock.runFor(1000);
  await expectNothing(page);
  await say(page, "cart", cart(2));
  await clock.runFor(1000);
  await shown(page);
});

test("coming back to the tab, after long enough", async () => {
  const { page, clock } = await waiting({ kind: "return", awaySeconds: 30 });
  await turn(page, "hidden");
  await clock.runFor(10_000);
  await turn(page, "visible");
  await expectNothing(page);
  await turn(page, "hidden");
  await clock.runFor(31_000);
  await turn(page, "visible");
  await shown(page);
});

test("a slot fills late where its trigger came late, and still moves nothing", async () => {
  shop.pages["/"] = {
    body: '<style>[data-impuls-slot]{min-height:300px}</style><div data-impuls-slot="home">Ours for all</div><button>Sizes</button>',
  };
  shop.pace = 100;
  shop.edge = () => ({ decisions: [aDecision({ trigger: { kind: "click", selector: "button" } })] });
  const page = await shop.tab("/");
  await settled(page);
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/triggers")));
  const { y } = (await page.getByText("Sizes").boundingBox())!;
  await page.getByText("Sizes").click();
  await page.getByText("Where you left off").waitFor();
  expect((await page.getByText("Sizes").boundingBox())!.y).toBe(y);
});
