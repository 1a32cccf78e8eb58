/** How many deliveries stand in each state: kept by triggers, so that none is ever counted. */

import type { DeliveryState } from "../../model/push.ts";
import type { DeliverySums } from "../../model/push-report.ts";

interface SumRow {
  source: string;
  step: string;
  state: DeliveryState;
  deliveries: number;
}

function summed(rows: readonly SumRow[]): DeliverySums {
  const sums: DeliverySums = {};
  for (const { state, deliveries } of rows) sums[state] = (sums[state] ?? 0) + deliveries;
  return sums;
}

/** Of one source: `broadcast:ID`, `journey:ID`; by step, which is a variant of the one and a step of the other. */
export async function sumDeliveriesOf(
  db: D1Database,
  site: string,
  source: string,
): Promise<{ sums: DeliverySums; steps: Record<string, DeliverySums> }> {
  const { results } = await db
    .prepare(
      `SELECT source, step, state, deliveries FROM delivery_sums
       WHERE site = ?1 AND source = ?2 AND deliveries > 0`,
    )
    .bind(site, source)
    .all<SumRow>();
  const steps = Map.groupBy(results, ({ step }) => step);
  return {
    sums: summed(results),
    steps: Object.fromEntries([...steps].map(([step, rows]) => [step, summed(rows)])),
  };
}

/** Of all broadcasts, by source. */
export async function sumBroadcasts(db: D1Database, site: string): Promise<Map<string, DeliverySums>> {
  const { results } = await db
    .prepare(
      `SELECT source, step, state, deliveries FROM delivery_sums
       WHERE site = ?1 AND source >= 'broadcast:' AND source < 'broadcast;' AND deliveries > 0`,
    )
    .bind(site)
    .all<SumRow>();
  const bySource = Map.groupBy(results, ({ source }) => source);
  return new Map([...bySource].map(([source, rows]) => [source, summed(rows)]));
}
