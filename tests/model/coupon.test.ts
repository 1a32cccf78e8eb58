import { expect, test } from "vitest";
import { type CouponPool, codesIn, endOfCode } from "../../model/coupon.ts";

const pool: CouponPool = {
  id: "ten",
  name: "Ten",
  expiresAt: null,
  validDays: 3,
  budget: null,
  needsCustomer: false,
};
const at = (iso: string) => Date.parse(iso);

test.each([
  ["in the morning", "2026-11-27T08:00:00+01:00", "2026-12-01T00:00:00+01:00"],
  ["a minute before midnight", "2026-11-27T23:59:00+01:00", "2026-12-01T00:00:00+01:00"],
  ["across the change to winter time", "2026-10-23T12:00:00+02:00", "2026-10-27T00:00:00+01:00"],
])("a code given %s holds three whole days more by the shop's clock", (_, given, end) => {
  expect(endOfCode(pool, at(given), "Europe/Warsaw")).toBe(at(end));
});

test("a code of a pool without days has no end of its own", () => {
  expect(endOfCode({ ...pool, validDays: null }, at("2026-11-27T08:00:00Z"), "Europe/Warsaw")).toBeNull();
});

test.each([
  ["one a line", "TEN-1\r\n TEN-2 \n\nTEN-3", ["TEN-1", "TEN-2", "TEN-3"]],
  ["our own file", "\ufeffcode\r\nTEN-1\r\nTEN-2\r\n", ["TEN-1", "TEN-2"]],
  [
    "a table with commas",
    "Code,type,campaign\nTEN-1,percent,autumn\nTEN-2,percent,autumn",
    ["TEN-1", "TEN-2"],
  ],
  ["a quoted table with semicolons", '"code";"type"\n"TEN-1";"percent"', ["TEN-1"]],
  ["cells of a spreadsheet", "TEN-1\tpercent\nTEN-2\tpercent", ["TEN-1", "TEN-2"]],
  ["a code that is called so, further down", "TEN-1\ncode", ["TEN-1", "code"]],
  ["nothing", " \n", []],
])("codes are pasted as %s", (_, text, codes) => {
  expect(codesIn(text)).toEqual(codes);
});
