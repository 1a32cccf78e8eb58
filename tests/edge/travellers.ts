/** Visitors on journeys, at instants of the test's own; what was made for them. */
import { env } from "cloudflare:workers";
import type { Env } from "../../edge/env.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { leaseJourneys } from "../../edge/jobs/journey-step.ts";
import type { Event } from "../../model/event.ts";
import type { RunContext } from "../../model/profile.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { aContext } from "../support/builders.ts";

export type TestSite = Pick<SiteSettings, "id">;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Nothing between the doors and D1: cron does every step itself. */
export function withoutQueues(changes: Partial<Env> = {}): Env {
  const { INGEST: _, WORK: __, ...worker } = env;
  return { ...worker, ...changes };
}

export const freshVisitor = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

/** The visitor does these at the instant. */
export async function does(
  site: TestSite,
  visitor: string,
  at: number,
  events: Event[],
  context: Partial<RunContext> = {},
): Promise<void> {
  const writer = freshVisitor().slice(0, 8);
  await ingest(withoutQueues(), [
    {
      site: site.id,
      visitor,
      receivedAt: at,
      ranges: [{ writer, from: 0, to: events.length }],
      runs: [
        {
          writer,
          events: events.map((event, n) => ({ n, at, session: 1, event })),
          context: aContext(context),
        },
      ],
      refused: {},
    },
  ]);
}

export const cartOf = (...ids: string[]): Event => ({
  name: "cart",
  props: {
    valueMinor: 100 * ids.length,
    currency: "EUR",
    lines: ids.map((id) => ({ id, quantity: 1, priceMinor: 100 })),
  },
});
export const purchaseOf = (orderId: string, ...ids: string[]): Event => ({
  name: "purchase",
  props: {
    orderId,
    valueMinor: 100,
    currency: "EUR",
    lines: ids.map((id) => ({ id, quantity: 1, priceMinor: 100 })),
  },
});

export async function subscribes(site: TestSite, visitor: string, timeZone = "Europe/Warsaw"): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO subscriptions (site, visitor, endpoint, p256dh, auth, key_id, time_zone, language, made_at, seen_at)
     VALUES (?1, ?2, 'https://push.test/' || ?2, 'p', 'a', 'k', ?3, 'en', 0, 0)`,
  )
    .bind(site.id, visitor, timeZone)
    .run();
}

/** Cron runs every so many minutes from the one instant to the other. */
export async function passes(from: number, to: number, everyMinutes = 60, worker = withoutQueues()) {
  for (let at = from; at <= to; at += everyMinutes * MINUTE_MS) await leaseJourneys(worker, at);
}

export interface MadeDelivery {
  step: string;
  due_at: number;
  message: string;
}
export async function deliveriesOf({ id }: TestSite, visitor: string): Promise<MadeDelivery[]> {
  const { results } = await env.DB.prepare(
    "SELECT step, due_at, message FROM deliveries WHERE site = ?1 AND visitor = ?2 ORDER BY due_at, step",
  )
    .bind(id, visitor)
    .all<MadeDelivery>();
  return results;
}

export interface EnrolmentNow {
  step: string;
  triggered_at: number;
  due_at: number;
  held: string | null;
  vars: string;
  ended: string | null;
  subject: string;
}
export const enrolmentOf = ({ id }: TestSite, visitor: string, journey = "j") =>
  env.DB.prepare(
    `SELECT step, triggered_at, due_at, held, vars, ended, subject FROM enrolments
     WHERE site = ?1 AND visitor = ?2 AND journey = ?3`,
  )
    .bind(id, visitor, journey)
    .first<EnrolmentNow>();

export async function sumsOf({ id }: TestSite, journey = "j"): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT name, enrolments FROM journey_sums WHERE site = ?1 AND journey = ?2",
  )
    .bind(id, journey)
    .all<{ name: string; enrolments: number }>();
  return Object.fromEntries(results.map(({ name, enrolments }) => [name, enrolments]));
}
