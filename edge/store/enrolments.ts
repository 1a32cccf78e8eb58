/**
 * Where visitors stand in journeys. Whoever moves an enrolment raises its `rev` by one, or the transaction is void: what a step makes
 * is made together with the move, or not at all.
 */
import type { Enrolling } from "../../model/enrol.ts";
import type { Ending, Enrolment } from "../../model/journey.ts";
import type { EnrolmentList } from "../../model/push-report.ts";
import type { VisitorCard } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import { inParts } from "./visitor-state.ts";

/**
 * Begins them, as far as a visitor may: not while they are under way, but where what it counts from lies ahead still; again after
 * the journey's days, and for something newer. What is not begun writes nothing.
 */
export const enrol = (
  db: D1Database,
  site: string,
  enrollings: readonly Enrolling[],
): D1PreparedStatement[] =>
  inParts(enrollings.map((one) => JSON.stringify(one))).map((part) =>
    db
      .prepare(
        `INSERT INTO enrolments (site, journey, visitor, rev, triggered_at, enrolled_at, subject, step, due_at)
         SELECT ?1, value->>'journey', value->>'visitor', 1, value->>'triggeredAt', value->>'enrolledAt',
                value->>'subject', value->>'step', value->>'dueAt'
         FROM json_each(?2)
         WHERE NOT EXISTS (SELECT 1 FROM enrolments AS own
                           WHERE own.site = ?1 AND own.journey = value->>'journey' AND own.visitor = value->>'visitor'
                             AND NOT CASE WHEN own.ended_at IS NULL THEN own.triggered_at > value->>'enrolledAt'
                               ELSE value->>'reentryDays' IS NOT NULL AND value->>'triggeredAt' > own.triggered_at
                                 AND value->>'enrolledAt' >= own.enrolled_at + value->>'reentryDays' * ${DAY_MS} END)
         ON CONFLICT (site, journey, visitor) DO UPDATE SET
           rev = rev + 1, triggered_at = excluded.triggered_at, enrolled_at = excluded.enrolled_at,
           subject = excluded.subject, step = excluded.step, due_at = excluded.due_at, leased_until = 0, held = NULL,
           vars = '{}', ended_at = NULL, ended = NULL`,
      )
      .bind(site, part),
  );

/** Those under way are looked at now: something has happened that may end them. `now`: epoch ms. */
export const hastenEnrolments = (
  db: D1Database,
  site: string,
  visitors: readonly string[],
  now: number,
): D1PreparedStatement[] =>
  visitors.length === 0
    ? []
    : [
        db
          .prepare(
            `UPDATE enrolments SET due_at = ?3
             WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) AND ended_at IS NULL AND due_at > ?3`,
          )
          .bind(site, JSON.stringify(visitors), now),
      ];

export interface EnrolmentKey {
  site: string;
  journey: string;
  visitor: string;
}

/** Takes at most `limit` due ones until `leasedUntil`; nobody else gets them before. */
export async function leaseEnrolments(
  db: D1Database,
  now: number,
  leasedUntil: number,
  limit: number,
): Promise<EnrolmentKey[]> {
  const { results } = await db
    .prepare(
      `UPDATE enrolments SET leased_until = ?2
       WHERE ended_at IS NULL AND (site, journey, visitor) IN (
         SELECT site, journey, visitor FROM enrolments INDEXED BY enrolments_due
         WHERE ended_at IS NULL AND max(due_at, leased_until) <= ?1 ORDER BY max(due_at, leased_until) LIMIT ?3)
       RETURNING site, journey, visitor`,
    )
    .bind(now, leasedUntil, limit)
    .all<EnrolmentKey>();
  return results;
}

export interface StoredEnrolment extends Enrolment {
  rev: number;
}

interface EnrolmentRow {
  journey: string;
  visitor: string;
  rev: number;
  triggered_at: number;
  enrolled_at: number;
  subject: string;
  step: string;
  vars: string;
}

/** A SELECT of those of the keys that are due: whoever comes twice finds nothing. */
export const selectDue = (
  db: D1Database,
  site: string,
  keys: readonly Pick<EnrolmentKey, "journey" | "visitor">[],
  now: number,
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT journey, visitor, rev, triggered_at, enrolled_at, subject, step, vars
       FROM json_each(?2) AS key CROSS JOIN enrolments
         ON site = ?1 AND journey = key.value->>0 AND visitor = key.value->>1
       WHERE ended_at IS NULL AND due_at <= ?3`,
    )
    .bind(site, JSON.stringify(keys.map(({ journey, visitor }) => [journey, visitor])), now);

export const toEnrolments = (result: D1Result): StoredEnrolment[] =>
  (result.results as EnrolmentRow[]).map(({ triggered_at, enrolled_at, vars, ...row }) => ({
    ...row,
    triggeredAt: triggered_at,
    enrolledAt: enrolled_at,
    vars: JSON.parse(vars) as Enrolment["vars"],
  }));

/** What one step of an enrolment writes. */
export interface Move {
  journey: string;
  visitor: string;
  /** The one read plus one. */
  rev: number;
  triggeredAt: number;
  step: string;
  /** Epoch ms; of one that has ended, when. */
  dueAt: number;
  held: string | null;
  vars: Enrolment["vars"];
  ended: Ending | null;
  /** Ids of the steps it has newly come to. */
  came: string[];
}

/** The statements that move them; they abort the transaction where a `rev` is no longer the next. */
export function moveEnrolments(db: D1Database, site: string, moves: readonly Move[]): D1PreparedStatement[] {
  const rows = moves.map((move) =>
    JSON.stringify([
      move.journey,
      move.visitor,
      move.rev,
      move.triggeredAt,
      move.step,
      move.dueAt,
      move.held,
      JSON.stringify(move.vars),
      move.ended,
    ]),
  );
  const sums = new Map<string, { journey: string; step: string; count: number }>();
  for (const { journey, came } of moves)
    for (const step of came) {
      const key = `${journey} ${step}`;
      sums.set(key, { journey, step, count: (sums.get(key)?.count ?? 0) + 1 });
    }
  return [
    ...inParts(rows).map((part) =>
      db
        .prepare(
          `UPDATE enrolments SET
             rev = to_be.value->>2, triggered_at = to_be.value->>3, step = to_be.value->>4, due_at = to_be.value->>5,
             leased_until = 0, held = to_be.value->>6, vars = to_be.value->>7, ended = to_be.value->>8,
             ended_at = CASE WHEN to_be.value->>8 IS NOT NULL THEN to_be.value->>5 END
           FROM json_each(?2) AS to_be
           WHERE site = ?1 AND journey = to_be.value->>0 AND visitor = to_be.value->>1
             AND (journey, visitor) IN (SELECT value->>0, value->>1 FROM json_each(?2))`,
        )
        .bind(site, part),
    ),
    ...(sums.size > 0
      ? [
          db
            .prepare(
              `INSERT INTO journey_sums (site, journey, name, enrolments)
               SELECT ?1, value->>'journey', 'step:' || (value->>'step'), value->>'count' FROM json_each(?2) WHERE true
               ON CONFLICT (site, journey, name) DO UPDATE SET enrolments = enrolments + excluded.enrolments`,
            )
            .bind(site, JSON.stringify([...sums.values()])),
        ]
      : []),
  ];
}

/** Somebody else has moved one of them meanwhile. */
export const isEnrolmentRace = (error: unknown) => String(error).includes("enrolment rev conflict");

/** How many stand at each step. */
export async function countWaiting(
  db: D1Database,
  site: string,
  journey: string,
): Promise<Record<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT step, count(*) AS waiting FROM enrolments INDEXED BY enrolments_waiting
       WHERE site = ?1 AND journey = ?2 AND ended_at IS NULL GROUP BY step`,
    )
    .bind(site, journey)
    .all<{ step: string; waiting: number }>();
  return Object.fromEntries(results.map(({ step, waiting }) => [step, waiting]));
}

/** Who is due first, of one step or of all. `after`: where the page before ended. */
export async function listWaiting(
  db: D1Database,
  site: string,
  journey: string,
  {
    step,
    after,
    limit,
  }: { step: string | undefined; after: { dueAt: number; visitor: string }; limit: number },
): Promise<EnrolmentList["enrolments"]> {
  const { results } = await db
    .prepare(
      `SELECT visitor, step, triggered_at AS triggeredAt, due_at AS dueAt, held
       FROM enrolments INDEXED BY enrolments_waiting
       WHERE site = ?1 AND journey = ?2 AND ${step === undefined ? "?3 IS NULL" : "step = ?3"}
         AND ended_at IS NULL AND (due_at, visitor) > (?4, ?5)
       ORDER BY due_at, visitor LIMIT ?6`,
    )
    .bind(site, journey, step ?? null, after.dueAt, after.visitor, limit)
    .all<EnrolmentList["enrolments"][number]>();
  return results;
}

/** Of one visitor, those under way first, then the newest. */
export async function listEnrolments(
  db: D1Database,
  site: string,
  visitor: string,
): Promise<VisitorCard["enrolments"]> {
  const { results } = await db
    .prepare(
      `SELECT journey, coalesce((SELECT body->>'name' FROM journeys WHERE journeys.site = ?1 AND id = journey), journey) AS name,
              step, triggered_at AS triggeredAt, due_at AS dueAt, held, vars, ended_at AS endedAt, ended
       FROM enrolments WHERE site = ?1 AND visitor = ?2
       ORDER BY ended_at IS NOT NULL, enrolled_at DESC`,
    )
    .bind(site, visitor)
    .all<Omit<VisitorCard["enrolments"][number], "skipped"> & { vars: string }>();
  return results.map(({ vars, ...row }) => ({
    ...row,
    skipped: (JSON.parse(vars) as Enrolment["vars"]).skipped ?? {},
  }));
}
