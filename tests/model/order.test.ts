/** Orders as all their doors tell them: states, refunds, revenue and history. */
import { describe, expect, test } from "vitest";
import { emptyOrder, historyOf, mergeOrder, type OrderRecord, standingOf } from "../../model/order.ts";
import type { Door, OrderReport } from "../../model/order-report.ts";
import { NOON } from "../support/builders.ts";

const MINUTE_MS = 60_000;
const whole = (changes: Partial<OrderReport> = {}): OrderReport => ({
  id: "1",
  modifiedAt: NOON,
  placedAt: NOON,
  stage: "paid",
  valueMinor: 12_300,
  currency: "EUR",
  ...changes,
});
const told = (...news: [Door, OrderReport, now?: number][]): OrderRecord =>
  news.reduce((record, [door, report, now = NOON]) => mergeOrder(record, report, door, now), emptyOrder);
const standing = (...news: [Door, OrderReport, now?: number][]) => standingOf(told(...news))!;

describe("of two tellings", () => {
  test.each<[string, [Door, OrderReport], [Door, OrderReport], number]>([
    [
      "the shop's stands over the page's, though the page's is later",
      ["api", whole({ valueMinor: 1 })],
      ["page", whole({ valueMinor: 2, modifiedAt: NOON + 1 })],
      1,
    ],
    [
      "the later change of the shop's stands",
      ["shopify", whole({ valueMinor: 1, modifiedAt: NOON + 1 })],
      ["csv", whole({ valueMinor: 2 })],
      1,
    ],
    [
      "for one instant the dearer stands",
      ["api", whole({ valueMinor: 2 })],
      ["csv", whole({ valueMinor: 1 })],
      2,
    ],
  ])("%s", (_, one, other, expected) => {
    expect(standing(one, other).totalMinor).toBe(expected);
    expect(standing(other, one).totalMinor).toBe(expected);
  });

  test("for one instant the later stage stands", () => {
    const [paid, cancelled] = [whole(), whole({ stage: "cancelled" })];
    expect(standing(["api", paid], ["api", cancelled]).status).toBe("cancelled");
    expect(standing(["api", cancelled], ["api", paid]).status).toBe("cancelled");
  });
});

describe("news that name no change of the shop's", () => {
  const undated = (changes: Partial<OrderReport> = {}) => whole({ modifiedAt: undefined, ...changes });

  test("stand over what came before, whatever the clock says", () => {
    const later = NOON + MINUTE_MS;
    expect(
      standing(["shopify", whole({ modifiedAt: later })], ["api", undated({ valueMinor: 5 })]).totalMinor,
    ).toBe(5);
  });

  test("change nothing where the shop has said the same", () => {
    const once = told(["api", undated()]);
    expect(mergeOrder(once, undated(), "api", NOON + MINUTE_MS)).toEqual(once);
  });

  test("are the shop's word where only a page has said the same", () => {
    const record = told(["page", whole({ stage: undefined })], ["api", undated()]);
    expect(record.told.amounts!.door).toBe("api");
  });
});

describe("a visitor", () => {
  const [mine, other] = ["a".repeat(22), "b".repeat(22)];
  test("known from the page stays known after the server's word", () => {
    expect(standing(["page", whole({ visitor: mine })], ["api", whole()]).visitor).toBe(mine);
  });
  test("does not lose an order to a page that names it later", () => {
    const late = whole({ visitor: other, modifiedAt: NOON + 1 });
    expect(standing(["page", whole({ visitor: mine })], ["page", late]).visitor).toBe(mine);
    expect(standing(["page", late], ["page", whole({ visitor: mine })]).visitor).toBe(mine);
  });
  test("is whom the shop's server names", () => {
    expect(standing(["api", whole({ visitor: other })], ["page", whole({ visitor: mine })]).visitor).toBe(
      other,
    );
  });
});

describe("refunds", () => {
  const refund = (id: string, amountMinor: number, at = NOON): OrderReport => ({
    id: "1",
    modifiedAt: at,
    refunds: [{ id, amountMinor }],
  });

  test("count once by their id, and add up by different ones", () => {
    const order = standing(
      ["api", whole()],
      ["shopify", refund("r1", 1_000)],
      ["shopify", refund("r1", 1_000)],
      ["shopify", refund("r2", 300)],
    );
    expect([order.status, order.refundedMinor]).toEqual(["partly_refunded", 1_300]);
  });

  test("before their order make none, and are there when it comes", () => {
    expect(standingOf(told(["shopify", refund("r1", 1_000)]))).toBeUndefined();
    expect(standing(["shopify", refund("r1", 1_000)], ["api", whole()]).refundedMinor).toBe(1_000);
  });

  test("of all of it make it refunded; of more than all of it, no more than that", () => {
    const order = standing(["api", whole()], ["shopify", refund("r1", 99_999)]);
    expect([order.status, order.refundedMinor]).toEqual(["refunded", 12_300]);
  });

  test("told as one sum and one by one are not added", () => {
    const order = standing(["csv", whole({ refundedMinor: 900 })], ["shopify", refund("r1", 1_000)]);
    expect(order.refundedMinor).toBe(1_000);
  });

  test("told by the page count where nobody but pages tells the order", () => {
    const seen: [Door, OrderReport] = ["page", whole({ stage: "placed" })];
    expect(standing(seen, ["page", refund("page", 1_000)]).refundedMinor).toBe(1_000);
    expect(
      standing(seen, ["page", refund("page", 1_000)], ["page", refund("page", 1_000)]).refundedMinor,
    ).toBe(1_000);
    expect(standing(seen, ["page", refund("page", 1_000)], ["api", whole()]).refundedMinor).toBe(0);
    expect(
      standing(seen, ["page", refund("page", 1_000)], ["shopify", refund("r1", 1_000)]).refundedMinor,
    ).toBe(1_000);
  });

  test("are taken back by nought", () => {
    const order = standing(
      ["api", whole()],
      ["api", refund("r1", 1_000)],
      ["api", refund("r1", 0, NOON + MINUTE_MS)],
    );
    expect([order.status, order.refundedMinor]).toEqual(["paid", 0]);
  });

  test("in another currency do not count", () => {
    const report: OrderReport = {
      id: "1",
      modifiedAt: NOON,
      refunds: [{ id: "r1", amountMinor: 500, currency: "USD" }],
    };
    expect(standing(["api", whole()], ["shopify", report]).refundedMinor).toBe(0);
  });
});

test("of tax and delivery the same share stays as of the order", () => {
  const parts = { taxMinor: 2_300, shippingMinor: 1_000, shippingTaxMinor: 230 };
  expect(standing(["api", whole({ ...parts, refundedMinor: 6_150 })])).toMatchObject({
    taxMinor: 1_150,
    shippingMinor: 500,
    shippingTaxMinor: 115,
  });
});

test("the history tells each stage when it was first told, whatever came in between and late", () => {
  const at = (minutes: number, stage: OrderReport["stage"]): OrderReport =>
    whole({ stage, modifiedAt: NOON + minutes * MINUTE_MS });
  const record = told(
    ["woocommerce", at(2, "paid")],
    ["woocommerce", at(5, "cancelled")],
    ["woocommerce", at(3, "paid")],
    ["page", at(0, "placed")],
    ["woocommerce", at(1, "placed")],
    ["api", at(7, "paid")],
  );
  expect(historyOf(record).map(([when, stage, door]) => [(when - NOON) / MINUTE_MS, stage, door])).toEqual([
    [0, "placed", "page"],
    [2, "paid", "woocommerce"],
    [5, "cancelled", "woocommerce"],
    [7, "paid", "api"],
  ]);
});

test.each(["constructor", "toString", "hasOwnProperty"])("a refund called %s is one like any other", (id) => {
  const { refundedMinor } = standing(["api", whole({ refunds: [{ id, amountMinor: 300 }] })]);
  expect(refundedMinor).toBe(300);
});
