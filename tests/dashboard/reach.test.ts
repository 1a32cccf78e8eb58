import { expect, test } from "vitest";
import { sayObstacle, sayPreference } from "../../dashboard/pages/visitor/reach-words.ts";
import type { ChannelReach } from "../../model/reach.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const blocked = (changes: Partial<ChannelReach>): ChannelReach => ({
  mayUse: false,
  obstacle: "consent",
  until: null,
  lastAt: null,
  ...changes,
});

test.each([
  [blocked({}), "No consent on record"],
  [blocked({ obstacle: "quiet_hours", until: NOW + 3_600_000 }), "Quiet hours where they are, until 14:00"],
  [{ mayUse: true, obstacle: null, until: null, lastAt: null }, ""],
])("what is in the way is said with its end, where it has one: %o", (reach, expected) => {
  expect(sayObstacle(reach, "Europe/Warsaw", NOW)).toBe(expected);
});

test.each([
  ["declared", "as they said themselves"],
  ["response", "3 responses to 12\u00a0contacts"],
  ["usual", "the shop’s usual one: no other was tried often enough"],
] as const)("a preference that is %s has its reason", (by, expected) => {
  expect(sayPreference({ channel: "push", by, tries: 12, responses: 3 })).toBe(expected);
});
