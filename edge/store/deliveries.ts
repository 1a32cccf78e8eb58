/** Deliveries: one notification for one visitor, as it is made and as the device tells of it. Sending: delivery-leases.ts. */
import type { DeliveryState, PushMessage } from "../../model/push.ts";
import { HOUR_MS } from "../../model/time.ts";
import { inParts } from "./visitor-state.ts";

/** What makes one. */
export interface NewDelivery {
  /** As edge/push/delivery-id.ts names it. */
  id: string;
  visitor: string;
  /** `broadcast:ID`, `journey:ID` or `test`. */
  source: string;
  /** Variant of a broadcast, step of a journey. */
  step: string;
  /** `expired`: made too late to be sent at all. */
  state: Extract<DeliveryState, "due" | "held_out" | "expired">;
  /** Epoch ms. */
  dueAt: number;
  /** Of the message: so long after `dueAt` it is too late. */
  ttlHours: number;
  /** With the tokens filled that only its maker knows (model/push-payload.ts filled); null: the broadcast's variant. */
  message: PushMessage | null;
}

/** The statements that make them; one that is there already stays as it is. `now`: epoch ms. */
export const makeDeliveries = (
  db: D1Database,
  site: string,
  deliveries: readonly NewDelivery[],
  now: number,
): D1PreparedStatement[] =>
  inParts(deliveries.map((each) => JSON.stringify(toRow(each)))).map((part) =>
    db
      .prepare(
        `INSERT INTO deliveries (site, id, visitor, source, step, state, due_at, expires_at, message, made_at)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, ?3
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO NOTHING`,
      )
      .bind(site, part, now),
  );

const toRow = ({ id, visitor, source, step, state, dueAt, ttlHours, message }: NewDelivery) => [
  id,
  visitor,
  source,
  step,
  state,
  dueAt,
  dueAt + ttlHours * HOUR_MS,
  message && JSON.stringify(message),
];

/** A failed one is due again as if it were made now; false where there is no such failed one. `now`: epoch ms. */
export async function replayDelivery(
  db: D1Database,
  site: string,
  id: string,
  now: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE deliveries SET state = 'due', due_at = ?3, expires_at = ?3 + expires_at - made_at, attempts = 0,
         status = NULL, reason = NULL
       WHERE site = ?1 AND id = ?2 AND state = 'failed'`,
    )
    .bind(site, id, now)
    .run();
  return meta.changes > 0;
}

/** What a device has told of one. */
export interface DeliveryReport {
  delivery: string;
  visitor: string;
  state: "shown" | "closed" | "clicked";
  /** Epoch ms. */
  at: number;
}

/**
 * The statements by which devices' reports count: of the visitor it was made for alone, the furthest state stands, and of each
 * the first time.
 */
export function noteReports(
  db: D1Database,
  site: string,
  reports: readonly DeliveryReport[],
): D1PreparedStatement[] {
  if (reports.length === 0) return [];
  const toldOf = [...Map.groupBy(reports, ({ delivery, visitor }) => `${delivery} ${visitor}`).values()].map(
    (told) => {
      const first = (state: DeliveryReport["state"]) =>
        told
          .filter((each) => each.state === state)
          .reduce<number | null>((min, { at }) => Math.min(min ?? at, at), null);
      const { delivery, visitor } = told[0]!;
      return { delivery, visitor, shown: first("shown"), closed: first("closed"), clicked: first("clicked") };
    },
  );
  return [
    db
      .prepare(
        `UPDATE deliveries SET
           state = CASE
             WHEN told.clicked IS NOT NULL OR clicked_at IS NOT NULL THEN 'clicked'
             WHEN told.closed IS NOT NULL OR closed_at IS NOT NULL THEN 'closed'
             ELSE 'shown' END,
           shown_at = coalesce(min(shown_at, told.shown), shown_at, told.shown),
           closed_at = coalesce(min(closed_at, told.closed), closed_at, told.closed),
           clicked_at = coalesce(min(clicked_at, told.clicked), clicked_at, told.clicked)
         FROM (
           SELECT value->>'delivery' AS id, value->>'visitor' AS visitor, value->>'shown' AS shown,
                  value->>'closed' AS closed, value->>'clicked' AS clicked
           FROM json_each(?2)
         ) AS told
         WHERE deliveries.site = ?1 AND deliveries.id = told.id AND deliveries.visitor = told.visitor
           AND deliveries.state <> 'held_out'`,
      )
      .bind(site, JSON.stringify(toldOf)),
  ];
}
