/** GET /orders: newest first, with totals a currency and months; one order with all that was told of it; files of orders. */
import { Hono } from "hono";
import * as v from "valibot";
import { historyOf, ORDER_STATUSES } from "../../model/order.ts";
import { DOORS, orderReportSchema } from "../../model/order-report.ts";
import type { OrderDetail, OrderImport, OrderList } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validJson, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listProducts } from "../store/catalogue.ts";
import { countDelivery } from "../store/doors.ts";
import { listOrders, type OrderCursor, readOrder } from "../store/order-list.ts";
import { sumOrders, sumOrdersByMonth, sumReported } from "../store/order-sums.ts";
import { readOrderChanges, readOrderRecord, saveOrders } from "../store/orders.ts";
import { readSite } from "../store/sites.ts";

const PAGE = 50;
const NEWEST: OrderCursor = { placedAt: Number.MAX_SAFE_INTEGER, id: "" };

/** `PLACED_AT.ID`: an order id may hold anything, so it stands last. */
const cursorSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,16}\..+$/s, "a cursor as answered"),
  v.transform((text): OrderCursor => {
    const at = text.indexOf(".");
    return { placedAt: Number(text.slice(0, at)), id: text.slice(at + 1) };
  }),
);
const listSchema = v.object({
  before: v.optional(cursorSchema),
  door: v.optional(v.picklist(DOORS)),
  status: v.optional(v.picklist(ORDER_STATUSES)),
});

/** As many as one body of the API holds comfortably. */
const MOST_IMPORTED = 500;
const importSchema = v.object({
  orders: v.pipe(v.array(orderReportSchema), v.minLength(1), v.maxLength(MOST_IMPORTED)),
});

export const orders = new Hono<AppEnv>()
  .get("/", validQuery(listSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency } = site.settings;
    const { before = NEWEST, ...filter } = c.req.valid("query");
    const [listed, reported, totals, months] = await Promise.all([
      listOrders(DB, id, before, filter, PAGE + 1),
      sumReported(DB, id),
      sumOrders(DB, id),
      sumOrdersByMonth(DB, id),
    ]);
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    const answer: OrderList = {
      orders: page,
      next: last && listed.length > PAGE ? `${last.placedAt}.${last.id}` : null,
      currency,
      reported,
      totals,
      months,
    };
    return c.json(answer, 200);
  })
  /** Files are read by the dashboard (model/order-csv.ts). With `dry=yes` nothing is written. */
  .post(
    "/import",
    validQuery(v.object({ dry: v.picklist(["yes", "no"]) })),
    validJson(importSchema),
    async (c) => {
      const { DB } = c.env;
      const site = c.get("site");
      const at = await now(c.env);
      const { orders: reports } = c.req.valid("json");
      const accepted = { at, outcome: "accepted", orders: reports.length } as const;
      const changes =
        c.req.valid("query").dry === "yes"
          ? await readOrderChanges(DB, site, [{ door: "csv", reports }], at)
          : await saveOrders(DB, site, reports, "csv", at, [countDelivery(DB, site, "csv", accepted)]);
      const outcomes = new Map(changes.map(({ id, outcome }) => [id, outcome]));
      const answer: OrderImport = { outcomes: reports.map(({ id }) => outcomes.get(id)!) };
      return c.json(answer, 200);
    },
  )
  .get("/:id", async (c) => {
    const { DB } = c.env;
    const [site, order, record] = await Promise.all([
      readSite(DB, c.get("site")),
      readOrder(DB, c.get("site"), c.req.param("id")),
      readOrderRecord(DB, c.get("site"), c.req.param("id")),
    ]);
    if (!site || !order || !record?.told.amounts) return problem(404, "order", "No such order");
    const lines = record.told.lines?.value ?? [];
    const products = await listProducts(
      DB,
      site.settings.id,
      lines.map(({ id }) => id),
    );
    const names = new Map(products.map(({ id, name }) => [id, name]));
    const answer: OrderDetail = {
      order,
      currency: site.settings.currency,
      amounts: record.told.amounts.value,
      door: record.told.amounts.door,
      coupons: record.told.coupons?.value ?? [],
      lines: lines.map((line) => ({ ...line, name: names.get(line.id) ?? null })),
      refunds: Object.entries(record.refunds).map(([id, { value, door }]) => ({
        id,
        amountMinor: value.amountMinor,
        at: value.at ?? null,
        door,
      })),
      history: historyOf(record).map(([at, stage, door]) => ({ at, stage, door })),
    };
    return c.json(answer, 200);
  });
