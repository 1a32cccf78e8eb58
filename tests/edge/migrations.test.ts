/** Migrations on rows that were there before them. */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import { listVisitors } from "../../edge/store/visitors.ts";
import { emptyProfile, type Profile } from "../../model/profile.ts";
import type { SegmentPreview, VisitorCard } from "../../model/report.ts";
import type { Condition } from "../../model/segment.ts";
import { DAY_MS } from "../../model/time.ts";
import { ARRIVE, aSite, aVisitorId, visit } from "./api/support.ts";

/** As if none had been applied: tables go with their indexes and triggers. */
async function empty(): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
  ).all<{ name: string }>();
  await env.DB.batch(results.map(({ name }) => env.DB.prepare(`DROP TABLE ${name}`)));
}

const before = (name: string) => env.MIGRATIONS.filter((migration) => migration.name < name);
const TODAY = Math.floor(Date.now() / DAY_MS);

/** For what does many things one after the other, beside whatever else the machine does. */
const PATIENT = { timeout: 30_000 };

test(
  "visitors from before the narrow columns are all found again as they were, and go on from there",
  PATIENT,
  async () => {
    await empty();
    await applyD1Migrations(env.DB, before("0007"));
    const site = await aSite();
    const profileOf = (visits: number): Profile => ({
      ...emptyProfile(),
      firstSeenAt: (TODAY - visits) * DAY_MS + 1,
      lastSeenAt: TODAY * DAY_MS + visits,
      visits,
      place: { at: 1, writer: "AAAAAAAA", n: 0, value: { country: "PL", region: "", city: "Łódź" } },
    });
    const rows = [1, 2, 3, 4].map((visits) => ({
      id: aVisitorId(),
      rev: 10 + visits,
      day: TODAY - (4 - visits),
      profile: profileOf(visits),
      seen: { AAAAAAAA: { ranges: [0, visits], day: TODAY } },
      timeline: [{ at: visits, session: visits, name: "page_view", props: { path: `/${visits}` } }],
      segments: visits > 2 ? ["often"] : [],
      server: visits === 4 ? { rev: 1, orders: 2, valueMinor: 700, currency: "EUR", lastOrderAt: 5 } : null,
    }));
    await env.DB.batch(
      rows.map(({ id, rev, day, profile, seen, timeline, segments, server }) =>
        env.DB.prepare(
          `INSERT INTO visitors (site, id, rev, last_day, profile, seen, events, segments, server)
         SELECT ?1, ?2, 1, ?4, ?5, ?6, ?7, ?8, ?9`,
        ).bind(
          site.id,
          id,
          rev,
          day,
          ...[profile, seen, timeline, segments].map((part) => JSON.stringify(part)),
          server && JSON.stringify(server),
        ),
      ),
    );
    // A row begins with rev 1 and rises.
    for (const { id, rev } of rows)
      await env.DB.prepare("UPDATE visitors SET rev = ?3 WHERE site = ?1 AND id = ?2")
        .bind(site.id, id, rev)
        .run();

    await applyD1Migrations(env.DB, env.MIGRATIONS);

    for (const { id, rev, profile, seen, timeline, segments } of rows)
      expect(await findVisitor(env.DB, site.id, id)).toMatchObject({
        rev,
        profile,
        seen,
        timeline,
        segments,
      });
    const listed = await listVisitors(env.DB, site.id, { day: 1e9, lastSeenAt: 0, id: "" }, null, 9);
    expect(listed.map(({ id, day }) => [id, day])).toEqual(rows.map(({ id, day }) => [id, day]).reverse());
    expect(listed[0]?.server).toMatchObject({ orders: 2, valueMinor: 700, settledAt: 5 });

    const countOf = async (condition: Condition) =>
      (await site.post<SegmentPreview>("/api/segments/preview", { condition })).body.count;
    // Nothing bounds them yet, and the predicate judges them as before.
    expect(await countOf({ field: "visits", op: "gte", value: 3 })).toBe(2);
    expect(await countOf({ field: "city", op: "is", value: "Łódź" })).toBe(4);
    expect(await countOf({ field: "orders", op: "gte", value: 1 })).toBe(1);
    expect(await countOf({ field: "visits", op: "gt", value: 4 })).toBe(0);

    const last = rows[3]!;
    await visit(site, [ARRIVE], { visitor: last.id });
    expect(await findVisitor(env.DB, site.id, last.id)).toMatchObject({
      rev: last.rev + 1,
      profile: { visits: 5 },
    });
    expect(await countOf({ field: "visits", op: "gt", value: 4 })).toBe(1);
    const { status, body } = await site.get<VisitorCard>(`/api/visitors/${last.id}`);
    expect([status, body.profile.visits]).toEqual([200, 5]);
  },
);
