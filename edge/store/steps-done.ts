/** How far a site has come: one row of counts, each over a site's own few rows. */

export interface StepsDone {
  hasEvents: boolean;
  segments: number;
  live: number;
  ordersAt: number | null;
  subscribers: number;
  keys: number;
}

interface StepsRow extends Omit<StepsDone, "hasEvents"> {
  hasEvents: number;
}

export async function readStepsDone(db: D1Database, site: string): Promise<StepsDone> {
  const row = await db
    .prepare(
      `SELECT
         EXISTS (SELECT 1 FROM counters WHERE site = ?1 AND name = 'events') AS hasEvents,
         (SELECT count(*) FROM segments WHERE site = ?1) AS segments,
         (SELECT count(*) FROM campaigns WHERE site = ?1 AND body->>'$.status' = 'published')
           + (SELECT count(*) FROM journeys WHERE site = ?1 AND body->>'$.status' = 'published') AS live,
         (SELECT max(last_at) FROM doors WHERE site = ?1 AND door <> 'page' AND accepted > 0) AS ordersAt,
         (SELECT count(*) FROM subscriptions WHERE site = ?1) AS subscribers,
         (SELECT count(*) FROM keys WHERE site = ?1) AS keys`,
    )
    .bind(site)
    .first<StepsRow>();
  return { ...row!, hasEvents: row!.hasEvents === 1 };
}

/** True once an event of the site was counted. */
export async function hasEvents(db: D1Database, site: string): Promise<boolean> {
  const row = await db
    .prepare("SELECT 1 FROM counters WHERE site = ?1 AND name = 'events' LIMIT 1")
    .bind(site)
    .first();
  return row !== null;
}
