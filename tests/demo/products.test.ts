import { existsSync } from "node:fs";
import * as v from "valibot";
import { expect, it } from "vitest";
import { productPicture } from "../../demo/pictures.ts";
import { CATEGORIES, CURRENCY, IN_SEASON, NEWEST, PRODUCTS, productOf } from "../../demo/products.ts";
import { searchCatalogue } from "../../demo/shop/catalogue-search.ts";
import { deliveryDay } from "../../demo/shop/delivery-day.ts";
import { itemSchema } from "../../model/event.ts";

it("the catalogue has 24 products in five categories, none of them empty", () => {
  expect(new Set(PRODUCTS.map(({ id }) => id)).size).toBe(24);
  expect(CATEGORIES).toHaveLength(5);
  for (const { id } of CATEGORIES)
    expect(PRODUCTS.filter(({ category }) => category === id).length).toBeGreaterThan(3);
});

it.each(PRODUCTS)("$name is an item the model accepts, and has a picture", ({ id, name, priceMinor }) => {
  expect(v.safeParse(itemSchema, { id, name, priceMinor, currency: CURRENCY }).success).toBe(true);
  expect(productPicture(id)).toMatch(/^<svg .*<\/svg>$/s);
  expect(existsSync(`demo/photos/${id}.png`)).toBe(true);
});

it("what is in season or new is in the catalogue", () => {
  expect([...IN_SEASON, ...NEWEST].filter((id) => !productOf(id))).toEqual([]);
});

it.each([
  ["zuraw", "lamp-zuraw"],
  ["OBŁOK", "kettle-oblok"],
  ["laka", "blanket-laka"],
  ["coffee grinder", "grinder-ziarno"],
  ["mugs", "mugs-para"],
])("a search for %s finds %s first", (query, id) => {
  expect(searchCatalogue(query)[0]?.id).toBe(id);
});

it.each(["studio earbuds", "", "…"])("a search for “%s” finds nothing", (query) => {
  expect(searchCatalogue(query)).toEqual([]);
});

it.each([
  ["on a Monday morning", new Date(2026, 10, 23, 9), "Wednesday"],
  ["on a Monday after the packing", new Date(2026, 10, 23, 15), "Thursday"],
  ["on a Friday morning", new Date(2026, 10, 27, 9), "Tuesday"],
  ["on a Sunday evening", new Date(2026, 10, 29, 20), "Wednesday"],
])("what is ordered %s arrives two working days on", (_when, ordered, day) => {
  expect(deliveryDay(ordered)).toBe(day);
});
