/** Segments as saved: list, save, delete, and count who fits. Visitors meet them once published. */
import { Hono } from "hono";
import * as v from "valibot";
import { factsOf } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { DAY_MS } from "../../model/profile.ts";
import type { SegmentCount, SegmentList, VisitorRow } from "../../model/report.ts";
import { inOrderOfReferences, referencesOf, sayReferenceFault } from "../../model/segment/references.ts";
import { compileCondition, explainMatch, segmentSchema } from "../../model/segment.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validJson, validJsonOfPath, validQuery } from "../middleware/valid.ts";
import { firstCountedDay, newestVisitors } from "../newest-visitors.ts";
import { problem } from "../problem.ts";
import { listPublishedCampaignsUsing } from "../store/campaigns.ts";
import { readScoring } from "../store/cut-points.ts";
import { deleteSegment, listSegments, saveSegment } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { findVisitor, type VisitorState } from "../store/visitor-state.ts";
import { countVisitorsSince, type ListedVisitor } from "../store/visitors.ts";
import { NO_PAGE, rowOf, situationOf } from "../visitor-row.ts";

const EXAMPLES = 5;

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
  .put("/:id", validJsonOfPath(segmentSchema), async (c) => {
    const segment = c.req.valid("json");
    const saved = (await listSegments(c.env.DB, c.get("site"))).map((one) => one.segment);
    const others = saved.filter(({ id }) => id !== segment.id);
    const sorted = inOrderOfReferences([segment], [...others, segment]);
    if ("fault" in sorted) {
      const { expected } = sayReferenceFault(sorted.fault);
      return problem(400, "segment-reference", "This segment cannot be worked out", {
        field: "condition",
        expected,
      });
    }
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
    const asking = (await listSegments(DB, c.get("site"))).find(
      ({ segment }) => segment.id !== id && referencesOf(segment.condition).includes(id),
    );
    if (asking)
      return problem(409, "segment-in-use", "Another segment asks for this one", {
        detail: `“${asking.segment.name}” asks for it. Take it out there first.`,
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
      const saved = await listSegments(DB, site.settings.id);
      const matches = compileCondition(
        condition,
        saved.map(({ segment }) => segment),
      );
      // Matching tells the facts which other segments the visitor is in.
      const matched = (one: VisitorState) => {
        const facts = factsAt(one);
        matches(facts);
        return facts;
      };
      const today = Math.floor(at / DAY_MS);
      const names = new Map(saved.map(({ segment: { id, name } }) => [id, name]));
      const toRow = (fitting: ListedVisitor) => rowOf(fitting, names, site.settings.currency);
      const answer: SegmentCount = {
        ...(await count(DB, site.settings.id, today, (one) => matches(factsAt(one)), toRow)),
        total: await countVisitorsSince(DB, site.settings.id, firstCountedDay(today)),
        findings: visitor && explainMatch(condition, matched(visitor)),
      };
      return c.json(answer, 200);
    },
  );

/** Goes through the newest visitors and keeps of those who fit but the few seen last. */
async function count(
  db: D1Database,
  site: string,
  today: number,
  fits: (visitor: ListedVisitor) => boolean,
  toRow: (visitor: ListedVisitor) => VisitorRow,
): Promise<Pick<SegmentCount, "matching" | "counted" | "examples">> {
  const sums = { matching: 0, counted: 0 };
  let newest: ListedVisitor[] = [];
  for await (const visitor of newestVisitors(db, site, today)) {
    sums.counted += 1;
    if (!fits(visitor)) continue;
    sums.matching += 1;
    newest.push(visitor);
    if (newest.length > 10 * EXAMPLES) newest = lastSeen(newest);
  }
  return { ...sums, examples: lastSeen(newest).map(toRow) };
}

const lastSeen = (visitors: ListedVisitor[]) =>
  visitors.sort((a, b) => b.profile.lastSeenAt - a.profile.lastSeenAt).slice(0, EXAMPLES);
