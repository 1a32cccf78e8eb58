/**
 * POST /v1/orders: the shop's server reports its orders; its word stands over what the page reported. An order is
 * named by its id, so a list may be sent again, in any order, without anything being counted twice. A list with a
 * bad order is refused whole, and every fault in it is named.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { signInByKey } from "../middleware/sign-in.ts";
import { problem } from "../problem.ts";
import {
  type IncomingOrder,
  listVisitorsOfOrders,
  saveOrders,
  serverPartStatement,
} from "../store/orders.ts";

const MOST_ORDERS = 500;
/** As many orders of a dozen lines each. */
const MAX_BYTES = 1_000_000;
/** A longer list of faults helps nobody. */
const MOST_FAULTS = 100;

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const minor = v.pipe(v.number(), v.integer("whole minor units"), v.minValue(0), v.maxValue(1e12));
const TIME = "ISO 8601 with a time zone, or epoch ms, from 1980 to 2100";
const isInRange = (at: number) => Number.isInteger(at) && at >= Date.UTC(1980, 0) && at < Date.UTC(2100, 0);
/** Date.parse takes the 31st of February for the 3rd of March. */
function isCalendarDay(text: string): boolean {
  const day = Date.parse(text.slice(0, 10));
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10));
}
const isoTime = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:?\d\d))?$/),
  v.check(isCalendarDay),
  v.transform(Date.parse),
);
const time = v.pipe(v.union([v.number(), isoTime], TIME), v.check(isInRange, TIME));

const orderSchema = v.object({
  id: word,
  /** A date alone is its midnight, UTC. */
  placedAt: time,
  valueMinor: minor,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code of three capital letters")),
  channel: v.optional(v.picklist(["web", "store", "phone"]), "web"),
  /** The shop's id of the customer. */
  customer: v.optional(word),
  visitor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "a visitor id of 22 characters"))),
  lines: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: word,
          quantity: v.pipe(v.number(), v.integer("a whole number"), v.minValue(0), v.maxValue(10_000)),
          priceMinor: v.optional(minor),
        }),
      ),
      v.maxLength(100),
    ),
  ),
});
const bodySchema = v.object({
  orders: v.pipe(v.array(orderSchema), v.minLength(1), v.maxLength(MOST_ORDERS)),
});

export const ordersIn = new Hono<AppEnv>()
  .use(signInByKey)
  .use(
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () =>
        problem(413, "too-large", "The list is too large", { expected: `at most ${MAX_BYTES} bytes` }),
    }),
  )
  .post("/", async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    if (body === undefined)
      return problem(400, "json", "The body is not JSON", { expected: "a JSON object" });
    const parsed = v.safeParse(bodySchema, body);
    if (!parsed.success) {
      const faults = parsed.issues.slice(0, MOST_FAULTS).map(faultOf);
      return problem(400, "invalid-orders", "Nothing was saved: the list has faults", {
        ...faults[0],
        faults,
      });
    }
    await save(c.env.DB, c.get("site"), parsed.output.orders);
    return c.json({ accepted: parsed.output.orders.length }, 200);
  });

/** Whoever had one of the orders before may have lost it to another visitor: both are recomputed. */
async function save(db: D1Database, site: string, orders: IncomingOrder[]): Promise<void> {
  const ids = orders.map(({ id }) => id);
  const before = await listVisitorsOfOrders(db, site, ids);
  await db.batch([...saveOrders(db, site, orders, "api"), serverPartStatement(db, site, before, ids)]);
}
