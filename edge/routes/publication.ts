/** What is live, what has been saved since, and publishing it: one immutable snapshot a version, which only rises. */
import { Hono } from "hono";
import type { Publication } from "../../model/report.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { problem } from "../problem.ts";
import { changesOf, snapshotOf } from "../publication.ts";
import { pointerKey, snapshotKey } from "../snapshot.ts";
import { listCampaigns } from "../store/campaigns.ts";
import { listSegments } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot, saveSnapshot } from "../store/snapshots.ts";

/** KV answers what it had for up to a minute after a write (Cloudflare, "How KV works"). */
const KV_STALE_SECONDS = 60;

export const publication = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = c.get("site");
    const [saved, published] = await Promise.all([
      readSaved(c.env.DB, site),
      readNewestSnapshot(c.env.DB, site),
    ]);
    return c.json(answerOf(c.env, published, changesOf(saved, published)), 200);
  })
  .post("/", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const built = snapshotOf({
      version: site.version + 1,
      publishedAt: await now(c.env),
      site: site.settings,
      ...(await readSaved(DB, site.settings.id)),
    });
    if ("fault" in built)
      return problem(400, "invalid-publication", "What is saved cannot be published", built.fault);
    if (!(await saveSnapshot(DB, built.snapshot, built.body)))
      return problem(409, "published-meanwhile", "Somebody else has just published", {
        detail: "Look at what is live now, then publish again.",
      });
    await sendLive(c.env.SNAPSHOTS, built.snapshot, built.body);
    return c.json(answerOf(c.env, built.snapshot, []), 200);
  });

async function readSaved(db: D1Database, site: string) {
  const [segments, campaigns] = await Promise.all([listSegments(db, site), listCampaigns(db, site)]);
  return {
    segments: segments.map(({ segment }) => segment),
    campaigns: campaigns.map(({ campaign }) => campaign),
  };
}

/** The pointer last: whoever follows it finds the snapshot. Where KV fails, publishing again makes the next version. */
async function sendLive(kv: KVNamespace, { site, version }: Snapshot, body: string): Promise<void> {
  await kv.put(snapshotKey(site.id, version), body);
  await kv.put(pointerKey(site.id), String(version));
}

const answerOf = (env: Env, published: Snapshot | null, changes: string[]): Publication => ({
  version: published?.version ?? 0,
  publishedAt: published?.publishedAt ?? 0,
  changes,
  liveWithinSeconds: Number(env.SNAPSHOT_SECONDS) + KV_STALE_SECONDS,
});
