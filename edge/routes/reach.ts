/** GET /reach: may somebody be reached now, and by what; for tools of other channels, before they send. */
import { Hono } from "hono";
import * as v from "valibot";
import type { Reach } from "../../model/reach.ts";
import { customerIdSchema } from "../../model/trait.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { preferredOf, readChannels } from "../reach.ts";
import { listLinks, listVisitorsOfCustomer } from "../store/links.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { readStates } from "../store/visitor-state.ts";

const querySchema = v.pipe(
  v.object({
    visitor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "a visitor's id"))),
    customer: v.optional(customerIdSchema),
  }),
  v.forward(
    v.check(
      ({ visitor, customer }) => (visitor === undefined) !== (customer === undefined),
      "this, or customer",
    ),
    ["visitor"],
  ),
);

export const reach = new Hono<AppEnv>().get("/", validQuery(querySchema), async (c) => {
  const [db, site] = [c.env.DB, c.get("site")];
  const { visitor, customer: asked } = c.req.valid("query");
  const customer = asked ?? (await listLinks(db, site, visitor!))[0]?.customer;
  const browsers = customer === undefined ? [] : await listVisitorsOfCustomer(db, site, customer);
  const ids = [...new Set([...(visitor === undefined ? [] : [visitor]), ...browsers])];
  const [{ states }, snapshot, at] = await Promise.all([
    readStates(db, site, ids),
    readNewestSnapshot(db, site),
    now(c.env),
  ]);
  if (states.size === 0)
    return problem(404, "visitor", "Nobody is known by this id", {
      field: asked === undefined ? "visitor" : "customer",
      expected: "an id that was heard of",
    });
  if (!snapshot)
    return problem(409, "unpublished", "Nothing is published yet", {
      detail: "Publish the site once first.",
    });
  const known = [...states.values()];
  const answer: Reach = {
    visitors: known.map(({ id }) => id),
    customer: customer ?? null,
    preferred: preferredOf(snapshot, known),
    channels: await readChannels(db, snapshot, known, at),
    now: at,
  };
  return c.json(answer, 200);
});
