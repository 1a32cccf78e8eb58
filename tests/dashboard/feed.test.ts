import { expect, test } from "vitest";
import { newestFirst } from "../../dashboard/components/feed/tidy.ts";
import type { Moment } from "../../model/timeline.ts";

const told = (name: Moment["name"], at: number): Moment => ({ name, at, session: 1, props: {} });

test("the live view lists by when it happened, also what came in late; of one instant the last told is on top", () => {
  const events = [told("page_view", 300), told("view_item", 300), told("add_to_cart", 100)];
  expect(newestFirst(events).map(({ name }) => name)).toEqual(["view_item", "page_view", "add_to_cart"]);
});
