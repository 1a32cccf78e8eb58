/** What becomes of a delivery that is due: sent, put off, or ended, each with the reason. Pure. */
import type { BroadcastStatus } from "./broadcast.ts";
import { ordersOf } from "./facts.ts";
import type { ServerPart } from "./passport.ts";
import type { Profile } from "./profile.ts";
import type { DeliveryState, PushMessage } from "./push.ts";
import { type Held, type PushWindow, whenToSend } from "./push-window.ts";

/** Why it waits or has ended, where that is no push service's doing. */
export type DeliveryReason =
  | Held
  | "ingest_lag"
  | "paused"
  | "cancelled"
  | "deleted"
  | "unpublished"
  | "ordered"
  | "emptied";

export type NextOfDelivery =
  | { kind: "send" }
  /** `until`: epoch ms. */
  | { kind: "wait"; until: number; reason: DeliveryReason }
  | {
      kind: "end";
      state: Extract<DeliveryState, "gone" | "expired" | "stopped">;
      reason: DeliveryReason | null;
    };

export interface DueDelivery {
  /** Epoch ms. */
  madeAt: number;
  expiresAt: number;
  /** Undefined: it was the broadcast's, which has been deleted. */
  message: PushMessage | undefined;
  /** Undefined: it is of none. */
  broadcast: BroadcastStatus | undefined;
  /** It is of a journey that is published no more. */
  isUnpublished: boolean;
  isSubscribed: boolean;
  /** Undefined: a test, which goes at once. */
  window: PushWindow | undefined;
  /** Null: the visitor is not kept any more. */
  visitor: { profile: Profile; server: ServerPart } | null;
  /** How far behind events reach D1. */
  lagMs: number;
}

/** Of what lags more than this it is not known whether a cart was bought. */
export const MOST_LAG_MS = 60_000;
/** How long such a notification waits before it is asked again. */
export const LAG_WAIT_MS = 60_000;

/** The latest instant there is: what is paused waits for a hand, and for no time. */
export const UNTIL_RESUMED = 8_640_000_000_000_000;

/** `now`: epoch ms. */
export function nextOfDelivery(now: number, delivery: DueDelivery): NextOfDelivery {
  const { madeAt, expiresAt, message, broadcast, isUnpublished, isSubscribed, window, visitor, lagMs } =
    delivery;
  const end = (
    state: Extract<NextOfDelivery, { kind: "end" }>["state"],
    reason: DeliveryReason | null = null,
  ) => ({ kind: "end", state, reason }) as const;
  if (!isSubscribed) return end("gone");
  if (!message) return end("stopped", "deleted");
  if (broadcast === "cancelled") return end("stopped", "cancelled");
  if (isUnpublished) return end("stopped", "unpublished");
  if (expiresAt <= now) return end("expired");
  const settled = message.about === "cart" && visitor ? cartSettled(visitor, madeAt) : undefined;
  if (settled) return end("stopped", settled);
  if (broadcast === "paused") return { kind: "wait", until: UNTIL_RESUMED, reason: "paused" };
  if (!window) return { kind: "send" };
  if (message.about === "cart" && lagMs > MOST_LAG_MS)
    return { kind: "wait", until: now + LAG_WAIT_MS, reason: "ingest_lag" };
  const { at, held } = whenToSend(now, window);
  return held ? { kind: "wait", until: at, reason: held } : { kind: "send" };
}

/** What has become of the cart since: bought, or emptied. An order after the cart's last change is of that cart. */
function cartSettled(
  { profile, server }: { profile: Profile; server: ServerPart },
  madeAt: number,
): "ordered" | "emptied" | undefined {
  const { cart } = profile;
  const { lastAt } = ordersOf(profile, server);
  if (lastAt >= madeAt || (cart && lastAt >= cart.at)) return "ordered";
  return cart?.value.lines.length ? undefined : "emptied";
}

/** So often a delivery is tried: for two hours or so where the push service does not say when. */
export const MOST_ATTEMPTS = 8;
const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

/**
 * From when it may be tried again, epoch ms: as the push service says, else twice as long after each attempt, up to half as long
 * again by chance, so that not all of a large broadcast come back at once. `chance`: 0 to 1. Undefined: not any more.
 */
export function tryAgainAt(
  now: number,
  attempts: number,
  chance: number,
  afterMs: number | undefined,
): number | undefined {
  if (attempts >= MOST_ATTEMPTS) return undefined;
  const usual = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  return now + Math.round((afterMs ?? usual) + (chance * usual) / 2);
}
