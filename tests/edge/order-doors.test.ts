/**
 * Differential test: thousands of orders with random histories over all doors, their messages shuffled, repeated and lost. After
 * every round of deliveries the orders in D1 equal a ledger that is kept by other means, and the buyers equal its sums.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { saveOrders } from "../../edge/store/orders.ts";
import { saveRates } from "../../edge/store/rates.ts";
import { minorRateOf } from "../../model/money.ts";
import { DOORS, STAGES } from "../../model/order-report.ts";
import type { OrderList } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import { NOON } from "../support/builders.ts";
import { aSite, type TestSite } from "./api/support.ts";
import { type LedgerOrder, ledgerBuyers, ledgerOrder, type Message, type Shop } from "./order-ledger.ts";

/** Few instants and few amounts: ties are where an order of arrival would show. */
const instant = fc.integer({ min: 0, max: 4 }).map((days) => NOON + days * DAY_MS);
const minor = fc.constantFrom(0, 1, 99, 4_900, 4_901, 10_000);
const part = fc.constantFrom(undefined, 0, 7, 333);
const visitor = fc.integer({ min: 0, max: 9 }).map((n) => `visitor-${n}`.padEnd(22, "x"));
const customer = fc.option(
  fc.integer({ min: 0, max: 30 }).map((n) => `customer ${n}`),
  { nil: undefined },
);
const currency = fc.constantFrom("EUR", "EUR", "PLN", "JPY", "CZK");
const refunds = fc.array(
  fc.record({ id: fc.constantFrom("r1", "r2", "r3"), amountMinor: fc.constantFrom(0, 10, 99, 2_450, 4_900) }),
  { maxLength: 2 },
);
const named = (list: { id: string; amountMinor: number }[]) => [
  ...new Map(list.map((one) => [one.id, one])).values(),
];

const fromPage = fc
  .record({ at: instant, valueMinor: minor, currency, visitor })
  .map(({ at, ...rest }) => ({ modifiedAt: at, placedAt: at, stage: "placed", channel: "web", ...rest }));
const whole = fc
  .record({
    modifiedAt: instant,
    placedAt: instant,
    stage: fc.constantFrom(...STAGES, "paid" as const, "paid" as const),
    valueMinor: minor,
    currency,
    taxMinor: part,
    shippingMinor: part,
    shippingTaxMinor: part,
    discountMinor: part,
    channel: fc.constantFrom("web", "store", "phone"),
    customer,
    visitor: fc.option(visitor, { nil: undefined, freq: 9 }),
    refundedMinor: fc.option(fc.constantFrom(0, 50, 4_900), { nil: undefined, freq: 3 }),
    refunds,
  })
  .map((report) => ({ ...report, refunds: named(report.refunds) }));
const refundAlone = fc.record({ modifiedAt: instant, refunds }).map((report) => ({
  ...report,
  refunds: named(report.refunds),
}));
const deletion = fc.record({ modifiedAt: instant, stage: fc.constant("cancelled") });

const message = fc.oneof(
  { weight: 3, arbitrary: fc.record({ door: fc.constant("page"), report: fromPage }) },
  {
    weight: 6,
    arbitrary: fc.record({
      door: fc.constantFrom(...DOORS.filter((door) => door !== "page")),
      report: whole,
    }),
  },
  { weight: 2, arbitrary: fc.record({ door: fc.constant("shopify"), report: refundAlone }) },
  { weight: 1, arbitrary: fc.record({ door: fc.constant("woocommerce"), report: deletion }) },
) as fc.Arbitrary<Message>;

/** What happened, and in which sequence it is heard: any of it, any number of times. */
const history = fc
  .array(message, { minLength: 1, maxLength: 5 })
  .chain((messages) => fc.array(fc.constantFrom(...messages), { minLength: 1, maxLength: 7 }));

const DAY = Math.floor(NOON / DAY_MS);
const shops: fc.Arbitrary<Shop> = fc.record({
  currency: fc.constantFrom("EUR", "PLN"),
  isWithoutTax: fc.boolean(),
  isWithoutShipping: fc.boolean(),
  rates: fc
    .array(
      fc.record({
        currency: fc.constantFrom("PLN", "JPY", "EUR"),
        day: fc.integer({ min: DAY, max: DAY + 4 }),
        thousandths: fc.integer({ min: 1, max: 9_999 }),
      }),
      { maxLength: 5 },
    )
    .map((rates) => [...new Map(rates.map((rate) => [`${rate.currency} ${rate.day}`, rate])).values()]),
});

async function open({ currency: reported, rates, ...revenue }: Shop): Promise<TestSite> {
  const site = await aSite({ currency: reported, revenue });
  const told = rates.map((rate) => {
    // Between minor units: a yen has no decimals, the others two.
    const text = (rate.thousandths / (rate.currency === "JPY" ? 100_000 : 1_000)).toFixed(5);
    return {
      currency: rate.currency,
      day: rate.day,
      rate: text,
      ...minorRateOf(text, rate.currency, reported)!,
    };
  });
  await saveRates(env.DB, site.id, reported, told).run();
  return site;
}

async function ordersOf({ id }: TestSite): Promise<LedgerOrder[]> {
  const { results } = await env.DB.prepare(
    `SELECT id, status, placed_at AS placedAt, total_minor AS totalMinor, refunded_minor AS refundedMinor,
            value_minor AS valueMinor, reported_minor AS reportedMinor, currency, channel, doors, customer, visitor
     FROM orders WHERE site = ?1 ORDER BY id`,
  )
    .bind(id)
    .all<LedgerOrder>();
  return results;
}

async function buyersOf({ id }: TestSite): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    "SELECT who, first_at, last_at, orders, left_out, value_minor FROM buyers WHERE site = ?1 ORDER BY who",
  )
    .bind(id)
    .all();
  return results;
}

/** Delivers the histories in rounds, one message of each a round, and holds D1 to the ledger after each. */
async function deliver(shop: Shop, histories: readonly Message[][]): Promise<void> {
  const site = await open(shop);
  const idOf = (n: number) => String(n).padStart(4, "0");
  const rounds = Math.max(...histories.map(({ length }) => length));
  for (let round = 0; round < rounds; round++) {
    const arriving = histories.flatMap((messages, n) =>
      messages.slice(round, round + 1).map((one) => ({ ...one, id: idOf(n) })),
    );
    for (const [door, own] of Map.groupBy(arriving, (one) => one.door))
      await saveOrders(
        env.DB,
        site.id,
        own.map(({ report, id }) => ({ ...report, id })),
        door,
        NOON,
      );
    const ledger = histories.flatMap(
      (messages, n) => ledgerOrder(idOf(n), messages.slice(0, round + 1), shop) ?? [],
    );
    expect(await ordersOf(site)).toEqual(ledger);
    expect(await buyersOf(site)).toEqual(ledgerBuyers(ledger));
  }
}

test("orders of 2,000 random histories, heard in any sequence, in part and repeatedly, stand as the ledger says", async () => {
  await fc.assert(
    fc.asyncProperty(shops, fc.array(history, { minLength: 500, maxLength: 500, size: "max" }), deliver),
    { numRuns: 4, endOnFailure: true },
  );
}, 60_000);

function permutationsOf<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, i) => permutationsOf(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

test("every permutation of four messages gives the same order", async () => {
  await fc.assert(
    fc.asyncProperty(
      shops,
      fc.array(fc.array(message, { minLength: 4, maxLength: 4 }), {
        minLength: 20,
        maxLength: 20,
        size: "max",
      }),
      (shop, sets) => deliver(shop, sets.flatMap(permutationsOf)),
    ),
    { numRuns: 2, endOnFailure: true },
  );
}, 60_000);

test("with another policy, currency or rate all orders and buyers are valued anew", async () => {
  const site = await aSite({ currency: "EUR" });
  await saveOrders(
    env.DB,
    site.id,
    [
      { id: "1", valueMinor: 12_300, taxMinor: 2_300, shippingMinor: 1_000, shippingTaxMinor: 230 },
      { id: "2", valueMinor: 10_000, currency: "PLN" },
    ].map((order) => ({ currency: "EUR", modifiedAt: NOON, placedAt: NOON, customer: "Anna", ...order })),
    "api",
    NOON,
  );
  const anna = async () => {
    const [buyer] = (await buyersOf(site)) as { value_minor: number; left_out: number }[];
    return [buyer!.value_minor, buyer!.left_out];
  };
  const revenue = (changes: object) =>
    site.put("/api/revenue", { currency: "EUR", isWithoutTax: false, isWithoutShipping: false, ...changes });
  expect(await anna()).toEqual([12_300, 1]);
  await revenue({ isWithoutTax: true });
  expect(await anna()).toEqual([10_000, 1]);
  await revenue({ isWithoutShipping: true });
  expect(await anna()).toEqual([11_070, 1]);
  await revenue({ isWithoutTax: true, isWithoutShipping: true });
  expect(await anna()).toEqual([9_000, 1]);
  await revenue({});
  await site.put("/api/rates", { rates: [{ currency: "PLN", day: "2026-11-01", rate: "0.2345" }] });
  expect(await anna()).toEqual([14_645, 0]);
  await site.put("/api/rates", { rates: [{ currency: "PLN", day: "2026-11-22", rate: "0.25" }] });
  expect(await anna()).toEqual([14_800, 0]);
  await site.delete("/api/rates/PLN/2026-11-22");
  expect(await anna()).toEqual([14_645, 0]);
  await revenue({ currency: "PLN" });
  expect(await anna()).toEqual([10_000, 1]);
  await revenue({});
  expect(await anna()).toEqual([14_645, 0]);
});

test("an order whose id is half of a character is told twice and counted once", async () => {
  const site = await aSite();
  const orders = [{ id: "\ud800", placedAt: "2026-11-01", valueMinor: 1_000, currency: "EUR" }];
  const tell = () => site.post("/v1/orders", { orders });
  expect([(await tell()).status, (await tell()).status]).toEqual([200, 200]);
  const listed = (await site.get<OrderList>("/api/orders")).body.orders;
  expect(listed.map(({ id }) => id)).toEqual(["\ufffd"]);
});
