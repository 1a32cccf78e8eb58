/** Files of orders: RFC 4180, the exports of Shopify and WooCommerce, and a plain header; each line that fails is named. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../model/csv.ts";
import { readOrders } from "../../model/order-csv.ts";
import { instantIn } from "../../model/shop-day.ts";
import { NOON } from "../support/builders.ts";

const file = (name: string) =>
  readFileSync(new URL(`../fixtures/orders-csv/${name}`, import.meta.url), "utf8");
const SETTING = { timeZone: "Europe/Warsaw", asOf: NOON };
const read = (text: string) => {
  const orders = readOrders(text, SETTING);
  if ("fault" in orders) throw new Error(orders.fault.expected);
  return orders;
};

describe("comma-separated values", () => {
  const cells = (text: string) => parseCsv(text).rows.map((row) => row.cells);
  test.each<[string, string, string[][]]>([
    [
      "with CRLF and a last line that ends",
      "aaa,bbb\r\nzzz,yyy\r\n",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "with a last line that does not end",
      "aaa,bbb\nzzz,yyy",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "with line breaks in quotes",
      '"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx',
      [
        ["aaa", "b\r\nbb", "ccc"],
        ["zzz", "yyy", "xxx"],
      ],
    ],
    ["with quotes in quotes", '"aaa","b""bb","ccc"', [["aaa", 'b"bb', "ccc"]]],
    [
      "with empty cells at both ends",
      ",a,\n,,",
      [
        ["", "a", ""],
        ["", "", ""],
      ],
    ],
    [
      "with a byte order mark and semicolons",
      "\uFEFFa;b;c\n1;2,5;",
      [
        ["a", "b", "c"],
        ["1", "2,5", ""],
      ],
    ],
    [
      "with empty lines between",
      "a,b\n\n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test("know the line each row begins on, and of a quote that never ends", () => {
    const { rows, unclosed } = parseCsv('a,b\n"1\n2",x\ny,z\n"open,');
    expect([rows.map(({ line }) => line), unclosed]).toEqual([[1, 2, 4], 5]);
  });
});

test("Shopify's export is read by its numbers, states and dates, and its further lines are no orders", () => {
  const { format, orders, faults } = read(file("shopify.csv"));
  expect([format, faults]).toEqual(["shopify", []]);
  expect(orders).toEqual([
    {
      line: 2,
      report: {
        id: "5678901234567",
        modifiedAt: NOON,
        placedAt: Date.UTC(2026, 2, 1, 10),
        stage: "paid",
        valueMinor: 12_300,
        currency: "EUR",
        taxMinor: 2_300,
        shippingMinor: 1_230,
        discountMinor: 1_000,
        coupons: ["SPRING"],
        refundedMinor: 6_035,
        channel: "store",
      },
    },
    { line: 5, report: expect.objectContaining({ stage: "cancelled", valueMinor: 4_900, currency: "JPY" }) },
  ]);
});

test("WooCommerce's export is read in the shop's time, across the night the clock is put forward", () => {
  const { format, orders, faults } = read(file("woocommerce.csv"));
  expect(format).toBe("woocommerce");
  expect(orders.map(({ report }) => [report.id, report.stage, report.placedAt])).toEqual([
    ["727", "paid", Date.UTC(2026, 2, 29, 0, 30)],
    ["728", "refunded", Date.UTC(2026, 2, 29, 1, 30)],
  ]);
  expect(orders[0]!.report).toMatchObject({
    refundedMinor: 1_000,
    coupons: ["spring"],
    customer: "26",
    taxMinor: 135,
  });
  expect(faults.map(({ line, column }) => [line, column])).toEqual([
    [4, "order_date"],
    [5, "status"],
  ]);
});

test("a plain file has lines, tax and channels, and decimals with a comma", () => {
  const { orders, faults } = read(file("plain.csv"));
  expect(orders).toMatchObject([
    {
      line: 2,
      report: {
        id: "S-1",
        modifiedAt: Date.UTC(2026, 2, 5, 10),
        placedAt: Date.UTC(2026, 1, 28, 23),
        valueMinor: 123_450,
        taxMinor: 23_084,
        coupons: ["spring", "vip"],
        channel: "store",
        customer: "c-1",
        lines: [
          { id: "p1", quantity: 2, priceMinor: 60_000 },
          { id: "p2", quantity: 1, priceMinor: 3_450 },
        ],
      },
    },
    { line: 4, report: { id: "S-2", modifiedAt: NOON, stage: "cancelled", channel: "phone" } },
  ]);
  expect(faults.map(({ line, column }) => [line, column])).toEqual([
    [5, "placed_at"],
    [6, "value"],
    [7, "channel"],
  ]);
});

test.each([
  ["an empty file", ""],
  ["a list of customers", "First Name,Last Name,Email\nAnna,Nobody,anna@example.com"],
])("%s is refused whole, and says which columns it wants", (_, text) => {
  expect(readOrders(text, SETTING)).toEqual({
    fault: { line: 1, column: "", expected: expect.stringContaining("id, placed_at, value, currency") },
  });
});

test.each([
  ["in winter", [2026, 0, 15, 12], [2026, 0, 15, 11]],
  ["in summer", [2026, 6, 15, 12], [2026, 6, 15, 10]],
  ["in the hour that is there twice the first time", [2026, 9, 25, 2, 30], [2026, 9, 25, 0, 30]],
  ["after it", [2026, 9, 25, 3, 30], [2026, 9, 25, 2, 30]],
])("the shop's clock is UTC's %s", (_, wall, utc) => {
  const at = (parts: number[]) => Date.UTC(...(parts as [number, number, number, number, number]));
  expect(instantIn(at(wall.concat(0)), "Europe/Warsaw")).toBe(at(utc.concat(0)));
});
