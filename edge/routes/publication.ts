/** What is live, what has been saved since, and publishing it: one immutable snapshot a version, which only rises. */
import { Hono } from "hono";
import type { Publication } from "../../model/report.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import { isLocal, now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { problem } from "../problem.ts";
import { changesOf, type Draft, snapshotOf } from "../publication.ts";
import { sendLive } from "../send-live.ts";
import { listCampaigns } from "../store/campaigns.ts";
import { readScoring } from "../store/cut-points.ts";
import { listSegments } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot, saveSnapshot } from "../store/snapshots.ts";

/** KV answers what it had for up to a minute after a write (Cloudflare, "How KV works"). */
const KV_STALE_SECONDS = 60;

export const publication = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const [saved, published] = await Promise.all([
      readSaved(c.env.DB, site.settings),
      readNewestSnapshot(c.env.DB, site.settings.id),
    ]);
    return c.json(answerOf(c.env, published, changesOf(saved, published)), 200);
  })
  .post("/", async (c) => {
    const { DB, SNAPSHOTS } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const built = snapshotOf({
      version: site.version + 1,
      publishedAt: await now(c.env),
      ...(await readSaved(DB, site.settings)),
    });
    if ("fault" in built)
      return problem(400, "invalid-publication", "What is saved cannot be published", built.fault);
    const { snapshot, body } = built;
    if (!(await saveSnapshot(DB, snapshot, body)))
      return problem(409, "published-meanwhile", "Somebody else has just published", {
        detail: "Look at what is live now, then publish again.",
      });
    if (!(await sendLive(SNAPSHOTS, snapshot, body)))
      return problem(503, "not-live", "Kept, but not live yet", { detail: "Publish again in a minute." });
    return c.json(answerOf(c.env, snapshot, []), 200);
  });

async function readSaved(
  db: D1Database,
  site: SiteSettings,
): Promise<Omit<Draft, "version" | "publishedAt">> {
  const [segments, campaigns, scored] = await Promise.all([
    listSegments(db, site.id),
    listCampaigns(db, site.id),
    readScoring(db, site.id),
  ]);
  return {
    site,
    scoring: scored?.scoring,
    segments: segments.map(({ segment }) => segment),
    campaigns: campaigns.map(({ campaign }) => campaign),
  };
}

const answerOf = (env: Env, published: Snapshot | null, changes: string[]): Publication => ({
  version: published?.version ?? 0,
  publishedAt: published?.publishedAt ?? 0,
  changes,
  // A local KV is never behind.
  liveWithinSeconds: Number(env.SNAPSHOT_SECONDS) + (isLocal(env) ? 1 : KV_STALE_SECONDS),
});
