import { expect, test } from "vitest";
import { normalEmail, normalPhone } from "../../model/audience.ts";

test("an e-mail address is the same however it was written", () => {
  expect(normalEmail("  Anna.Żak@Shop.Example ")).toBe("anna.żak@shop.example");
});

test.each([
  ["+48 600 100 200", "+48600100200"],
  ["0048 600-100-200", "+48600100200"],
  ["+44 (0)20 7946 0958", "+442079460958"],
  ["600 100 200", undefined],
  ["+0 600 100 200", undefined],
  ["+48", undefined],
  ["+48 600 100 200 300 400 500", undefined],
])("the telephone number %s is %s", (text, expected) => {
  expect(normalPhone(text)).toBe(expected);
});
