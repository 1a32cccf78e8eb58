/**
 * POST /v1/preview, from the shop's page: the draft that a signed link names, decided for the visitor it names. Nothing is
 * recorded of it, here or on the device.
 */
import { Hono } from "hono";
import { type Preview, previewRequestSchema } from "../../model/preview.ts";
import { now as edgeNow } from "../clock.ts";
import { readDeviceRequest } from "../device-request.ts";
import type { AppEnv } from "../env.ts";
import { originFault } from "../origin.ts";
import { previewOf } from "../preview.ts";
import { openPreview } from "../preview-token.ts";
import { previewWords } from "../preview-words.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { readCampaign } from "../store/campaigns.ts";
import { listProducts } from "../store/catalogue.ts";
import { listSegments } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { findVisitor } from "../store/visitor-state.ts";
import { productsIn } from "../visitor-card.ts";

/** One a page looked at. */
const perToken = new RateLimit(1, 30);

export const preview = new Hono<AppEnv>().post("/", async (c) => {
  const { env } = c;
  const { DB } = env;
  const origin = c.req.header("origin");
  const headers = {
    "access-control-allow-origin": origin ?? "*",
    "x-content-type-options": "nosniff",
    vary: "origin",
    "cache-control": "no-store",
  };
  const refuse = (...[status, type, title, more, others]: Parameters<typeof problem>) =>
    problem(status, type, title, more, { ...headers, ...Object.fromEntries(new Headers(others)) });

  const read = await readDeviceRequest(
    c.req.raw,
    previewRequestSchema,
    "The request is not one for a preview",
  );
  if ("refusal" in read) return refuse(...read.refusal);
  const { site: id, token, language } = read.asked;
  const words = previewWords(language);

  const claim = await openPreview(env, id, token, Date.now());
  if (claim === "foreign")
    return refuse(403, "preview", "This preview is not of this shop", {
      detail: words.foreign,
      field: "token",
      expected: "a link as the dashboard of this site makes it",
    });
  if (claim === "expired")
    return refuse(410, "preview-expired", "This preview is over", {
      detail: words.over,
      field: "token",
      expected: "a link not older than an hour",
    });
  const wait = perToken.secondsToWait(token, Date.now());
  if (wait > 0)
    return refuse(
      429,
      "rate",
      "Too many requests",
      { detail: words.wait(wait) },
      { "retry-after": `${wait}` },
    );

  const [site, campaign, visitor, segments, newest] = await Promise.all([
    readSite(DB, id),
    readCampaign(DB, id, claim.campaign),
    claim.visitor === null ? null : findVisitor(DB, id, claim.visitor),
    listSegments(DB, id),
    readNewestSnapshot(DB, id),
  ]);
  if (!site) return refuse(404, "site", "No such site", { field: "site", expected: "a site's id" });
  const strange = originFault(site.settings, origin);
  if (strange) return refuse(403, "origin", "This site's pages are elsewhere", strange);
  if (!campaign)
    return refuse(404, "campaign", "The campaign has been deleted", {
      detail: words.deleted,
      field: "token",
      expected: "a link of a campaign that is there",
    });
  const now = await edgeNow(env);
  const products = visitor ? await listProducts(DB, id, productsIn(visitor.profile, [])) : [];
  const rules = {
    version: newest?.version ?? 1,
    publishedAt: now,
    site: site.settings,
    segments: segments.map(({ segment }) => segment),
    ...(newest?.scoring && { scoring: newest.scoring }),
  };
  const preview = previewOf(campaign, rules, visitor, products, claim.as, now);
  return c.json({ ...preview, words: words.strip(preview.name, preview.as) } satisfies Preview, 200, headers);
});
