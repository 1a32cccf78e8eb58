/** Segments as saved: list, save, delete. Visitors meet them once published. Who is in them: segment-members.ts. */
import { Hono } from "hono";
import type { SegmentList } from "../../model/report.ts";
import { inOrderOfReferences, referencesOf, sayReferenceFault } from "../../model/segment/references.ts";
import { segmentSchema } from "../../model/segment.ts";
import { dayIn } from "../../model/shop-day.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { requestSize } from "../jobs/count-segments.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJsonOfPath } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listCampaignsBySegment, listPublishedCampaignsUsing } from "../store/campaigns.ts";
import { listPublishedJourneysUsing } from "../store/journeys.ts";
import { listNewestSizes, listTrends } from "../store/segment-sizes.ts";
import { deleteSegment, listSegments, saveSegment } from "../store/segments.ts";
import { sumBuyers } from "../store/shop-figures.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { countVisitorsSince } from "../store/visitors.ts";

/** Days of a segment's trend in the list. */
const TREND_DAYS = 30;

export const segments = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const at = await now(c.env);
    const { timeZone = "UTC", currency = "EUR" } = (await readSite(DB, site))?.settings ?? {};
    const since = dayIn(at, timeZone) - TREND_DAYS + 1;
    const [saved, snapshot, sizes, trends, using, visitors, shop] = await Promise.all([
      listSegments(DB, site),
      readNewestSnapshot(DB, site),
      listNewestSizes(DB, site),
      listTrends(DB, site, since),
      listCampaignsBySegment(DB, site),
      countVisitorsSince(DB, site, 0),
      sumBuyers(DB, site),
    ]);
    const published = new Set(snapshot?.segments.map(({ id }) => id));
    const sizeOn = new Map(trends.map(({ segment, day, members }) => [`${day} ${segment}`, members]));
    const trendOf = (id: string) =>
      Array.from({ length: TREND_DAYS }, (_, i) => sizeOn.get(`${since + i} ${id}`) ?? null);
    const sizeOf = new Map(sizes.map(({ segment, ...size }) => [segment, size]));
    const answer: SegmentList = {
      segments: saved.map(({ segment, updatedAt }) => ({
        ...segment,
        updatedAt,
        isPublished: published.has(segment.id),
        size: sizeOf.get(segment.id) ?? null,
        trend: trendOf(segment.id),
        usedBy: using.get(segment.id) ?? [],
      })),
      visitors,
      shop: { ...shop, currency },
      now: at,
    };
    return c.json(answer, 200);
  })
  .put("/:id", validJsonOfPath(segmentSchema), async (c) => {
    const segment = c.req.valid("json");
    const { DB } = c.env;
    const site = c.get("site");
    const saved = (await listSegments(DB, site)).map((one) => one.segment);
    const others = saved.filter(({ id }) => id !== segment.id);
    const sorted = inOrderOfReferences([segment], [...others, segment]);
    if ("fault" in sorted) {
      const { expected } = sayReferenceFault(sorted.fault);
      return problem(400, "segment-reference", "This segment cannot be worked out", {
        field: "condition",
        expected,
      });
    }
    const act = await actOf(c);
    const updatedAt = act.at;
    await saveSegment(DB, site, segment, act);
    const former = saved.find(({ id }) => id === segment.id);
    // Another condition is another segment: its size of today is counted now and not at midnight.
    if (JSON.stringify(former?.condition) !== JSON.stringify(segment.condition))
      await requestSize(c.env, site, segment, updatedAt);
    return c.json({ id: segment.id, updatedAt }, 200);
  })
  .delete("/:id", async (c) => {
    const { DB } = c.env;
    const id = c.req.param("id");
    const [campaign] = await listPublishedCampaignsUsing(DB, c.get("site"), id);
    if (campaign !== undefined)
      return problem(409, "segment-in-use", "A published campaign uses this segment", {
        detail: `“${campaign}” uses it. Take it out there first, or pause the campaign.`,
      });
    const [journey] = await listPublishedJourneysUsing(DB, c.get("site"), id);
    if (journey !== undefined)
      return problem(409, "segment-in-use", "A published journey uses this segment", {
        detail: `“${journey}” uses it. Take it out there first, or pause the journey.`,
      });
    const asking = (await listSegments(DB, c.get("site"))).find(
      ({ segment }) => segment.id !== id && referencesOf(segment.condition).includes(id),
    );
    if (asking)
      return problem(409, "segment-in-use", "Another segment asks for this one", {
        detail: `“${asking.segment.name}” asks for it. Take it out there first.`,
      });
    if (!(await deleteSegment(DB, c.get("site"), id, await actOf(c))))
      return problem(404, "segment", "No such segment");
    return c.json({ id }, 200);
  });
