/** What the shop does for a visitor who asks it to: the export of all that is kept, and erasing it. */
import { Hono } from "hono";
import * as v from "valibot";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { eraseVisitors, readErasedAt } from "../store/erasure.ts";
import { findVisitor } from "../store/visitor-state.ts";
import { exportVisitor } from "../your-data.ts";

const exportSchema = v.object({
  before: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,15}$/, "a cursor as answered"), v.transform(Number)),
    String(Number.MAX_SAFE_INTEGER).slice(0, 15),
  ),
});

const noVisitor = () =>
  problem(404, "visitor", "No such visitor", { field: "id", expected: "the id of a visitor of this site" });

export const visitorRights = new Hono<AppEnv>()
  .get("/:id/export", validQuery(exportSchema), async (c) => {
    const { DB } = c.env;
    const [site, id] = [c.get("site"), c.req.param("id")];
    const exported = await exportVisitor(DB, site, id, c.req.valid("query").before);
    if (!exported.profile && !exported.erasedAt) return noVisitor();
    return c.json(exported, 200);
  })
  .delete("/:id", async (c) => {
    const { DB } = c.env;
    const [site, id] = [c.get("site"), c.req.param("id")];
    const [visitor, before] = await Promise.all([findVisitor(DB, site, id), readErasedAt(DB, site, id)]);
    if (!visitor && before === null) return noVisitor();
    const erasedAt = before ?? (await now(c.env));
    if (before === null) await eraseVisitors(DB, site, [id], erasedAt);
    return c.json({ id, erasedAt }, 200);
  });
