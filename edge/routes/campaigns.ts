/** Campaigns as saved: list with what they did, results, save, delete. Visitors meet them once published. */
import { Hono } from "hono";
import * as v from "valibot";
import { campaignSchema } from "../../model/campaign.ts";
import { changedParts } from "../../model/campaign-changes.ts";
import { PREVIEW_PARAMETER, type PreviewLink, previewLinkSchema } from "../../model/preview.ts";
import type { CampaignList, CampaignVersions } from "../../model/report.ts";
import { readAnswers } from "../campaign-answers.ts";
import { readResults } from "../campaign-results.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { validJson, validJsonOfPath } from "../middleware/valid.ts";
import { signPreview } from "../preview-token.ts";
import { problem } from "../problem.ts";
import { listVersions } from "../store/campaign-versions.ts";
import { deleteCampaign, listCampaigns, readCampaign, saveCampaign } from "../store/campaigns.ts";
import { sumFigures } from "../store/figures.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";

export const campaigns = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const [saved, snapshot, shown, ghosts, clicks] = await Promise.all([
      listCampaigns(DB, site),
      readNewestSnapshot(DB, site),
      sumFigures(DB, site, "shown", 0),
      sumFigures(DB, site, "ghost", 0),
      sumFigures(DB, site, "click", 0),
    ]);
    const published = new Set(snapshot?.campaigns.map(({ id }) => id));
    const answer: CampaignList = {
      campaigns: saved.map(({ campaign, updatedAt }) => ({
        ...campaign,
        updatedAt,
        isPublished: published.has(campaign.id),
        counts: {
          shown: shown.get(campaign.id) ?? 0,
          ghosts: ghosts.get(campaign.id) ?? 0,
          clicks: clicks.get(campaign.id) ?? 0,
        },
      })),
    };
    return c.json(answer, 200);
  })
  .get("/:id/results", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const campaign = await readCampaign(DB, site.settings.id, c.req.param("id"));
    if (!campaign) return problem(404, "campaign", "No such campaign");
    return c.json(await readResults(DB, site.settings, campaign, await now(c.env)), 200);
  })
  .get("/:id/answers", async (c) => {
    const [db, site] = [c.env.DB, c.get("site")];
    const campaign = await readCampaign(db, site, c.req.param("id"));
    if (!campaign) return problem(404, "campaign", "No such campaign");
    return c.json(await readAnswers(db, site, campaign, await now(c.env)), 200);
  })
  .put("/:id", validJsonOfPath(campaignSchema), async (c) => {
    const campaign = c.req.valid("json");
    const updatedAt = await now(c.env);
    await saveCampaign(c.env.DB, c.get("site"), campaign, c.get("by"), updatedAt);
    return c.json({ id: campaign.id, updatedAt }, 200);
  })
  /** Opens the saved draft in the shop's own page, for an hour (model/preview.ts). */
  .post("/:id/preview-links", validJson(previewLinkSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, origins } = site.settings;
    const campaign = await readCampaign(DB, id, c.req.param("id"));
    if (!campaign) return problem(404, "campaign", "No such campaign");
    const { url: address, visitor, as } = c.req.valid("json");
    const url = URL.parse(address);
    if (!url || (origins.length > 0 && !origins.includes(url.origin)))
      return problem(400, "invalid-body", "The address is not one of the shop’s", {
        field: "url",
        expected: origins.length > 0 ? `an address that begins with ${origins.join(" or ")}` : "an address",
      });
    const { token, expiresAt } = await signPreview(
      c.env,
      id,
      { campaign: campaign.id, visitor, as },
      Date.now(),
    );
    url.searchParams.set(PREVIEW_PARAMETER, token);
    return c.json({ link: url.href, expiresAt } satisfies PreviewLink, 201);
  })
  .get("/:id/versions", async (c) => {
    const versions = await listVersions(c.env.DB, c.get("site"), c.req.param("id"));
    if (versions.length === 0) return problem(404, "campaign", "No such campaign");
    const answer: CampaignVersions = {
      versions: versions.map(({ campaign, ...version }, i) => {
        const before = versions[i + 1]?.campaign;
        return { ...version, status: campaign.status, changes: before ? changedParts(before, campaign) : [] };
      }),
    };
    return c.json(answer, 200);
  })
  /** As a new version. What the rules of today refuse is not brought back. */
  .post("/:id/versions/:version/restored", async (c) => {
    const { id, version } = c.req.param();
    const [site, versions] = [c.get("site"), await listVersions(c.env.DB, c.get("site"), id)];
    const chosen = versions.find((one) => String(one.version) === version);
    if (!chosen) return problem(404, "version", "No such version", { field: "version" });
    const parsed = v.safeParse(campaignSchema, chosen.campaign);
    if (!parsed.success)
      return problem(409, "version", "This version cannot be brought back", faultOf(parsed.issues[0]));
    const updatedAt = await now(c.env);
    await saveCampaign(c.env.DB, site, parsed.output, c.get("by"), updatedAt);
    return c.json({ id, updatedAt }, 200);
  })
  /** What is published of it stays live until the next publication. */
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    if (!(await deleteCampaign(c.env.DB, c.get("site"), id)))
      return problem(404, "campaign", "No such campaign");
    return c.json({ id }, 200);
  });
