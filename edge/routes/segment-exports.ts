/**
 * Tables of who is in a segment: its members, and the contacts of those who left one with consent, hashed as ad platforms take
 * them. A table is a page of them, since one request reads only so much; where there is more, the header `link` says where
 * (RFC 8288).
 */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { Lead } from "../../model/answer-report.ts";
import { normalEmail, normalPhone } from "../../model/audience.ts";
import { toCsv } from "../../model/csv-out.ts";
import { decimalsOf, toMajor } from "../../model/money.ts";
import { preFilter } from "../../model/pre-filter.ts";
import { compileCondition, type Segment } from "../../model/segment.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { sha256Hex } from "../digest.ts";
import type { AppEnv } from "../env.ts";
import type { Judge } from "../judge.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listLeads } from "../store/leads.ts";
import { listCustomersOf } from "../store/links.ts";
import { type Candidate, readStretch } from "../store/members.ts";
import { readSegment } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { readStates } from "../store/visitor-state.ts";
import { spentOf } from "../visitor-row.ts";
import { cursorOf, cursorSchema, cursorText } from "./leads.ts";
import { judgeNow } from "./segment-members.ts";

/** Of one table: so many calls of D1 as the free plan has for a request, with room for the others. */
const MOST_STRETCHES = 15;
const STRETCH = { length: 20_000, most: 500 };
const LEADS_AT_ONCE = 200;
const MOST_LEAD_PAGES = 20;

interface Asked {
  site: SiteSettings;
  segment: Segment;
  judge: Judge;
}

const afterQuery = validQuery(
  v.object({ after: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, "a cursor as answered"))) }),
);

export const segmentExports = new Hono<AppEnv>()
  .get("/:id/export", afterQuery, async (c) => {
    const asked = await askedFor(c);
    if (asked instanceof Response) return asked;
    const { after = "" } = c.req.valid("query");
    const { site, judge, segment } = asked;
    const snapshot = await readNewestSnapshot(c.env.DB, site.id);
    const traits = snapshot ? [...compileSnapshot(snapshot).traits].sort() : [];
    const { members, next } = await readMembers(c.env.DB, asked, after);
    const customers = await listCustomersOf(
      c.env.DB,
      site.id,
      members.map(({ id }) => id),
    );
    const csv = toCsv([
      ["visitor", "customer", "first_seen", "last_seen", "visits", "orders", "spent", "currency", ...traits],
      ...members.map((member) => {
        const { id, profile, server } = member;
        const { count, valueMinor, currency } = spentOf(profile, server, site.currency);
        const facts = judge.factsOf(member);
        return [
          id,
          customers.get(id) ?? "",
          sayTime(profile.firstSeenAt),
          sayTime(profile.lastSeenAt),
          String(profile.visits),
          String(count),
          toMajor(valueMinor, currency).toFixed(decimalsOf(currency)),
          currency,
          ...traits.map((name) => String(facts.trait(name) ?? "")),
        ];
      }),
    ]);
    return table(c, csv, `${segment.id}.csv`, next);
  })
  .get("/:id/audience", validQuery(v.object({ after: cursorSchema })), async (c) => {
    const asked = await askedFor(c);
    if (asked instanceof Response) return asked;
    const { leads, next } = await readLeads(c.env.DB, asked, c.req.valid("query").after);
    const rows = await Promise.all(
      leads.map(async ({ type, value }) => {
        if (type === "email") return [await sha256Hex(normalEmail(value)), ""];
        const phone = normalPhone(value);
        return phone ? ["", await sha256Hex(phone)] : [];
      }),
    );
    const csv = toCsv([["email", "phone"], ...rows.filter((row) => row.length > 0)]);
    return table(c, csv, `${asked.segment.id}-audience.csv`, next);
  });

async function askedFor(c: Context<AppEnv>): Promise<Asked | ReturnType<typeof problem>> {
  const { DB } = c.env;
  const site = await readSite(DB, c.get("site"));
  if (!site) return problem(404, "site", "No such site");
  const segment = await readSegment(DB, site.settings.id, c.req.param("id")!);
  if (!segment) return problem(404, "segment", "No such segment");
  return { site: site.settings, segment, judge: await judgeNow(c.env, site) };
}

async function readMembers(
  db: D1Database,
  { site, segment, judge }: Asked,
  after: string,
): Promise<{ members: Candidate[]; next: string | null }> {
  const bound = preFilter(segment.condition, judge.yardstick);
  const matches = compileCondition(segment.condition, judge.yardstick.segments);
  const members: Candidate[] = [];
  let next = after;
  for (let stretches = 0; stretches < MOST_STRETCHES; stretches++) {
    const { candidates, last, isEnd } = await readStretch(db, site.id, next, bound, STRETCH);
    members.push(...candidates.filter((candidate) => matches(judge.factsOf(candidate))));
    if (isEnd) return { members, next: null };
    next = last;
  }
  return { members, next };
}

/** Those whose visitor is in the segment, newest first, with consent on record. */
async function readLeads(
  db: D1Database,
  { site, segment, judge }: Asked,
  after: string | undefined,
): Promise<{ leads: Lead[]; next: string | null }> {
  const matches = compileCondition(segment.condition, judge.yardstick.segments);
  const found: Lead[] = [];
  let cursor = cursorOf(after);
  for (let pages = 0; pages < MOST_LEAD_PAGES; pages++) {
    const leads = await listLeads(db, site.id, cursor, LEADS_AT_ONCE);
    const { states } = await readStates(db, site.id, [...new Set(leads.map(({ visitor }) => visitor))]);
    found.push(
      ...leads.filter(({ visitor, consent }) => {
        const state = states.get(visitor);
        return consent !== "" && state && matches(judge.factsOf(state));
      }),
    );
    if (leads.length < LEADS_AT_ONCE) return { leads: found, next: null };
    cursor = leads.at(-1)!;
  }
  return { leads: found, next: cursorText(cursor) };
}

function table(c: Context<AppEnv>, csv: string, name: string, next: string | null): Response {
  const more = next === null ? {} : { link: `<${c.req.path}?after=${encodeURIComponent(next)}>; rel="next"` };
  return c.body(csv, 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
    ...more,
  });
}

const sayTime = (at: number) => (at === 0 ? "" : new Date(at).toISOString());
