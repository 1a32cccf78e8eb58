/** Chromium's own record of a page's main thread: how much script ran, and how much of it in one task. */

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Processor time of the thread: what others on this machine take from it is not in there. */
  tdur?: number;
  args?: { data?: { url?: string } };
}

/** What Playwright is to ask Chromium to record. */
export const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8"];

/** Compiling and running script; what script makes the page do at once, such as layout, is inside. */
const SCRIPT = new Set([
  "EvaluateScript",
  "FunctionCall",
  "RunMicrotasks",
  "v8.compile",
  "v8.compileModule",
  "v8.evaluateModule",
  "v8.produceCache",
]);

export interface ScriptTime {
  /** All script, ms of processor time. */
  scriptMs: number;
  /** The most of it in one task. */
  longestMs: number;
}

/** Of the thread that shows `url`: the browser's own new tab, say, is a page in a process beside it. */
export function scriptTimeIn(trace: Buffer, url: string): ScriptTime {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === "CommitLoad" && args?.data?.url === url).map(threadOf),
  );
  let scriptMs = 0;
  let longestMs = 0;
  for (const [thread, events] of Map.groupBy(traceEvents, threadOf)) {
    if (!mains.has(thread)) continue;
    let taskEnd = 0;
    let inTaskMs = 0;
    let scriptEnd = 0;
    for (const { name, ts, dur = 0, tdur = dur } of events
      .filter(({ ph }) => ph === "X")
      .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
      if (name === "RunTask" && ts >= taskEnd) {
        taskEnd = ts + dur;
        inTaskMs = 0;
      }
      // What runs within script that is counted already is part of it.
      if (!SCRIPT.has(name) || ts < scriptEnd) continue;
      scriptEnd = ts + dur;
      scriptMs += tdur / 1000;
      inTaskMs += tdur / 1000;
      longestMs = Math.max(longestMs, inTaskMs);
    }
  }
  return { scriptMs, longestMs };
}
