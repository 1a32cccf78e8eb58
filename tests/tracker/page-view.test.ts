import { expect, test } from "vitest";
import { aShop, expectTold, say } from "./shop.ts";

const shop = aShop();

test("the first page of a visit is recorded with its title, kind and landing", async () => {
  shop.pages["/lamp"] = { html: 'data-impuls-page="product"' };
  await shop.tab("/lamp?utm_source=letter&utm_medium=email&gclid=x1&q=secret");
  expect(await shop.event("page_view")).toMatchObject({
    n: 0,
    session: 1,
    props: {
      path: "/lamp",
      title: "Page /lamp",
      kind: "product",
      landing: { source: "letter", medium: "email", click: "gclid" },
    },
  });
  expect(JSON.stringify(shop.requests)).not.toContain("secret=");
  expect(JSON.stringify(shop.told)).not.toContain("x1");
});

test("the second page of a visit has no landing and the same visit number", async () => {
  const page = await shop.tab("/");
  await shop.event("page_view");
  await page.goto(`${shop.url}/lamp`);
  const second = await shop.event("page_view", 2);
  expect(second).toMatchObject({ session: 1, props: { path: "/lamp" } });
  expect(second.props).not.toHaveProperty("landing");
});

test("a command given with the page travels in the first sync, after the page view", async () => {
  shop.pages["/lamp"] = {
    head: "<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};impuls('track','view_item',{item:{id:'lamp'}})</script>",
  };
  await shop.tab("/lamp");
  await shop.event("view_item");
  expect(shop.requests).toHaveLength(1);
  expect(shop.told.map(({ name, n }) => [name, n])).toEqual([
    ["page_view", 0],
    ["view_item", 1],
  ]);
});

test("a custom event is told as it was given", async () => {
  const page = await shop.tab("/");
  await expectTold(shop, {
    when: () => say(page, "track", "size_guide", { opened: true }),
    told: [{ name: "size_guide", props: { opened: true } }],
  });
});
