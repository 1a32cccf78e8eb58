/** A product as a feed tells it: what is read of each attribute, and which one is at fault. */
import { expect, test } from "vitest";
import { readProduct } from "../../model/product-feed.ts";

const sound = { id: "lamp-sowa", title: "Table lamp Sowa", link: "https://shop.example/lamp-sowa" };
const read = (more: Record<string, string>) => readProduct(new Map(Object.entries({ ...sound, ...more })));

test.each<[string, Record<string, string>, object]>([
  ["an amount before or behind its currency", { price: "EUR 12,90" }, { priceMinor: 1290, currency: "EUR" }],
  ["a currency without decimals", { price: "1200 JPY" }, { priceMinor: 1200, currency: "JPY" }],
  [
    "a sale price as what is paid, beside the price struck through",
    { price: "20.00 EUR", sale_price: "15.00 EUR" },
    { priceMinor: 1500, listPriceMinor: 2000 },
  ],
  [
    "a sale price that is no less as none",
    { price: "20.00 EUR", sale_price: "20.00 EUR" },
    { priceMinor: 2000, listPriceMinor: null },
  ],
  ["availability in any spelling", { availability: "In Stock" }, { availability: "in_stock" }],
  [
    "the last part of a product type",
    { product_type: "Home > Light > Table lamps" },
    { category: "Table lamps" },
  ],
  ["a number of Google's list as no category", { google_product_category: "2271" }, { category: null }],
  ["the group of variants", { item_group_id: "sowa" }, { group: "sowa" }],
  ["what is not said as null", {}, { priceMinor: null, availability: null, brand: null, image: null }],
])("reads %s", (_, more, expected) => {
  expect(read(more)).toEqual({ product: expect.objectContaining(expected) });
});

test.each<[string, Record<string, string>]>([
  ["id", { id: " " }],
  ["id", { id: "x".repeat(65) }],
  ["title", { title: "" }],
  ["link", { link: "javascript:alert(1)" }],
  ["image_link", { image_link: "data:image/png;base64,AAAA" }],
  ["price", { price: "12.90" }],
  ["price", { price: "free" }],
  ["price", { price: "-1 EUR" }],
  ["sale_price", { price: "20 EUR", sale_price: "15 USD" }],
  ["availability", { availability: "maybe" }],
])("%s is at fault in %j", (field, more) => {
  expect(read(more)).toMatchObject({ fault: { field } });
});
