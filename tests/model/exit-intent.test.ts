/** The rule held to what mouse, fingers and tabs did in Chromium; tests/support/record-exit-traces.ts recorded them. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterSample, beginExit, type ExitSample, type ExitSign } from "../../model/exit-intent.ts";

interface Trace {
  name: string;
  sign: ExitSign | null;
  isTouch: boolean;
  stayedMs: number;
  samples: ExitSample[];
}
const traces: Trace[] = JSON.parse(readFileSync(new URL("./exit-traces.json", import.meta.url), "utf8"));
const says = ({ isTouch, stayedMs, samples }: Trace) =>
  samples.reduce(afterSample, beginExit(samples[0]!.at - stayedMs, isTouch)).sign ?? null;
const leaving = traces.filter(({ sign }) => sign);

describe("a visitor is about to leave", () => {
  test.each(leaving)("$name: $sign", (trace) => expect(says(trace)).toBe(trace.sign));
});
describe("a visitor is not about to leave", () => {
  test.each(traces.filter(({ sign }) => !sign))("$name", (trace) => expect(says(trace)).toBeNull());
});

test("each sign has a trace, for the mouse and for fingers", () => {
  expect(new Set(leaving.map(({ sign }) => sign))).toEqual(new Set(["pointer", "scroll", "return", "idle"]));
});

test.each(leaving.filter(({ sign }) => sign === "pointer"))(
  "help has 40 of its 100 ms left to be drawn: $name",
  ({ samples, isTouch, stayedMs }) => {
    const isOut = samples.findIndex(({ kind }) => kind === "out");
    const left = samples
      .slice(0, isOut + 1)
      .reduce(afterSample, beginExit(samples[0]!.at - stayedMs, isTouch));
    expect(left.goneAt! - samples[isOut]!.at).toBeLessThanOrEqual(60);
  },
);

test("a leap out of the window, from where the mouse had rested, is as fast as any way", () => {
  const rested: ExitSample = { kind: "move", at: 0, x: 640, y: 500 };
  const leapt: ExitSample = { kind: "out", at: 60_000, x: 640, y: -10 };
  const back: ExitSample = { kind: "move", at: 60_050, x: 640, y: 40 };
  const later: ExitSample = { kind: "tick", at: 60_060, idleMs: 60, isCart: true };
  const signOf = (samples: ExitSample[]) => samples.reduce(afterSample, beginExit(0, false)).sign;
  expect(signOf([rested, leapt, later])).toBe("pointer");
  expect(signOf([rested, leapt, back, later])).toBeUndefined();
});

test.each(leaving)("in the first 15 seconds nothing is an exit: $name", (trace) => {
  const lastedMs = trace.samples.at(-1)!.at - trace.samples[0]!.at;
  const early = { ...trace, stayedMs: 14_000 - lastedMs };
  expect(says(early)).toBeNull();
});

test.each(leaving)("a click just before makes it none: $name", (trace) => {
  const samples = trace.samples.flatMap((one): ExitSample[] => [{ kind: "click", at: one.at }, one]);
  expect(says({ ...trace, samples })).toBeNull();
});

test("any clock will do", () => {
  fc.assert(
    fc.property(fc.constantFrom(...traces), fc.integer({ min: -1e12, max: 1e12 }), (trace, shift) => {
      const samples = trace.samples.map((sample) => ({ ...sample, at: sample.at + shift }));
      expect(says({ ...trace, samples })).toBe(trace.sign);
    }),
  );
});

test("once a page: what comes after the sign changes nothing", () => {
  for (const trace of leaving) {
    const twice = [...trace.samples, ...trace.samples.map((one) => ({ ...one, at: one.at + 60_000 }))];
    const state = twice.reduce(afterSample, beginExit(-trace.stayedMs, trace.isTouch));
    expect(afterSample(state, twice[0]!)).toBe(state);
  }
});
