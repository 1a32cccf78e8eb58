/** GET /suggestions?of=city: what is worth offering while a condition is made, from the shop's own rows. */
import { Hono } from "hono";
import * as v from "valibot";
import type { Suggestions } from "../../model/report.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import {
  suggestFromProfiles,
  suggestKinds,
  suggestPaths,
  suggestProducts,
  suggestTraits,
} from "../store/suggestions.ts";

/** Moments and segments are not among them: the dashboard has both already. */
const OFFERED = [
  "category",
  "brand",
  "product",
  "trait",
  "city",
  "region",
  "source",
  "campaign",
  "path",
] as const;

export const suggestions = new Hono<AppEnv>().get(
  "/",
  validQuery(
    v.object({
      of: v.picklist(OFFERED),
      /** What is typed so far; only of products, which may be many. */
      text: v.optional(v.pipe(v.string(), v.maxLength(80)), ""),
    }),
  ),
  async (c) => {
    const { of, text } = c.req.valid("query");
    const answer: Suggestions = { suggestions: await suggest(c.env.DB, c.get("site"), of, text) };
    return c.json(answer, 200);
  },
);

function suggest(db: D1Database, site: string, of: (typeof OFFERED)[number], text: string) {
  switch (of) {
    case "category":
    case "brand":
      return suggestKinds(db, site, of);
    case "product":
      return suggestProducts(db, site, text);
    case "trait":
      return suggestTraits(db, site);
    case "path":
      return suggestPaths(db, site);
    default:
      return suggestFromProfiles(db, site, of);
  }
}
