/** Buyers' values as the ranking keeps them, read and written a page of buyers at a time. */
import type { Expectation, MonthOfService, PeriodValue } from "../../model/buyer-value.ts";
import type { ServerValue } from "../../model/passport.ts";
import { buyerOfVisitor } from "./buyer-of-visitor.ts";
import { passStatement, type ValuePass } from "./value-models.ts";
import { inParts } from "./visitor-state.ts";

/** A kept period of a buyer. */
export type KeptPeriod = Pick<PeriodValue, "months" | "orders" | "revenueMinor" | "netMinor">;

/** What is kept of one buyer. */
export interface KeptValue {
  expectation?: Expectation | undefined;
  periods: KeptPeriod[];
}

/** Of the buyers after `from` up to and including `to`. */
export async function readKeptValues(
  db: D1Database,
  site: string,
  from: string,
  to: string,
): Promise<Map<string, KeptValue>> {
  const [expectations, periods] = await db.batch([
    db
      .prepare(
        `SELECT who, expected_minor AS expectedMinor, alive_percent AS alivePercent FROM buyer_values
         WHERE site = ?1 AND who > ?2 AND who <= ?3`,
      )
      .bind(site, from, to),
    db
      .prepare(
        `SELECT who, months, orders, revenue_minor AS revenueMinor, net_minor AS netMinor FROM buyer_periods
         WHERE site = ?1 AND who > ?2 AND who <= ?3`,
      )
      .bind(site, from, to),
  ]);
  const kept = new Map<string, KeptValue>();
  const of = (who: string) => {
    let value = kept.get(who);
    if (!value) {
      value = { periods: [] };
      kept.set(who, value);
    }
    return value;
  };
  for (const { who, ...expectation } of expectations!.results as ({ who: string } & Expectation)[])
    of(who).expectation = expectation;
  for (const { who, ...period } of periods!.results as ({ who: string } & KeptPeriod)[])
    of(who).periods.push(period);
  return kept;
}

/** Minutes of service by buyer and month, of the buyers from `first` to `last`: a customer's id stands behind `c:`. */
export async function readServiceOf(
  db: D1Database,
  site: string,
  first: string,
  last: string,
  sinceMonth: string,
): Promise<Map<string, MonthOfService[]>> {
  const { results } = await db
    .prepare(
      `SELECT 'c:' || customer AS who, month, sum(minutes) AS minutes
       FROM service_minutes INDEXED BY service_minutes_by_customer
       WHERE site = ?1 AND customer >= ?2 AND customer <= ?3 AND month >= ?4
       GROUP BY customer, month`,
    )
    .bind(site, customerFrom(first), customerTo(last), sinceMonth)
    .all<{ who: string } & MonthOfService>();
  const service = new Map<string, MonthOfService[]>();
  for (const { who, month, minutes } of results)
    service.set(who, [...(service.get(who) ?? []), { month, minutes }]);
  return service;
}

/** Visitors, `v:`, come behind all customers. */
const customerFrom = (who: string) => (who.startsWith("c:") ? who.slice(2) : who === "" ? "" : "\u{10FFFF}");
const customerTo = (who: string) => (who.startsWith("c:") ? who.slice(2) : "\u{10FFFF}");

/** What of a page is to be written. */
export interface ValueChanges {
  expectations: ({ who: string } & Expectation)[];
  periods: ({ who: string } & KeptPeriod)[];
  /** Expectations that are none any more, for want of a model. */
  unexpected: string[];
  /** Periods in which nothing is left. */
  emptied: { who: string; months: number }[];
  /** What the profiles of the buyers' visitors are to say; null: nothing. */
  servers: { who: string; value: ServerValue | null }[];
}

/** Writes a page's changes and how far the pass has come, in one transaction. */
export async function saveValues(
  db: D1Database,
  site: string,
  changes: ValueChanges,
  pass: ValuePass,
): Promise<void> {
  const write = (rows: unknown[], sql: string) =>
    inParts(rows.map((row) => JSON.stringify(row))).map((part) => db.prepare(sql).bind(site, part));
  await db.batch([
    ...write(
      changes.unexpected,
      "DELETE FROM buyer_values WHERE site = ?1 AND who IN (SELECT value FROM json_each(?2))",
    ),
    ...write(
      changes.emptied.map(({ who, months }) => [who, months]),
      `DELETE FROM buyer_periods
       WHERE site = ?1 AND (who, months) IN (SELECT value->>0, value->>1 FROM json_each(?2))`,
    ),
    ...write(
      changes.expectations.map(({ who, expectedMinor, alivePercent }) => [who, expectedMinor, alivePercent]),
      `INSERT INTO buyer_values (site, who, expected_minor, alive_percent)
       SELECT ?1, value->>0, value->>1, value->>2 FROM json_each(?2) WHERE true
       ON CONFLICT (site, who) DO UPDATE SET
         expected_minor = excluded.expected_minor, alive_percent = excluded.alive_percent`,
    ),
    ...write(
      changes.periods.map(({ who, months, orders, revenueMinor, netMinor }) => [
        who,
        months,
        orders,
        revenueMinor,
        netMinor,
      ]),
      `INSERT INTO buyer_periods (site, who, months, orders, revenue_minor, net_minor)
       SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2) WHERE true
       ON CONFLICT (site, who, months) DO UPDATE SET
         orders = excluded.orders, revenue_minor = excluded.revenue_minor, net_minor = excluded.net_minor`,
    ),
    ...write(
      changes.servers.map(({ who, value }) => [who, value]),
      SAVE_SERVER_VALUES,
    ),
    passStatement(db, site, pass),
  ]);
}

/** The server's part of the visitors of these buyers; `rev` rises, so that passports take it up. */
const SAVE_SERVER_VALUES = `
  WITH given (who, value) AS (SELECT value->>0, value->'$[1]' FROM json_each(?2)),
  owner (visitor, who, value) AS (
    SELECT DISTINCT orders.visitor, given.who, given.value
    FROM given CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = given.who
    WHERE orders.visitor IS NOT NULL
    UNION
    SELECT links.visitor, given.who, given.value
    FROM given CROSS JOIN links INDEXED BY links_by_customer
      ON links.site = ?1 AND links.customer = substr(given.who, 3)
    WHERE given.who LIKE 'c:%')
  UPDATE visitors SET server = json_set(
    server, '$.rev', coalesce(server->>'rev', 0) + 1, '$.value', json(owner.value))
  FROM owner
  WHERE visitors.site = ?1 AND visitors.id IN (SELECT visitor FROM owner) AND visitors.id = owner.visitor
    AND visitors.server IS NOT NULL AND coalesce(server->'value', 'null') <> owner.value
    AND owner.who = ${buyerOfVisitor("owner.visitor")}`;

/** Values of who is no buyer any more: their orders have changed hands. */
export async function deleteValuesOfNobody(db: D1Database, site: string): Promise<void> {
  await db.batch([
    db
      .prepare(
        "DELETE FROM buyer_values WHERE site = ?1 AND who NOT IN (SELECT who FROM buyers WHERE site = ?1)",
      )
      .bind(site),
    db
      .prepare(
        "DELETE FROM buyer_periods WHERE site = ?1 AND who NOT IN (SELECT who FROM buyers WHERE site = ?1)",
      )
      .bind(site),
  ]);
}
