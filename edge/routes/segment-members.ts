/** Who is in a segment: how many and a few of them while it is written, in which others, by day. */
import { Hono } from "hono";
import * as v from "valibot";
import { estimate } from "../../model/estimate.ts";
import { MembersSum } from "../../model/members-worth.ts";
import { preFilter } from "../../model/pre-filter.ts";
import type { SegmentMembers, SegmentOverlap, SegmentPreview, SegmentSizes } from "../../model/report.ts";
import { compileProgram } from "../../model/segment/program.ts";
import { inOrderOfReferences, sayReferenceFault } from "../../model/segment/references.ts";
import {
  type Condition,
  compileCondition,
  explainMatch,
  firstObstacle,
  segmentSchema,
} from "../../model/segment.ts";
import { dateOf, dayIn } from "../../model/shop-day.ts";
import { now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { type Judge, judgeAt } from "../judge.ts";
import { validJson, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { sampleOf } from "../sample.ts";
import { type Candidate, readStretch } from "../store/members.ts";
import { listMoves, listSizes } from "../store/segment-sizes.ts";
import { readSegment } from "../store/segments.ts";
import { sumBuyers } from "../store/shop-figures.ts";
import { readSite, type Site } from "../store/sites.ts";
import { findVisitor } from "../store/visitor-state.ts";
import { rowOf } from "../visitor-row.ts";

/** Members shown beside a count. */
const SHOWN = 5;
/** Fewer members found say nothing of a share among them: the interval would be half of all there is. */
const FEWEST = 30;
const PAGE = 50;
/** Of one request for a page of members: where nearly nobody is in, it answers a short page and where to go on. */
const PAGE_STRETCH = { length: 20_000, most: 200 };
const MOST_STRETCHES = 10;

export const conditionBody = validJson(v.pick(segmentSchema, ["condition"]));
const afterQuery = validQuery(
  v.object({ after: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, "a cursor as answered"))) }),
);
const daysQuery = validQuery(
  v.object({
    days: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d{1,3}$/, "a number of days, 1 to 400"),
        v.transform(Number),
        v.minValue(1, "a number of days, 1 to 400"),
        v.maxValue(400, "a number of days, 1 to 400"),
      ),
      "90",
    ),
  }),
);

export const segmentMembers = new Hono<AppEnv>()
  .post("/preview", validQuery(v.object({ visitor: v.optional(v.string()) })), conditionBody, async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { condition } = c.req.valid("json");
    const { visitor: visitorId } = c.req.valid("query");
    const { id, currency } = site.settings;
    const visitor = visitorId === undefined ? null : await findVisitor(DB, id, visitorId);
    if (visitorId !== undefined && !visitor) return problem(404, "visitor", "No such visitor");
    const judge = await judgeNow(c.env, site);
    const fault = faultOfReferences(judge, condition);
    if (fault) return fault;

    const newest = newestOf();
    const worth = new MembersSum(currency);
    const [sample, shop] = await Promise.all([
      sampleOf(DB, id, judge, condition, (member, facts) => {
        newest.add(member);
        worth.add(facts);
      }),
      sumBuyers(DB, id),
    ]);
    const names = namesOf(judge);
    // Somebody whom the condition asks for by name of a segment is known to be in it only once that was matched.
    const matches = compileCondition(condition, judge.yardstick.segments);
    const factsOf = (one: Pick<Candidate, "profile" | "server">) => {
      const facts = judge.factsOf(one);
      matches(facts);
      return facts;
    };
    const answer: SegmentPreview = {
      ...estimate(sample.hits, sample.sampled, sample.total),
      isExact: sample.sampled === sample.total,
      sampled: sample.sampled,
      total: sample.total,
      worth: { ...worth.of(sample), shop, currency },
      members: newest.members().map((member) => ({
        ...rowOf(member, names, currency),
        findings: explainMatch(condition, factsOf(member)),
      })),
      findings: visitor && explainMatch(condition, factsOf(visitor)),
      obstacle: (visitor && firstObstacle(condition, factsOf(visitor))) ?? null,
    };
    return c.json(answer, 200);
  })
  .post("/overlap", validQuery(v.object({ except: v.optional(v.string()) })), conditionBody, async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { condition } = c.req.valid("json");
    const { except } = c.req.valid("query");
    const judge = await judgeNow(c.env, site);
    const fault = faultOfReferences(judge, condition);
    if (fault) return fault;

    const saved = judge.yardstick.segments;
    const program = compileProgram(saved);
    const shared = new Map(saved.map(({ id }) => [id, 0]));
    const { hits, sampled, total } = await sampleOf(DB, site.settings.id, judge, condition, (_, facts) => {
      for (const id of program.match(facts)) shared.set(id, shared.get(id)! + 1);
    });
    const isKnown = hits > 0 && (hits >= FEWEST || sampled === total);
    const all = Math.max(hits, estimate(hits, sampled, total).count);
    const shareOf = (both: number) => {
      const { low, high } = estimate(both, hits, all);
      return { share: both / hits, low: low / all, high: high / all };
    };
    const answer: SegmentOverlap = {
      members: hits,
      others: saved
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => ({ id, name, share: isKnown ? shareOf(shared.get(id)!) : null }))
        .sort((a, b) => (b.share?.share ?? 0) - (a.share?.share ?? 0) || (a.id < b.id ? -1 : 1)),
    };
    return c.json(answer, 200);
  })
  .get("/:id/members", afterQuery, async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const segment = await readSegment(DB, site.settings.id, c.req.param("id"));
    if (!segment) return problem(404, "segment", "No such segment");
    const judge = await judgeNow(c.env, site);
    const names = namesOf(judge);
    const { after = "" } = c.req.valid("query");
    const { members, next } = await pageOfMembers(DB, site.settings.id, judge, segment.condition, after);
    const answer: SegmentMembers = {
      visitors: members.map((member) => rowOf(member, names, site.settings.currency)),
      next,
    };
    return c.json(answer, 200);
  })
  .get("/:id/sizes", daysQuery, async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, timeZone } = site.settings;
    const segment = await readSegment(DB, id, c.req.param("id"));
    if (!segment) return problem(404, "segment", "No such segment");
    const { days } = c.req.valid("query");
    const today = dayIn(await now(c.env), timeZone);
    const since = today - days + 1;
    const [sizes, moves] = await Promise.all([
      listSizes(DB, id, segment.id, since),
      listMoves(DB, id, segment.id, since),
    ]);
    const sizeOn = new Map(sizes.map((size) => [size.day, size.members]));
    const movesOn = new Map(moves.map((move) => [move.day, move]));
    const answer: SegmentSizes = {
      days: Array.from({ length: days }, (_, i) => {
        const day = since + i;
        const { entries = 0, exits = 0 } = movesOn.get(day) ?? {};
        return { day: dateOf(day), members: sizeOn.get(day) ?? null, entries, exits };
      }),
    };
    return c.json(answer, 200);
  });

export const judgeNow = async (env: Env, { settings }: Site): Promise<Judge> =>
  judgeAt(env.DB, settings, await now(env));

const namesOf = ({ segments }: Judge) => new Map(segments.map(({ id, name }) => [id, name]));

/** What is asked for of other segments must be there. */
export function faultOfReferences({ segments }: Judge, condition: Condition) {
  const sorted = inOrderOfReferences([{ id: "", name: "this segment", condition }], segments);
  if ("ordered" in sorted) return undefined;
  return problem(400, "invalid-body", "The body is not as expected", {
    field: "condition",
    expected: sayReferenceFault(sorted.fault).expected,
  });
}

/** Keeps of those added the few seen last. */
function newestOf() {
  let kept: Candidate[] = [];
  const members = () => kept.sort((a, b) => b.profile.lastSeenAt - a.profile.lastSeenAt).slice(0, SHOWN);
  return {
    members,
    add(member: Candidate) {
      kept.push(member);
      if (kept.length > 10 * SHOWN) kept = members();
    },
  };
}

/** At most 50 members behind the id `after`; `next` is where to go on, null at the end. */
async function pageOfMembers(
  db: D1Database,
  site: string,
  { yardstick, factsOf }: Judge,
  condition: Condition,
  after: string,
): Promise<{ members: Candidate[]; next: string | null }> {
  const bound = preFilter(condition, yardstick);
  const matches = compileCondition(condition, yardstick.segments);
  const members: Candidate[] = [];
  let next = after;
  for (let stretches = 0; stretches < MOST_STRETCHES; stretches++) {
    const { candidates, last, isEnd } = await readStretch(db, site, next, bound, PAGE_STRETCH);
    for (const candidate of candidates) {
      if (!matches(factsOf(candidate))) continue;
      members.push(candidate);
      if (members.length === PAGE) return { members, next: candidate.id };
    }
    if (isEnd) return { members, next: null };
    next = last;
  }
  return { members, next };
}
