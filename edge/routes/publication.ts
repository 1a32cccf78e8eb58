/** What is live, what has been saved since, and publishing it: one immutable snapshot a version, which only rises. */
import { Hono } from "hono";
import { type Lint, lint, type ShopFacts } from "../../model/lint.ts";
import type { Publication, PublicationFindings } from "../../model/report.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import { isLocal, now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { judgeAt } from "../judge.ts";
import { problem } from "../problem.ts";
import { changesOf, type Draft, snapshotOf } from "../publication.ts";
import { sampleOf } from "../sample.ts";
import { sendLive } from "../send-live.ts";
import { listCampaigns } from "../store/campaigns.ts";
import { countFreeCodes } from "../store/coupons.ts";
import { readScoring } from "../store/cut-points.ts";
import { listJourneys } from "../store/journeys.ts";
import { listSegments } from "../store/segments.ts";
import { readOrderSizes } from "../store/shop-figures.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot, saveSnapshot } from "../store/snapshots.ts";

/** Findings for which a visitor is looked for, and profiles read for each: one is enough. */
const MOST_EXAMPLES = 20;
const EXAMPLE_OF = { most: 50 };
/** Characters of what is said to be published, where it is kept as a change. */
const MOST_NAMED = 300;

/** KV answers what it had for up to a minute after a write (Cloudflare, "How KV works"). */
const KV_STALE_SECONDS = 60;
/** A local run's KV answers what was just written; so long may a busy machine take. */
const LOCAL_SECONDS = 8;

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
  /** What the linter finds in all that is saved, each with a visitor whom it meets. */
  .get("/findings", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const at = await now(c.env);
    const [saved, judge, shop] = await Promise.all([
      readSaved(DB, site.settings),
      judgeAt(DB, site.settings, at),
      readShopFacts(DB, site.settings),
    ]);
    const findings = lint({ ...liveOf(saved), shop }, at);
    const meeting = findings.filter(({ meets }) => meets).slice(0, MOST_EXAMPLES);
    const examples = new Map<Lint, string>();
    await Promise.all(
      meeting.map((one) =>
        sampleOf(DB, site.settings.id, judge, one.meets!, ({ id }) => examples.set(one, id), EXAMPLE_OF),
      ),
    );
    const answer: PublicationFindings = {
      findings: findings.map((one) => {
        const { meets: _, ...finding } = one;
        return { ...finding, example: examples.get(one) ?? null };
      }),
      shop,
    };
    return c.json(answer, 200);
  })
  .post("/", async (c) => {
    const { DB, SNAPSHOTS } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const [saved, published, shop, publishedAt] = await Promise.all([
      readSaved(DB, site.settings),
      readNewestSnapshot(DB, site.settings.id),
      readShopFacts(DB, site.settings),
      now(c.env),
    ]);
    const built = snapshotOf(
      { version: site.version + 1, publishedAt, ...saved },
      Object.keys(shop.freeCodes ?? {}),
    );
    if ("fault" in built)
      return problem(400, "invalid-publication", "What is saved cannot be published", built.fault);
    const { snapshot, body } = built;
    const fault = lint({ ...liveOf(saved), shop }, publishedAt).find(({ level }) => level === "bad");
    if (fault)
      return problem(400, "lint", "Something has to be put right first", {
        field: `${fault.campaign ? `campaigns.${fault.campaign}` : `segments.${fault.segment}`}.${fault.field}`,
        expected: `rules that somebody can meet and nobody is harmed by. ${fault.text}`,
      });
    const named = changesOf(saved, published).join(", ");
    const name = named.length > MOST_NAMED ? `${named.slice(0, MOST_NAMED - 1)}…` : named;
    if (!(await saveSnapshot(DB, snapshot, body, { by: c.get("by"), name })))
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
  const [segments, campaigns, journeys, scored] = await Promise.all([
    listSegments(db, site.id),
    listCampaigns(db, site.id),
    listJourneys(db, site.id),
    readScoring(db, site.id),
  ]);
  return {
    site,
    scoring: scored?.scoring,
    segments: segments.map(({ segment }) => segment),
    campaigns: campaigns.map(({ campaign }) => campaign),
    journeys: journeys.map(({ journey }) => journey),
  };
}

async function readShopFacts(db: D1Database, { id, currency }: SiteSettings): Promise<ShopFacts> {
  const [freeCodes, sizes] = await Promise.all([countFreeCodes(db, id), readOrderSizes(db, id)]);
  return { freeCodes, ...(sizes && { typicalOrder: { valueMinor: sizes.half, currency } }) };
}

const liveOf = <Saved extends Pick<Draft, "campaigns">>(saved: Saved): Saved => ({
  ...saved,
  campaigns: saved.campaigns.filter(({ status }) => status === "published"),
});

const answerOf = (env: Env, published: Snapshot | null, changes: string[]): Publication => ({
  version: published?.version ?? 0,
  publishedAt: published?.publishedAt ?? 0,
  changes,
  // A local KV is never behind.
  liveWithinSeconds: Number(env.SNAPSHOT_SECONDS) + (isLocal(env) ? LOCAL_SECONDS : KV_STALE_SECONDS),
});
