/** Sites themselves: making one and changing its settings. Only the admin token may; what is live changes on publishing. */
import { Hono } from "hono";
import * as v from "valibot";
import { isSiteId } from "../../model/site.ts";
import { siteSettingsSchema } from "../../model/snapshot.ts";
import type { AppEnv } from "../env.ts";
import { actOf, adminOnly } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { currentKey } from "../push/keys.ts";
import { hastenWork } from "../store/due-work.ts";
import { saveSite } from "../store/sites.ts";

export const sites = new Hono<AppEnv>().put(
  "/:id",
  adminOnly,
  validJson(v.omit(siteSettingsSchema, ["id"])),
  async (c) => {
    const id = c.req.param("id");
    if (!isSiteId(id))
      return problem(400, "site", "No site id", { field: "id", expected: "a name and its checksum" });
    const settings = { ...c.req.valid("json"), id };
    const act = await actOf(c);
    await saveSite(c.env.DB, settings, "site", act);
    await currentKey(c.env, id, act.at);
    // Cut points that are set now are to hold now.
    await hastenWork(c.env.DB, { site: id, kind: "score", subject: "" }, act.at).run();
    return c.json(settings, 200);
  },
);
