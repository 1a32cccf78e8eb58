/** Sites themselves: making one and changing its settings. Only the admin token may; what is live changes on publishing. */
import { Hono } from "hono";
import * as v from "valibot";
import { isSiteId } from "../../model/site.ts";
import { siteSettingsSchema } from "../../model/snapshot.ts";
import type { AppEnv } from "../env.ts";
import { adminOnly } from "../middleware/sign-in.ts";
import { problem } from "../problem.ts";
import { saveSite } from "../store/sites.ts";

export const sites = new Hono<AppEnv>().put("/:id", adminOnly, async (c) => {
  const id = c.req.param("id");
  if (!isSiteId(id)) return problem(400, "site", "No site id", { field: "id", expected: "a name and its checksum" });
  const parsed = v.safeParse(siteSettingsSchema, { ...(await c.req.json()), id }, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return problem(400, "invalid", "These are no settings", {
      field: v.getDotPath(issue) ?? undefined,
      expected: issue.expected ?? issue.message,
    });
  }
  await saveSite(c.env.DB, parsed.output);
  return c.json(parsed.output, 200);
});
