import { describe, expect, test } from "vitest";
import {
  type DueDelivery,
  MOST_ATTEMPTS,
  nextOfDelivery,
  tryAgainAt,
  UNTIL_RESUMED,
} from "../../model/delivery.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile, type Profile } from "../../model/profile.ts";
import { type PushMessage, USUAL_PUSH } from "../../model/push.ts";
import { NOON } from "../support/builders.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const due = (changes: Partial<DueDelivery> = {}): DueDelivery => ({
  madeAt: NOON - HOUR_MS,
  expiresAt: NOON + HOUR_MS,
  message: { title: "Hello", body: "There", href: "/", ttlHours: 2, urgency: "normal" },
  broadcast: undefined,
  isSubscribed: true,
  window: { settings: USUAL_PUSH, timeZone: "Europe/Warsaw", attentionUntil: 0, sentAt: [] },
  visitor: { profile: emptyProfile(), server: emptyServerPart },
  isUnpublished: false,
  lagMs: 0,
  ...changes,
});
const ABOUT_CART: PushMessage = {
  title: "Still there",
  body: "Your cart",
  href: "/cart/",
  ttlHours: 2,
  urgency: "normal",
  about: "cart",
};
const withCart = (): Profile => {
  const line = { id: "lamp", quantity: 1, priceMinor: 1_000 };
  const value = { lines: [line], valueMinor: 1_000, currency: "EUR" };
  return { ...emptyProfile(), cart: { value, at: NOON - HOUR_MS, writer: "w", n: 0 } as Profile["cart"] };
};
const QUIET = {
  settings: { ...USUAL_PUSH, quiet: { from: 12, until: 15 } },
  timeZone: "Europe/Warsaw",
  attentionUntil: 0,
  sentAt: [],
};

test.each<[string, Partial<DueDelivery>, object]>([
  ["is sent where nothing stands in the way", {}, { kind: "send" }],
  ["has nobody to go to", { isSubscribed: false }, { kind: "end", state: "gone", reason: null }],
  ["has lost its broadcast", { message: undefined }, { kind: "end", state: "stopped", reason: "deleted" }],
  ["is cancelled", { broadcast: "cancelled" }, { kind: "end", state: "stopped", reason: "cancelled" }],
  ["is too late", { expiresAt: NOON }, { kind: "end", state: "expired", reason: null }],
  [
    "is too late though paused",
    { expiresAt: NOON, broadcast: "paused" },
    { kind: "end", state: "expired", reason: null },
  ],
  [
    "is paused, for as long as it takes",
    { broadcast: "paused" },
    { kind: "wait", until: UNTIL_RESUMED, reason: "paused" },
  ],
  [
    "waits for the morning",
    { window: QUIET },
    { kind: "wait", until: NOON + 2 * HOUR_MS, reason: "quiet_hours" },
  ],
  ["is a test, for which there is no window", { window: undefined }, { kind: "send" }],
  [
    "is of a journey that was stopped",
    { isUnpublished: true },
    { kind: "end", state: "stopped", reason: "unpublished" },
  ],
  [
    "is about a cart, of which nobody knows yet whether it was bought",
    { message: ABOUT_CART, visitor: { profile: withCart(), server: emptyServerPart }, lagMs: 60_001 },
    { kind: "wait", until: NOON + MINUTE_MS, reason: "ingest_lag" },
  ],
  ["is about something else, however late events are", { lagMs: 3_600_000 }, { kind: "send" }],
  ["is of a broadcast under way", { broadcast: "sending" }, { kind: "send" }],
])("a delivery that %s", (_, changes, expected) => {
  expect(nextOfDelivery(NOON, due(changes))).toEqual(expected);
});

describe("trying again", () => {
  test("takes twice as long each time, up to an hour, and half as long again by chance", () => {
    const waits = (chance: number) =>
      [1, 2, 3, 4, 5, 6, 7].map((attempts) => tryAgainAt(NOON, attempts, chance, undefined)! - NOON);
    expect(waits(0)).toEqual([1, 2, 4, 8, 16, 32, 60].map((minutes) => minutes * MINUTE_MS));
    expect(waits(1)).toEqual([1.5, 3, 6, 12, 24, 48, 90].map((minutes) => minutes * MINUTE_MS));
  });

  test("takes as long as the push service says, and a little more", () => {
    expect(tryAgainAt(NOON, 1, 0, 2 * HOUR_MS)).toBe(NOON + 2 * HOUR_MS);
    expect(tryAgainAt(NOON, 1, 0.5, 2 * HOUR_MS)).toBe(NOON + 2 * HOUR_MS + 15_000);
  });

  test("ends after eight attempts", () => {
    expect(tryAgainAt(NOON, MOST_ATTEMPTS - 1, 0, 0)).toBe(NOON);
    expect(tryAgainAt(NOON, MOST_ATTEMPTS, 0, 0)).toBeUndefined();
  });
});
