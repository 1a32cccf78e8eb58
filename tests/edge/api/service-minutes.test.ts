/** Service minutes, by the shop's server and as a table: counted once however often they come, refused whole where one is wrong. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { BuyerValue, ServiceReport, ValueHealth } from "../../../model/value-report.ts";
import { aSite, ask, type TestSite } from "./support.ts";

const MONTH = new Date().toISOString().slice(0, 7);
const tell = (site: TestSite, ...entries: unknown[]) => site.post("/v1/service-minutes", { entries });
const trial = async (site: TestSite, csv: string, isTrial = true) =>
  (await site.post<ServiceReport>("/api/value/service-minutes", { csv, isTrial })).body;
const keptOf = async (site: TestSite) => (await site.get<ValueHealth>("/api/value/model")).body.service;
const minutesOf = async (site: TestSite, customer: string) =>
  (await site.get<BuyerValue>(`/api/value/buyers/c:${customer}`)).body.period?.minutes;

describe("entries of the shop's server", () => {
  test("of a customer's month replace the month, and of an answer the answer", async () => {
    const site = await aSite();
    await tell(site, { customer: "anna", month: MONTH, minutes: 30 });
    await tell(site, { customer: "anna", month: MONTH, minutes: 45 });
    for (const minutes of [10, 10, 12])
      await tell(site, { customer: "jan", month: MONTH, minutes, id: "t1" });
    await tell(site, { customer: "jan", month: MONTH, minutes: 5, id: "t2" });
    expect([await minutesOf(site, "anna"), await minutesOf(site, "jan")]).toEqual([45, 17]);
    await tell(site, { customer: "ola", month: MONTH, minutes: 12, id: "t1" });
    expect([await minutesOf(site, "jan"), await minutesOf(site, "ola")]).toEqual([5, 12]);
  });

  test("with a fault are refused whole, and every fault is named", async () => {
    const site = await aSite();
    const { status, body } = await tell(
      site,
      { customer: "anna", month: MONTH, minutes: 30 },
      { customer: "", month: "2026-1", minutes: 2.5 },
    );
    expect([status, body.field]).toEqual([400, "entries[1].customer"]);
    expect(body.faults).toHaveLength(3);
    const twice = { customer: "anna", month: MONTH, minutes: 30 };
    expect((await tell(site, twice, twice)).body).toMatchObject({
      field: "entries[1]",
      expected: "each customer's month once, or an id for each answer",
    });
    expect(await keptOf(site)).toEqual({ entries: 0, minutes: 0 });
  });

  test("need the site's key, and are of its site alone", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const entries = [{ customer: "anna", month: MONTH, minutes: 30 }];
    expect((await ask("POST", "/v1/service-minutes", {}, { entries })).status).toBe(401);
    expect((await ask("POST", `/v1/service-minutes?site=${other.id}`, site.bearer, { entries })).status).toBe(
      403,
    );
    await tell(site, ...entries);
    expect([await keptOf(site), await keptOf(other)]).toEqual([
      { entries: 1, minutes: 30 },
      { entries: 0, minutes: 0 },
    ]);
  });

  test("make the values due at once", async () => {
    const site = await aSite();
    await tell(site, { customer: "anna", month: MONTH, minutes: 30 });
    const due = await env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND kind = 'value'")
      .bind(site.id)
      .first<{ due_at: number }>();
    expect(due!.due_at).toBeLessThanOrEqual(Date.now());
  });
});

describe("a table", () => {
  test("that is tried says line by line what it would do, and does nothing", async () => {
    const site = await aSite();
    await site.post("/v1/orders", {
      orders: [{ id: "1", customer: "anna", placedAt: Date.now(), valueMinor: 100, currency: "EUR" }],
    });
    await tell(
      site,
      { customer: "anna", month: MONTH, minutes: 30 },
      { customer: "jan", month: MONTH, minutes: 20 },
    );
    const csv = `customer;month;minutes\nanna;${MONTH};30\njan;${MONTH};25\nola;${MONTH};5\n`;
    const report = await trial(site, csv);
    expect(report.isSaved).toBe(false);
    expect(report.lines.map(({ line, outcome, isKnown }) => [line, outcome, isKnown])).toEqual([
      [2, "same", true],
      [3, "changed", false],
      [4, "new", false],
    ]);
    expect(report.counts).toEqual({ new: 1, changed: 1, same: 1, faults: 0, unknown: 2 });
    expect(await keptOf(site)).toEqual({ entries: 2, minutes: 50 });
    expect((await trial(site, csv, false)).isSaved).toBe(true);
    expect(await keptOf(site)).toEqual({ entries: 3, minutes: 60 });
    expect((await trial(site, csv)).counts).toMatchObject({ same: 3, new: 0, changed: 0 });
  });

  test("with a line that cannot be read is not brought in, and the line says why", async () => {
    const site = await aSite();
    const report = await trial(site, `customer,month,minutes\nanna,${MONTH},30\njan,${MONTH},much\n`, false);
    expect([report.isSaved, report.counts.faults]).toEqual([false, 1]);
    expect(report.lines[0]).toEqual({
      line: 3,
      outcome: "fault",
      field: "minutes",
      expected: "whole minutes, 0 to 44640",
    });
    expect(await keptOf(site)).toEqual({ entries: 0, minutes: 0 });
  });
});

test.each([
  [{ hourMinor: -1, discountRate: 0, months: 12 }, "hourMinor"],
  [{ hourMinor: 0, discountRate: 2, months: 12 }, "discountRate"],
  [{ hourMinor: 0, discountRate: 0, months: 61 }, "months"],
])("settings %j are refused, and the field is named", async (settings, field) => {
  const site = await aSite();
  const { status, body } = await site.put("/api/value/settings", settings);
  expect([status, body.field]).toEqual([400, field]);
});

test("a period that is not kept is refused with those that are", async () => {
  const site = await aSite();
  expect((await site.get("/api/value?months=7")).body).toMatchObject({
    status: 400,
    field: "months",
    expected: "one of 6, 12, or set it as the shop's own",
  });
  await site.put("/api/value/settings", { hourMinor: 0, discountRate: 0, months: 7 });
  expect((await site.get("/api/value?months=7")).status).toBe(200);
  expect((await site.get("/api/value/buyers/c:nobody")).status).toBe(404);
});
