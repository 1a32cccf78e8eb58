/** Segments as saved: list, save, delete, and count who fits. Visitors meet them once published. */
import { Hono } from "hono";
import * as v from "valibot";
import { factsOf } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { DAY_MS } from "../../model/profile.ts";
import type { SegmentCount, SegmentList, VisitorRow } from "../../model/report.ts";
import { compileCondition, explainMatch, segmentSchema } from "../../model/segment.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validJson, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listPublishedCampaignsUsing } from "../store/campaigns.ts";
import { readScoring } from "../store/cut-points.ts";
import { deleteSegment, listSegments, saveSegment } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { findVisitor } from "../store/visitor-state.ts";
import { countVisitorsSince, type ListedVisitor, listVisitorsSince } from "../store/visitors.ts";
import { rowOf, situationOf } from "../visitor-row.ts";

/** Anonymous visitors are kept as long. */
const COUNTED_DAYS = 90;
/** Visitors looked at for one count, and read at once: a profile is a few KB, an isolate has 128 MB. */
const MOST_COUNTED = 5_000;
const PAGE = 500;
const EXAMPLES = 5;
/** Nobody is on a page while they are counted. */
const NO_PAGE: Parameters<typeof situationOf>[1] = { path: "", kind: "other", slots: [] };

export const segments = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const [saved, snapshot] = await Promise.all([listSegments(DB, site), readNewestSnapshot(DB, site)]);
    const published = new Set(snapshot?.segments.map(({ id }) => id));
    const answer: SegmentList = {
      segments: saved.map(({ segment, updatedAt }) => ({
        ...segment,
        updatedAt,
        isPublished: published.has(segment.id),
      })),
    };
    return c.json(answer, 200);
  })
  .put("/:id", validJson(segmentSchema), async (c) => {
    const segment = c.req.valid("json");
    if (segment.id !== c.req.param("id"))
      return problem(400, "invalid-body", "The body is another segment's", {
        field: "id",
        expected: c.req.param("id"),
      });
    const updatedAt = await now(c.env);
    await saveSegment(c.env.DB, c.get("site"), segment, updatedAt);
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
    if (!(await deleteSegment(DB, c.get("site"), id))) return problem(404, "segment", "No such segment");
    return c.json({ id }, 200);
  })
  .post(
    "/count",
    validQuery(v.object({ visitor: v.optional(v.string()) })),
    validJson(v.pick(segmentSchema, ["condition"])),
    async (c) => {
      const { DB } = c.env;
      const site = await readSite(DB, c.get("site"));
      if (!site) return problem(404, "site", "No such site");
      const { condition } = c.req.valid("json");
      const { visitor: visitorId } = c.req.valid("query");
      const visitor = visitorId === undefined ? null : await findVisitor(DB, site.settings.id, visitorId);
      if (visitorId !== undefined && !visitor) return problem(404, "visitor", "No such visitor");

      const at = await now(c.env);
      const rules = { site: site.settings, scoring: (await readScoring(DB, site.settings.id))?.scoring };
      const factsAt = ({ profile, server }: Pick<ListedVisitor, "profile" | "server">) =>
        factsOf(profile, server ?? emptyServerPart, situationOf(profile, NO_PAGE, at), rules);
      const matches = compileCondition(condition);
      const since = Math.floor(at / DAY_MS) - COUNTED_DAYS + 1;
      const names = await namesOfSegments(DB, site.settings.id);
      const toRow = (fitting: ListedVisitor) => rowOf(fitting, names, site.settings.currency);
      const answer: SegmentCount = {
        ...(await count(DB, site.settings.id, since, (one) => matches(factsAt(one)), toRow)),
        total: await countVisitorsSince(DB, site.settings.id, since),
        findings: visitor && explainMatch(condition, factsAt(visitor)),
      };
      return c.json(answer, 200);
    },
  );

async function namesOfSegments(db: D1Database, site: string): Promise<Map<string, string>> {
  const saved = await listSegments(db, site);
  return new Map(saved.map(({ segment: { id, name } }) => [id, name]));
}

/** Pages through the newest visitors and keeps but a few of those who fit. */
async function count(
  db: D1Database,
  site: string,
  since: number,
  fits: (visitor: ListedVisitor) => boolean,
  toRow: (visitor: ListedVisitor) => VisitorRow,
): Promise<Pick<SegmentCount, "matching" | "counted" | "examples">> {
  const sums = { matching: 0, counted: 0, examples: [] as VisitorRow[] };
  let cursor = { day: Number.MAX_SAFE_INTEGER, id: "" };
  while (sums.counted < MOST_COUNTED) {
    const page = await listVisitorsSince(db, site, since, cursor, PAGE);
    const fitting = page.filter(fits);
    sums.counted += page.length;
    sums.matching += fitting.length;
    sums.examples.push(...fitting.slice(0, EXAMPLES - sums.examples.length).map(toRow));
    if (page.length < PAGE) break;
    cursor = page.at(-1)!;
  }
  return sums;
}
