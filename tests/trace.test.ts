import { expect, test } from "vitest";
import { scriptTimeIn } from "../bench/trace.ts";

const MAIN = { pid: 1, tid: 1 };
const ran = (name: string, ts: number, dur: number, more: object = {}) => ({
  ...{ ...MAIN, name, ph: "X", ts: ts * 1000, dur: dur * 1000 },
  ...more,
});
const timesOf = (...events: object[]) => {
  const shows = (url: string, thread: object) =>
    ran("CommitLoad", 0, 0, { ...thread, args: { data: { url } } });
  const traceEvents = [shows("http://shop/", MAIN), shows("chrome://new-tab", { pid: 3 }), ...events];
  return scriptTimeIn(Buffer.from(JSON.stringify({ traceEvents })), "http://shop/");
};

test("script within script is counted once, and what is no script is not", () => {
  expect(
    timesOf(
      ran("RunTask", 0, 30),
      ran("FunctionCall", 5, 10),
      ran("Layout", 6, 4),
      ran("FunctionCall", 7, 2),
      ran("Layout", 20, 9),
    ),
  ).toEqual({ scriptMs: 10, longestMs: 10 });
});

test("the longest is what runs in one task, in however many pieces", () => {
  expect(
    timesOf(
      ran("RunTask", 0, 30),
      ran("EvaluateScript", 1, 8),
      ran("RunMicrotasks", 10, 4),
      ran("RunTask", 40, 20),
      ran("FunctionCall", 41, 9),
    ),
  ).toEqual({ scriptMs: 21, longestMs: 12 });
});

test("processor time counts, not the time in which others had the processor; other threads and pages do not count", () => {
  expect(
    timesOf(
      ran("FunctionCall", 0, 30, { tdur: 6000 }),
      ran("FunctionCall", 0, 50, { tid: 2 }),
      ran("FunctionCall", 0, 50, { pid: 3 }),
    ),
  ).toEqual({ scriptMs: 6, longestMs: 6 });
});
