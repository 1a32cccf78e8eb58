/** How many buyers went from one named segment to another, by day of the shop and by cause. */
import type { RfmSegment } from "../../model/rfm.ts";

/** The clock alone, an order, or cut points that moved: then nobody did anything. */
export type MoveCause = "clock" | "order" | "recalibration";

export interface RfmMove {
  /** Of the shop's calendar, days since 1970-01-01. */
  day: number;
  cause: MoveCause;
  /** Empty: not a buyer before. */
  from: RfmSegment | "";
  to: RfmSegment;
  buyers: number;
}

/** Takes the place of all that was counted of those days before: however often a day is counted, it counts once. */
export async function replaceMoves(
  db: D1Database,
  site: string,
  since: number,
  until: number,
  moves: RfmMove[],
): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM rfm_moves WHERE site = ?1 AND day BETWEEN ?2 AND ?3").bind(site, since, until),
    db
      .prepare(
        `INSERT INTO rfm_moves (site, day, cause, from_segment, to_segment, buyers)
         SELECT ?1, value->>'day', value->>'cause', value->>'from', value->>'to', value->>'buyers'
         FROM json_each(?2)`,
      )
      .bind(site, JSON.stringify(moves)),
  ]);
}

/** From the day `since` on, newest day first. */
export async function listMoves(db: D1Database, site: string, since: number): Promise<RfmMove[]> {
  const { results } = await db
    .prepare(
      `SELECT day, cause, from_segment AS "from", to_segment AS "to", buyers FROM rfm_moves
       WHERE site = ?1 AND day >= ?2
       ORDER BY day DESC, buyers DESC`,
    )
    .bind(site, since)
    .all<RfmMove>();
  return results;
}
