/** GET /search?q=cart: whatever the shop has of that name or id, for the dashboard's palette. */
import { Hono } from "hono";
import * as v from "valibot";
import type { SearchAnswer } from "../../model/search.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { search as searchSite } from "../store/search.ts";

const schema = v.object({
  q: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "at least 1 character"),
    v.maxLength(100, "at most 100 characters"),
  ),
});

export const search = new Hono<AppEnv>().get("/", validQuery(schema), async (c) => {
  const answer: SearchAnswer = { found: await searchSite(c.env.DB, c.get("site"), c.req.valid("query").q) };
  return c.json(answer, 200);
});
