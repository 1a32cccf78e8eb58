/** Deliveries: one notification for one visitor, from being made to what the device said of it. */
import type { DeliveryState, PushMessage } from "../../model/push.ts";
import { inParts } from "./visitor-state.ts";

const HOUR_MS = 3_600_000;

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
