/** What was sent to whom and what became of it; a failed one is sent again. */
import { Hono } from "hono";
import * as v from "valibot";
import { DELIVERY_STATES } from "../../model/push.ts";
import type { DeliveryList } from "../../model/push-report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { replayDelivery } from "../store/deliveries.ts";
import { type DeliveryCursor, listDeliveries, listDeliveriesOfVisitor } from "../store/delivery-list.ts";

const PAGE = 50;
const NEWEST: DeliveryCursor = { madeAt: Number.MAX_SAFE_INTEGER, id: "" };

const listSchema = v.object({
  source: v.optional(v.pipe(v.string(), v.maxLength(80, "broadcast:ID, journey:ID or test"))),
  state: v.optional(v.picklist(DELIVERY_STATES)),
  visitor: v.optional(v.pipe(v.string(), v.maxLength(40))),
  /** `MADE_AT.ID` */
  before: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,16}\.[\w-]{22}$/, "a cursor as answered"),
      v.transform((text): DeliveryCursor => {
        const [madeAt, id] = text.split(".") as [string, string];
        return { madeAt: Number(madeAt), id };
      }),
    ),
  ),
});

export const deliveries = new Hono<AppEnv>()
  .get("/", validQuery(listSchema), async (c) => {
    const { source = null, state = null, visitor, before = NEWEST } = c.req.valid("query");
    const [db, site, filter] = [c.env.DB, c.get("site"), { source, state }];
    const listed =
      visitor === undefined
        ? await listDeliveries(db, site, before, filter, PAGE + 1)
        : await listDeliveriesOfVisitor(db, site, visitor, before, filter, PAGE + 1);
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    const answer: DeliveryList = {
      deliveries: page,
      next: last && listed.length > PAGE ? `${last.madeAt}.${last.id}` : null,
    };
    return c.json(answer, 200);
  })
  .post("/:id/replay", async (c) => {
    const id = c.req.param("id");
    if (!(await replayDelivery(c.env.DB, c.get("site"), id, await now(c.env))))
      return problem(404, "delivery", "No such failed delivery", {
        field: "id",
        expected: "the id of a delivery that has failed",
      });
    return c.json({ id }, 200);
  });
