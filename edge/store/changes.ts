/**
 * Every change of what members make and set, as it was and as it is, written by the very transaction that changes it. What a
 * thing is comes out of its own table before and after the change, so nothing is told that did not happen, and what is as it
 * was is no change. No secret is in any state.
 */
import { CHANGES_KEPT, type ChangeKind } from "../../model/change.ts";

/** Who changes something, and when. */
export interface Act {
  /** In words. */
  by: string;
  /** Epoch ms. */
  at: number;
}

export interface Subject {
  kind: ChangeKind;
  /** Empty: there is one a site. */
  id?: string;
  /** Where its state says none. */
  name?: string;
}

const bodyIn = (table: string) => `SELECT body FROM ${table} WHERE site = ?1 AND id = ?2`;

/** What a thing is now, as JSON, such as its route saves it again; nothing where it is not there. ?1 is the site, ?2 the id. */
const STATES: Record<ChangeKind, string> = {
  segment: bodyIn("segments"),
  campaign: bodyIn("campaigns"),
  journey: bodyIn("journeys"),
  broadcast: "SELECT json_set(body, '$.status', status) FROM broadcasts WHERE site = ?1 AND id = ?2",
  pool: `SELECT json_set(body,
           '$.codes', (SELECT count(*) FROM coupons WHERE coupons.site = ?1 AND pool = ?2),
           '$.codesWaiting', (SELECT count(*) FROM coupons
                              WHERE coupons.site = ?1 AND pool = ?2 AND holder IS NULL AND is_live = 0))
         FROM coupon_pools WHERE site = ?1 AND id = ?2`,
  publication: "SELECT json_object('version', version) FROM sites WHERE id = ?1",
  personas: "SELECT body FROM persona_settings WHERE site = ?1",
  scoring: `SELECT json_object('rfm', json(coalesce(settings->'rfm', '{"kind":"quantile"}')),
                               'lifecycle', json(coalesce(settings->'lifecycle', '{"kind":"proposed"}')))
            FROM sites WHERE id = ?1`,
  value: "SELECT settings FROM value_models WHERE site = ?1",
  revenue: `SELECT json_object('currency', settings->>'currency',
              'isWithoutTax', json(coalesce(settings->'$.revenue.isWithoutTax', 'false')),
              'isWithoutShipping', json(coalesce(settings->'$.revenue.isWithoutShipping', 'false')))
            FROM sites WHERE id = ?1`,
  // The newest of them: a shop may import years of days.
  rates: `SELECT json_group_object(currency || ' ' || date(day * 86400, 'unixepoch'), rate) FROM (
            SELECT currency, day, rate FROM rates WHERE site = ?1 ORDER BY day DESC, currency LIMIT 500)`,
  feed: "SELECT json_object('url', url) FROM feeds WHERE site = ?1",
  push: "SELECT settings->'push' FROM sites WHERE id = ?1",
  site: "SELECT settings FROM sites WHERE id = ?1",
  webhook: `SELECT json_object('url', url, 'types', json(types), 'isOn', json(iif(is_on, 'true', 'false')),
                               'oldSecretUntil', old_secret_until)
            FROM webhooks WHERE site = ?1 AND id = ?2`,
  door: `SELECT json_object('secretAt', secret_at,
                            'hasOldSecret', json(iif(previous_secret IS NULL, 'false', 'true')))
         FROM doors WHERE site = ?1 AND door = ?2`,
  push_key: `SELECT json_object('id', id) FROM vapid_keys WHERE site = ?1 ORDER BY made_at DESC, id LIMIT 1`,
  key: "SELECT json_object('name', name, 'scope', scope) FROM keys WHERE site = ?1 AND hash = ?2",
  member: `SELECT json_object('name', name, 'role', role, 'linkUntil', (
             SELECT max(expires_at) FROM sign_in_links WHERE sign_in_links.site = ?1 AND member = ?2))
           FROM members WHERE site = ?1 AND id = ?2`,
};

const NEWEST = "(SELECT max(seq) FROM changes WHERE site = ?1)";

/** The statements with, around them, those by which their change is kept; the results of the first begin at index 1. */
export function recorded(
  db: D1Database,
  site: string,
  { by, at }: Act,
  { kind, id = "", name = "" }: Subject,
  statements: D1PreparedStatement[],
): D1PreparedStatement[] {
  const state = `(${STATES[kind]})`;
  return [
    db
      .prepare(
        `INSERT INTO changes (site, seq, at, author, kind, subject, name, before)
         SELECT ?1, 1 + coalesce(${NEWEST}, 0), ?3, ?4, ?5, ?2, ?6, ${state}`,
      )
      .bind(site, id, at, by, kind, name),
    ...statements,
    db
      .prepare(
        `UPDATE changes SET after = present.state,
           name = iif(name <> '', name, coalesce(present.state->>'name', before->>'name', present.state->>'url', before->>'url', ''))
         FROM (SELECT ${state} AS state, ?2 AS id) AS present WHERE site = ?1 AND seq = ${NEWEST}`,
      )
      .bind(site, id),
    db.prepare(`DELETE FROM changes WHERE site = ?1 AND seq = ${NEWEST} AND before IS after`).bind(site),
    db
      .prepare(
        `DELETE FROM changes WHERE site = ?1 AND kind = ?2 AND subject = ?3 AND seq <= (
           SELECT seq FROM changes WHERE site = ?1 AND kind = ?2 AND subject = ?3
           ORDER BY seq DESC LIMIT 1 OFFSET ?4)`,
      )
      .bind(site, kind, id, CHANGES_KEPT),
  ];
}

export interface StoredChange extends Act {
  seq: number;
  kind: ChangeKind;
  id: string;
  name: string;
  /** JSON; null: it was not there. */
  before: string | null;
  /** JSON; null: it is gone. */
  after: string | null;
}

const COLUMNS = `seq, at, author AS "by", kind, subject AS id, name, before, after`;

export interface ChangeFilter {
  kind: ChangeKind | null;
  id: string | null;
  by: string | null;
  /** Of these kinds none. */
  without: readonly ChangeKind[];
}

/** Newest first, those older than `before`. */
export async function listChanges(
  db: D1Database,
  site: string,
  { kind, id, by, without }: ChangeFilter,
  before: number,
  limit: number,
): Promise<StoredChange[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM changes
       WHERE site = ?1 AND seq < ?2 AND coalesce(kind = ?3, true) AND coalesce(subject = ?4, true)
         AND coalesce(author = ?5, true) AND kind NOT IN (SELECT value FROM json_each(?6))
       ORDER BY seq DESC LIMIT ?7`,
    )
    .bind(site, before, kind, id, by, JSON.stringify(without), limit)
    .all<StoredChange>();
  return results;
}

export async function readChange(db: D1Database, site: string, seq: number): Promise<StoredChange | null> {
  return db
    .prepare(`SELECT ${COLUMNS} FROM changes WHERE site = ?1 AND seq = ?2`)
    .bind(site, seq)
    .first<StoredChange>();
}

/** Ids of everything of a kind that was ever saved and is in the history. */
export async function listSubjects(db: D1Database, site: string, kind: ChangeKind): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT DISTINCT subject FROM changes WHERE site = ?1 AND kind = ?2 ORDER BY subject")
    .bind(site, kind)
    .all<{ subject: string }>();
  return results.map(({ subject }) => subject);
}

/** Everybody who has changed anything, in words. */
export async function listAuthors(db: D1Database, site: string): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT DISTINCT author FROM changes WHERE site = ?1 AND author <> '' ORDER BY author")
    .bind(site)
    .all<{ author: string }>();
  return results.map(({ author }) => author);
}
