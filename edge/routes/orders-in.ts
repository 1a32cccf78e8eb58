/**
 * POST /v1/orders: the shop's server reports its orders; its word stands over what the page reported. An order is
 * named by its id, so a list may be sent again, in any order, without anything being counted twice. A list with a
 * bad order is refused whole, and every fault in it is named.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import { wholeOrderSchema } from "../../model/order-report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { signInByKey } from "../middleware/sign-in.ts";
import { wellFormedBody } from "../middleware/well-formed.ts";
import { problem } from "../problem.ts";
import { countDelivery } from "../store/doors.ts";
import { saveOrders } from "../store/orders.ts";

const MOST_ORDERS = 500;
/** As many orders of a dozen lines each. */
const MAX_BYTES = 1_000_000;
/** A longer list of faults helps nobody. */
const MOST_FAULTS = 100;

/** What it takes. */
export const ordersBodySchema = v.object({
  orders: v.pipe(v.array(wholeOrderSchema), v.minLength(1), v.maxLength(MOST_ORDERS)),
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
  .post("/", wellFormedBody, async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const at = await now(c.env);
    const refuse = async (reason: string) =>
      void (await countDelivery(DB, site, "api", { at, outcome: "refused", reason }).run());
    const body: unknown = await c.req.json().catch(() => undefined);
    if (body === undefined) {
      await refuse("The body is not JSON");
      return problem(400, "json", "The body is not JSON", { expected: "a JSON object" });
    }
    const parsed = v.safeParse(ordersBodySchema, body);
    if (!parsed.success) {
      const faults = parsed.issues.slice(0, MOST_FAULTS).map(faultOf);
      await refuse(`${faults[0]!.field}: expected ${faults[0]!.expected}`);
      return problem(400, "invalid-orders", "Nothing was saved: the list has faults", {
        ...faults[0],
        faults,
      });
    }
    const { orders } = parsed.output;
    const accepted = { at, outcome: "accepted", orders: orders.length } as const;
    await saveOrders(DB, site, orders, "api", at, [countDelivery(DB, site, "api", accepted)]);
    return c.json({ accepted: orders.length }, 200);
  });
