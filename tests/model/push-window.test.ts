import { expect, test } from "vitest";
import { USUAL_PUSH } from "../../model/push.ts";
import { nextHour, type PushWindow, whenToSend } from "../../model/push-window.ts";

const at = (text: string) => Date.parse(text);
const window = (more: Partial<PushWindow> = {}): PushWindow => ({
  settings: USUAL_PUSH,
  timeZone: "Europe/Warsaw",
  attentionUntil: 0,
  sentAt: [],
  ...more,
});

test("by day it goes at once", () => {
  const now = at("2026-11-27T12:00:00Z");
  expect(whenToSend(now, window())).toEqual({ at: now });
});

test.each([
  ["late in the evening, until eight in the morning", "2026-11-27T20:30:00Z", "2026-11-28T07:00:00Z"],
  ["before dawn, until eight of the same day", "2026-11-28T03:00:00Z", "2026-11-28T07:00:00Z"],
  [
    "the night in which clocks go back, by the clock of the morning",
    "2026-10-24T22:00:00Z",
    "2026-10-25T07:00:00Z",
  ],
])("in quiet hours it waits: %s", (_, now, then) => {
  expect(whenToSend(at(now), window())).toEqual({ at: at(then), held: "quiet_hours" });
});

test("the hours are those of where the visitor is", () => {
  const now = at("2026-11-27T12:00:00Z");
  expect(whenToSend(now, window({ timeZone: "Asia/Tokyo" }))).toEqual({
    at: at("2026-11-27T23:00:00Z"),
    held: "quiet_hours",
  });
});

test("attention just spent holds it, and quiet hours hold it further", () => {
  const now = at("2026-11-27T19:50:00Z");
  const soon = now + 30 * 60_000;
  expect(whenToSend(now - 3_600_000, window({ attentionUntil: now }))).toEqual({
    at: now,
    held: "attention",
  });
  expect(whenToSend(now, window({ attentionUntil: soon })).held).toBe("quiet_hours");
});

test("after the most of a day the next waits until the first of them is a day old", () => {
  const now = at("2026-11-27T15:00:00Z");
  const sentAt = [at("2026-11-27T09:00:00Z"), at("2026-11-27T13:00:00Z")];
  expect(whenToSend(now, window({ sentAt }))).toEqual({ at: at("2026-11-28T09:00:00Z"), held: "daily_cap" });
  expect(whenToSend(now, window({ sentAt: sentAt.slice(1) }))).toEqual({ at: now });
});

test("equal hours are no quiet hours", () => {
  const now = at("2026-11-28T02:00:00Z");
  const settings = { ...USUAL_PUSH, quiet: { from: 0, until: 0 } };
  expect(whenToSend(now, window({ settings }))).toEqual({ at: now });
});

test("the next hour is found where the visitor is, over a change of clocks too", () => {
  expect(nextHour(at("2026-11-27T12:00:00Z"), 18, "Europe/Warsaw")).toBe(at("2026-11-27T17:00:00Z"));
  expect(nextHour(at("2026-11-27T17:20:00Z"), 18, "Europe/Warsaw")).toBe(at("2026-11-27T17:20:00Z"));
  expect(nextHour(at("2026-03-28T20:00:00Z"), 9, "Europe/Warsaw")).toBe(at("2026-03-29T07:00:00Z"));
});

test("an hour that a day does not have is the next day's", () => {
  expect(nextHour(at("2026-03-29T00:30:00Z"), 2, "Europe/Warsaw")).toBe(at("2026-03-30T00:00:00Z"));
});
