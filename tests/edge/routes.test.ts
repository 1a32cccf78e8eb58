import { expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { withoutQueue } from "./visitor.ts";

test("all routes go into one regular expression: with one that does not, every sync walks through all of them", async () => {
  await app.request("/nowhere", {}, withoutQueue());
  expect(app.router.name).toBe("SmartRouter + RegExpRouter");
});
