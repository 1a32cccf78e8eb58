/** GET /orders: newest first, with totals a currency and months. */
import { Hono } from "hono";
import * as v from "valibot";
import type { OrderList } from "../../model/report.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { listOrders, type OrderCursor, sumOrders, sumOrdersByMonth } from "../store/orders.ts";

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

export const orders = new Hono<AppEnv>().get(
  "/",
  validQuery(v.object({ before: v.optional(cursorSchema) })),
  async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const [listed, totals, months] = await Promise.all([
      listOrders(DB, site, c.req.valid("query").before ?? NEWEST, PAGE + 1),
      sumOrders(DB, site),
      sumOrdersByMonth(DB, site),
    ]);
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    const answer: OrderList = {
      orders: page,
      next: last && listed.length > PAGE ? `${last.placedAt}.${last.id}` : null,
      totals,
      months,
    };
    return c.json(answer, 200);
  },
);
