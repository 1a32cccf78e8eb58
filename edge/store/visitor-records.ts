/** Everything that is kept under a visitor's id, as it stands in its tables: for the visitor's own export. */
import type { LogBatch } from "./log.ts";
import { listLogBefore } from "./log.ts";

export type StoredRow = Record<string, string | number | null>;

/** Rows by what they are about. */
export type VisitorRecords = Record<keyof typeof READ, StoredRow[]>;

/** Of the site ?1 and the visitor ?2. A test holds that every table which names visitors is among them. */
const READ = {
  visitor: "SELECT segments, events, exposed, server FROM visitors WHERE site = ?1 AND id = ?2",
  orders: `SELECT id AS "order", status, placed_at AS placedAt, total_minor AS totalMinor, refunded_minor AS refundedMinor,
      currency, channel, lines, coupons, customer
    FROM orders INDEXED BY orders_by_visitor WHERE site = ?1 AND visitor = ?2 ORDER BY placed_at`,
  links: "SELECT customer, since FROM links WHERE site = ?1 AND visitor = ?2 ORDER BY since",
  answers: "SELECT campaign, question, at, chosen FROM answers WHERE site = ?1 AND visitor = ?2 ORDER BY at",
  answerTexts:
    "SELECT campaign, question, at, text FROM answer_texts WHERE site = ?1 AND visitor = ?2 ORDER BY at",
  contacts: `SELECT type, value, name, campaign, at, consent AS agreedTo, controller
    FROM leads WHERE site = ?1 AND visitor = ?2 ORDER BY at`,
  subscription: `SELECT substr(rest, 1, instr(rest || '/', '/') - 1) AS pushService, origin, timeZone, language, madeAt, seenAt
    FROM (SELECT substr(endpoint, instr(endpoint, '://') + 3) AS rest, origin, time_zone AS timeZone, language,
                 made_at AS madeAt, seen_at AS seenAt
          FROM subscriptions WHERE site = ?1 AND visitor = ?2)`,
  deliveries: `SELECT source, step, state, made_at AS madeAt, due_at AS dueAt, sent_at AS sentAt, shown_at AS shownAt,
      clicked_at AS clickedAt, closed_at AS closedAt, reason, message
    FROM deliveries WHERE site = ?1 AND visitor = ?2 ORDER BY made_at`,
  journeys: `SELECT coalesce((SELECT body->>'name' FROM journeys WHERE journeys.site = ?1 AND id = journey), journey) AS journey,
      subject, step, triggered_at AS triggeredAt, enrolled_at AS enrolledAt, due_at AS dueAt, held, vars, ended_at AS endedAt, ended
    FROM enrolments WHERE site = ?1 AND visitor = ?2 ORDER BY enrolled_at`,
  coupons: `SELECT code, pool, campaign, given_at AS givenAt, expires_at AS expiresAt FROM coupons
    WHERE site = ?1 AND (pool, holder) IN (SELECT id, 'v:' || ?2 FROM coupon_pools WHERE coupon_pools.site = ?1)`,
  assignments:
    "SELECT campaign, at, arm, split FROM first_exposures WHERE site = ?1 AND visitor = ?2 ORDER BY at",
  value: `SELECT expected_minor AS expectedMinor, alive_percent AS alivePercent
    FROM buyer_values WHERE site = ?1 AND who = 'v:' || ?2`,
  periods: `SELECT months, orders, revenue_minor AS revenueMinor, net_minor AS netMinor
    FROM buyer_periods WHERE site = ?1 AND who = 'v:' || ?2`,
  webhookMessages: `SELECT type, state, made_at AS madeAt, sent_at AS sentAt, body
    FROM webhook_messages WHERE site = ?1 AND body->>'$.data.visitor' = ?2 ORDER BY made_at`,
  deadLetters:
    "SELECT failed_at AS failedAt, reason, body FROM dead_letters WHERE site = ?1 AND body->>'$.visitor' = ?2",
};

export async function readVisitorRecords(
  db: D1Database,
  site: string,
  visitor: string,
): Promise<VisitorRecords> {
  const names = Object.keys(READ) as (keyof typeof READ)[];
  const results = await db.batch<StoredRow>(names.map((name) => db.prepare(READ[name]).bind(site, visitor)));
  return Object.fromEntries(names.map((name, i) => [name, results[i]!.results])) as VisitorRecords;
}

/** Batches of the log read for one answer: unpacked a few hundred KB each at most. */
const LOG_PAGE = 40;

/** What of the visitor stands in the log before the batch `before`, newest first; nothing of them is older than `since`, epoch ms. */
export async function readVisitorLog(
  db: D1Database,
  site: string,
  visitor: string,
  { before, since }: { before: number; since: number },
): Promise<{ moments: LogBatch["entries"][number]["moments"]; before: number | null }> {
  const batches = await listLogBefore(db, site, { before, since }, LOG_PAGE);
  return {
    moments: batches.flatMap(({ entries }) =>
      entries.filter((entry) => entry.visitor === visitor).flatMap(({ moments }) => moments.toReversed()),
    ),
    before: batches.length === LOG_PAGE ? batches.at(-1)!.id : null,
  };
}
