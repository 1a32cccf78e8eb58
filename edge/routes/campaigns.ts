/** Campaigns as saved: list with what they did, results, save, delete. Visitors meet them once published. */
import { Hono } from "hono";
import { campaignSchema } from "../../model/campaign.ts";
import { PREVIEW_PARAMETER, type PreviewLink, previewLinkSchema } from "../../model/preview.ts";
import type { CampaignList } from "../../model/report.ts";
import type { CampaignResults } from "../../model/results/report.ts";
import { readAnswers } from "../campaign-answers.ts";
import { readResults } from "../campaign-results.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson, validJsonOfPath } from "../middleware/valid.ts";
import { signPreview } from "../preview-token.ts";
import { problem } from "../problem.ts";
import { readTruth } from "../simulated-truth.ts";
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
    const [results, truth] = await Promise.all([
      readResults(DB, site.settings, campaign, await now(c.env)),
      readTruth(c.env, site.settings.id, campaign.id),
    ]);
    return c.json({ ...results, truth } satisfies CampaignResults, 200);
  })
  .get("/:id/answers", async (c) => {
    const [db, site] = [c.env.DB, c.get("site")];
    const campaign = await readCampaign(db, site, c.req.param("id"));
    if (!campaign) return problem(404, "campaign", "No such campaign");
    return c.json(await readAnswers(db, site, campaign, await now(c.env)), 200);
  })
  .put("/:id", validJsonOfPath(campaignSchema), async (c) => {
    const campaign = c.req.valid("json");
    const act = await actOf(c);
    await saveCampaign(c.env.DB, c.get("site"), campaign, act);
    return c.json({ id: campaign.id, updatedAt: act.at }, 200);
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
  /** What is published of it stays live until the next publication. */
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    if (!(await deleteCampaign(c.env.DB, c.get("site"), id, await actOf(c))))
      return problem(404, "campaign", "No such campaign");
    return c.json({ id }, 200);
  });
