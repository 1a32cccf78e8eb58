import { expect, it } from "vitest";
import { sayMissing } from "../../demo/shop/missing.ts";

it("a visitor who is held out is told how to be another one", () => {
  expect(sayMissing([{ outcome: "won" }, { outcome: "held_out" }])).toContain("“Erase my data”");
});

it("where everything is won or lost by a rule nothing is added", () => {
  expect(sayMissing([{ outcome: "won" }, { outcome: "segment_in" }])).toBe("");
});

it("before the edge has answered the drawer says that nothing is decided", () => {
  expect(sayMissing([])).toContain("Nothing is decided");
});
