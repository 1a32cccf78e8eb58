import { expect, test } from "vitest";
import { afterAttempt, RETRIES_MS } from "../../model/webhook.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const answered = (status: number, retryAfter: string | null = null) => ({ status, retryAfter });
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

test.each([
  ["200", answered(200), 0, { state: "sent", reason: null }],
  ["204", answered(204), 3, { state: "sent" }],
  ["302, which is not followed", answered(302), 0, { state: "due", dueAt: NOW + 5 * SECOND }],
  ["400", answered(400), 1, { state: "due", dueAt: NOW + 300 * SECOND }],
  ["410", answered(410), 0, { state: "failed", isUnwanted: true }],
  ["429 with seconds", answered(429, "120"), 0, { state: "due", dueAt: NOW + 120 * SECOND }],
  ["503 with less than the schedule", answered(503, "1"), 1, { dueAt: NOW + 300 * SECOND }],
  [
    "503 with a date",
    answered(503, new Date(NOW + HOUR).toUTCString()),
    0,
    { state: "due", dueAt: NOW + HOUR },
  ],
  ["503 with a year", answered(503, "31536000"), 0, { dueAt: NOW + 24 * HOUR }],
  ["503 with nonsense", answered(503, "soon"), 0, { dueAt: NOW + 5 * SECOND }],
  ["no answer", { error: "timed out" }, 0, { state: "due", status: null, reason: "timed out" }],
  ["500 at the last attempt", answered(500), RETRIES_MS.length, { state: "failed", isUnwanted: false }],
] as const)("a message answered with %s", (_, answer, attempts, expected) => {
  expect(afterAttempt(answer, attempts, NOW)).toMatchObject(expected);
});

test("ten attempts take three days, as the specification suggests", () => {
  expect(RETRIES_MS).toHaveLength(9);
  expect(RETRIES_MS.reduce((sum, wait) => sum + wait)).toBe(((75 * 60 + 35) * 60 + 5) * SECOND);
});
