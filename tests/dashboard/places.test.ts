import { expect, test } from "vitest";
import { PAGE_NAMES } from "../../dashboard/address.ts";
import { PLACES } from "../../dashboard/shell/places.ts";

test("every place has a letter of its own", () => {
  const letters = PLACES.flatMap(({ letter }) => letter ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});

test("every place leads to a page there is", () => {
  expect(PLACES.filter(({ page }) => !PAGE_NAMES.includes(page))).toEqual([]);
});
