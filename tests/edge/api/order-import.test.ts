/** Files, filters, rates and revenue through the API, and days of the shop in the overview. */
import { expect, test } from "vitest";
import { readOrders } from "../../../model/order-csv.ts";
import type { OrderDetail, OrderImport, OrderList, RateList } from "../../../model/report.ts";
import plain from "../../fixtures/orders-csv/plain.csv?raw";
import { ADMIN, aSite, ask, type TestSite } from "./support.ts";

const AS_OF = Date.UTC(2026, 2, 10);
const reports = (text: string) => {
  const read = readOrders(text, { timeZone: "Europe/Warsaw", asOf: AS_OF });
  if ("fault" in read) throw new Error(read.fault.expected);
  return read.orders.map(({ report }) => report);
};
const upload = async (site: TestSite, orders: unknown[], dry: "yes" | "no") =>
  (await site.post<OrderImport>(`/api/orders/import?dry=${dry}`, { orders })).body.outcomes;
const listOf = async (site: TestSite, query = "") => (await site.get<OrderList>(`/api/orders${query}`)).body;

test("a file tried dry writes nothing, and then does what the dry run said; sent again it changes nothing", async () => {
  const site = await aSite({ currency: "PLN" });
  expect(await upload(site, reports(plain), "yes")).toEqual(["new", "new"]);
  expect((await listOf(site)).orders).toEqual([]);
  expect(await upload(site, reports(plain), "no")).toEqual(["new", "new"]);
  expect((await listOf(site)).orders).toMatchObject([
    { id: "S-2", status: "cancelled", channel: "phone", doors: ["csv"] },
    { id: "S-1", status: "paid", channel: "store", totalMinor: 123_450, lines: 2 },
  ]);
  expect(await upload(site, reports(plain), "yes")).toEqual(["same", "same"]);
  expect(
    await upload(site, reports(plain.replace("S-1;2026-03-01;1234,50", "S-1;2026-03-01;1300,00")), "yes"),
  ).toEqual(["changed", "same"]);
});

test("a file of before does not undo what a later webhook or list said", async () => {
  const site = await aSite({ currency: "PLN" });
  const cancelled = {
    id: "S-1",
    placedAt: "2026-03-01",
    modifiedAt: "2026-03-20",
    valueMinor: 123_450,
    currency: "PLN",
    stage: "cancelled",
  };
  await site.post("/v1/orders", { orders: [cancelled] });
  await upload(site, reports(plain), "no");
  expect((await site.get<OrderDetail>("/api/orders/S-1")).body).toMatchObject({
    order: { status: "cancelled", doors: ["api", "csv"] },
    lines: [{ id: "p1" }, { id: "p2" }],
    history: [
      { at: Date.UTC(2026, 2, 5, 10), stage: "paid", door: "csv" },
      { at: Date.UTC(2026, 2, 20), stage: "cancelled", door: "api" },
    ],
  });
});

test("a list with one report that is not as it should be is refused whole, by its field", async () => {
  const site = await aSite();
  const answer = await site.post("/api/orders/import?dry=no", {
    orders: [...reports(plain), { id: "x", stage: "lost" }],
  });
  expect([answer.status, answer.body.field]).toEqual([400, "orders[2].stage"]);
  expect((await listOf(site)).orders).toEqual([]);
});

test("orders are listed by door and by status", async () => {
  const site = await aSite({ currency: "PLN" });
  await upload(site, reports(plain), "no");
  await site.post("/v1/orders", {
    orders: [{ id: "A", placedAt: "2026-03-01", valueMinor: 1, currency: "PLN", stage: "placed" }],
  });
  const ids = async (query: string) => (await listOf(site, query)).orders.map(({ id }) => id).sort();
  expect(await ids("?door=csv")).toEqual(["S-1", "S-2"]);
  expect(await ids("?status=placed")).toEqual(["A"]);
  expect(await ids("?door=csv&status=cancelled")).toEqual(["S-2"]);
  expect((await site.get("/api/orders?door=window")).status).toBe(400);
});

test("an order without a rate is left out and said to be, until there is one", async () => {
  const site = await aSite({ currency: "EUR" });
  await site.post("/v1/orders", {
    orders: [
      { id: "1", placedAt: "2026-03-02", valueMinor: 10_000, currency: "EUR", customer: "Anna" },
      { id: "2", placedAt: "2026-03-02", valueMinor: 20_000, currency: "PLN", customer: "Anna" },
    ],
  });
  expect((await listOf(site)).reported).toEqual({ orders: 1, valueMinor: 10_000, void: 0 });
  expect((await site.get<RateList>("/api/rates")).body.missing).toEqual([{ currency: "PLN", orders: 1 }]);
  // A rate of the day after is none for the day before.
  const rates = [{ currency: "PLN", day: "2026-03-03", rate: "0.5" }];
  await site.put("/api/rates", { rates });
  expect((await listOf(site)).reported.orders).toBe(1);
  await site.put("/api/rates", { rates: [{ currency: "PLN", day: "2026-02-01", rate: "0.25" }, ...rates] });
  expect((await listOf(site)).reported).toEqual({ orders: 2, valueMinor: 15_000, void: 0 });
  expect((await site.get<RateList>("/api/rates")).body).toEqual({
    currency: "EUR",
    rates: [
      { currency: "PLN", day: "2026-03-03", rate: "0.5" },
      { currency: "PLN", day: "2026-02-01", rate: "0.25" },
    ],
    missing: [],
  });
});

test.each([
  ["that is no decimal", { rate: "0,25" }, "rates[1].rate"],
  ["of nought", { rate: "0" }, "rates[1].rate"],
  ["of the reporting currency itself", { currency: "EUR" }, "rates[1].currency"],
  ["of a day that there is not", { day: "2026-02-31" }, "rates[1].day"],
])("a rate %s is refused by its field, and none of the list is saved", async (_, changes, field) => {
  const site = await aSite({ currency: "EUR" });
  const good = { currency: "PLN", day: "2026-03-01", rate: "0.25" };
  const { status, body } = await site.put("/api/rates", { rates: [good, { ...good, ...changes }] });
  expect([status, body.field]).toEqual([400, field]);
  expect((await site.get<RateList>("/api/rates")).body.rates).toEqual([]);
});

test("an order at half past midnight in the shop is of that day, though it is still yesterday in UTC", async () => {
  const site = await aSite({ timeZone: "Europe/Warsaw" });
  await site.post("/v1/orders", {
    orders: [
      { id: "1", placedAt: "2026-03-01T23:30:00Z", valueMinor: 100, currency: "EUR" },
      { id: "2", placedAt: "2026-03-01T22:30:00Z", valueMinor: 10, currency: "EUR" },
      { id: "3", placedAt: "2026-03-02T12:00:00Z", valueMinor: 1, currency: "EUR", stage: "cancelled" },
    ],
  });
  const { body } = await site.get<{ days: { day: string; orders: number; revenueMinor: number }[] }>(
    "/api/overview?from=2026-03-01&to=2026-03-02",
  );
  expect(body.days.map(({ day, orders, revenueMinor }) => [day, orders, revenueMinor])).toEqual([
    ["2026-03-01", 1, 10],
    ["2026-03-02", 1, 100],
  ]);
});

test.each(["Europe/Warsw", "+01:00", "", "Mars/Olympus"])(
  "a site in the time zone “%s” is refused",
  async (timeZone) => {
    const site = await aSite();
    const { id, ...settings } = { ...site.settings, timeZone };
    const { status, body } = await ask("PUT", `/api/sites/${id}`, ADMIN, settings);
    expect([status, body.field]).toEqual([400, "timeZone"]);
  },
);
