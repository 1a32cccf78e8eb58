/** Doors of the bench Worker: many visitors out of few, and the plain way of counting them, to compare with. */
import { Hono } from "hono";
import type { AppEnv } from "../edge/env.ts";
import { judgeAt } from "../edge/judge.ts";
import { readStretch } from "../edge/store/members.ts";
import { ALWAYS } from "../model/bound.ts";
import { type Condition, compileCondition } from "../model/segment.ts";
import type { SiteSettings } from "../model/snapshot.ts";

/** Copies made in one statement: 20,000 rows, put in by their order, or each would land on another page of the file. */
const AT_ONCE = 20;

export const audienceDoors = new Hono<AppEnv>()
  .post("/site", async (c) => {
    const site = await c.req.json<SiteSettings>();
    await c.env.DB.prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)")
      .bind(site.id, JSON.stringify(site))
      .run();
    return c.body(null, 204);
  })
  .post("/multiply", async (c) => {
    const { site, copies } = await c.req.json<{ site: string; copies: number }>();
    const { results } = await c.env.DB.prepare("SELECT name FROM pragma_table_info('visitors')").all<{
      name: string;
    }>();
    const others = results
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => !["id", "rev"].includes(name));
    const ids = JSON.stringify(
      (
        await c.env.DB.prepare("SELECT id FROM visitors WHERE site = ?1").bind(site).all<{ id: string }>()
      ).results.map(({ id }: { id: string }) => id),
    );
    for (let made = 0; made < copies; made += AT_ONCE)
      await c.env.DB.prepare(
        `WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?3)
         INSERT INTO visitors (id, rev, ${others.join(", ")})
         SELECT hex(randomblob(11)) AS fresh, 1, ${others.join(", ")}
         FROM copy CROSS JOIN visitors WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))
         ORDER BY fresh`,
      )
        .bind(site, ids, Math.min(AT_ONCE, copies - made))
        .run();
    return c.body(null, 204);
  })
  .post("/every-visitor-read", async (c) => {
    const { site, condition } = await c.req.json<{ site: SiteSettings; condition: Condition }>();
    const judge = await judgeAt(c.env.DB, site, Date.now());
    const matches = compileCondition(condition, judge.yardstick.segments);
    let members = 0;
    let after = "";
    for (let isEnd = false; !isEnd; ) {
      const stretch = await readStretch(c.env.DB, site.id, after, ALWAYS, { length: 20_000, most: 1_000 });
      for (const candidate of stretch.candidates) if (matches(judge.factsOf(candidate))) members += 1;
      after = stretch.last;
      isEnd = stretch.isEnd;
    }
    return c.json({ members });
  });
