/** What the next steps of some enrolments are decided by, read at once. */
import type { ServerPart } from "../../model/passport.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";
import { type EnrolmentKey, type StoredEnrolment, selectDue, toEnrolments } from "./enrolments.ts";
import { INGEST_BEAT } from "./heartbeats.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";

export interface OnJourney {
  profile: Profile;
  server: ServerPart | null;
  /** Of their subscription, IANA name; null: they have none. */
  timeZone: string | null;
  /** Of their subscription, BCP 47 tag; null: they have none. */
  language: string | null;
  /** Epoch ms of the notifications of the last 24 hours, sent and about to be. */
  sentAt: number[];
}

export interface DueSteps {
  due: StoredEnrolment[];
  visitors: Map<string, OnJourney>;
  /** Epoch ms, real time: when the minute's word last came through the ingest queue; null: never yet. */
  heardAt: number | null;
}

/** Of the keys those that are due; whoever else comes for them finds none. */
export async function readDueSteps(
  db: D1Database,
  site: string,
  keys: readonly Pick<EnrolmentKey, "journey" | "visitor">[],
  now: number,
): Promise<DueSteps> {
  const ids = JSON.stringify([...new Set(keys.map(({ visitor }) => visitor))]);
  const [due, visitors, subscriptions, sent, beat] = await db.batch([
    selectDue(db, site, keys, now),
    db
      .prepare(
        `SELECT id, profile, ${SERVER_COLUMNS} FROM visitors
         WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      )
      .bind(site, ids),
    db
      .prepare(
        `SELECT visitor, time_zone AS timeZone, language FROM subscriptions
         WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2))`,
      )
      .bind(site, ids),
    db
      .prepare(
        `SELECT visitor, coalesce(sent_at, due_at) AS sentAt FROM deliveries INDEXED BY deliveries_by_visitor
         WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) AND made_at > ?3
           AND (state = 'due' OR sent_at > ?4)`,
      )
      // One made before may have been deferred for days.
      .bind(site, ids, now - 30 * DAY_MS, now - DAY_MS),
    db.prepare("SELECT at FROM heartbeats WHERE name = ?1").bind(INGEST_BEAT),
  ]);
  const subscribed = new Map(
    (subscriptions!.results as { visitor: string; timeZone: string; language: string }[]).map(
      ({ visitor, ...row }) => [visitor, row],
    ),
  );
  const times = Map.groupBy(sent!.results as { visitor: string; sentAt: number }[], ({ visitor }) => visitor);
  return {
    due: toEnrolments(due!),
    visitors: new Map(
      (visitors!.results as (ServerRow & { id: string; profile: string })[]).map(
        ({ id, profile, ...row }) => [
          id,
          {
            profile: storedProfile(profile),
            server: toServerPart(row),
            ...(subscribed.get(id) ?? { timeZone: null, language: null }),
            sentAt: (times.get(id) ?? []).map(({ sentAt }) => sentAt),
          },
        ],
      ),
    ),
    heardAt: (beat!.results as { at: number }[])[0]?.at ?? null,
  };
}
