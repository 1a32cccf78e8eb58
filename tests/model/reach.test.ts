import { describe, expect, test } from "vitest";
import { CHANNELS, type Channel } from "../../model/channel.ts";
import { MEASURE, PERSONALISE, PUSH } from "../../model/consent.ts";
import { USUAL_PUSH } from "../../model/push.ts";
import { type ReachFacts, reachOf } from "../../model/reach.ts";

const NOON = Date.parse("2026-11-27T11:00:00Z");
const NIGHT = Date.parse("2026-11-27T22:30:00Z");
const facts = (changes: Partial<ReachFacts> = {}): ReachFacts => ({
  consent: MEASURE | PERSONALISE | PUSH,
  isHeldOut: false,
  isSubscribed: true,
  contacts: new Set(["email", "tel"]),
  settings: USUAL_PUSH,
  timeZone: "Europe/Warsaw",
  attentionUntil: 0,
  sentAt: [],
  lastAt: {},
  ...changes,
});
/** What stands in the way of each channel; those that are free are left out. */
const obstacles = (changes: Partial<ReachFacts>, now = NOON) =>
  Object.fromEntries(
    Object.entries(reachOf(facts(changes), now))
      .filter(([, { mayUse }]) => !mayUse)
      .map(([channel, { obstacle }]) => [channel, obstacle]),
  );
const all = (obstacle: string) => Object.fromEntries(CHANNELS.map((channel) => [channel, obstacle]));

describe("who", () => {
  test.each<[string, Partial<ReachFacts>, Partial<Record<Channel, string>>]>([
    ["consented to all, by day, may be reached by all", {}, {}],
    ["consented to being measured alone", { consent: MEASURE }, { on_site: "consent", push: "consent" }],
    ["takes no notifications", { isSubscribed: false }, { push: "subscription" }],
    ["left no address", { contacts: new Set(["tel"]) }, { email: "consent" }],
    ["left no number", { contacts: new Set(["email"]) }, { sms: "consent", call: "consent" }],
    ["is held out", { isHeldOut: true }, all("holdout")],
    ["was spoken to just now", { attentionUntil: NOON + 60_000 }, all("attention")],
    ["had two notifications today", { sentAt: [NOON - 7_200_000, NOON - 3_600_000] }, { push: "daily_cap" }],
  ])("%s", (_, changes, expected) => {
    expect(obstacles(changes)).toEqual(expected);
  });

  test("sleeps is not rung out of bed; a letter and the shop's own page wake nobody", () => {
    expect(obstacles({}, NIGHT)).toEqual({ push: "quiet_hours", sms: "quiet_hours", call: "quiet_hours" });
  });
});

test("from when is said where the clock alone is in the way, and of what no waiting mends it is not", () => {
  const { push, email } = reachOf(facts({ contacts: new Set(), lastAt: { push: 7 } }), NIGHT);
  expect(push).toEqual({
    mayUse: false,
    obstacle: "quiet_hours",
    until: Date.parse("2026-11-28T07:00:00Z"),
    lastAt: 7,
  });
  expect(email).toEqual({ mayUse: false, obstacle: "consent", until: null, lastAt: null });
});
