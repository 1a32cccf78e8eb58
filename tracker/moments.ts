/**
 * Lazy part, loaded once recording is allowed: later page views, engagement, leaving, placements, micro-moments.
 * Exports what `MomentsPart` in api.ts describes.
 */
import { emptyHistory, type History, recognise, type Signal } from "../model/micro-moment.ts";
import type { Core, KeptDecision, MomentsPart } from "./api.ts";
import { keepRecent, signalsOf } from "./observe/commerce.ts";
import { type Engagement, observeEngagement } from "./observe/engagement.ts";
import { onLeaving } from "./observe/leaving.ts";
import { pageKind } from "./observe/page.ts";
import { onPageView } from "./observe/page-view.ts";
import { clearSlots, fill, fillFromLast, openSlots } from "./slots.ts";

export const start: MomentsPart["start"] = (core, decisions) => {
  const waiting: { afterMs: number; then: () => void }[] = [];
  const engagement = observeEngagement(core, (state) => {
    for (const wait of waiting.filter(({ afterMs }) => state.engagedMs >= afterMs)) {
      waiting.splice(waiting.indexOf(wait), 1);
      wait.then();
    }
    raise(core, momentSignals(state));
  });
  openSlots(core, (seconds, then) => waiting.push({ afterMs: seconds * 1000, then }));
  fillFirst(decisions);
  onPageView((isRestored) => {
    if (!isRestored) engagement.leave();
    engagement.reset();
    waiting.length = 0;
    core.view();
    if (!isRestored) fillFromLast(performance.now());
  });
  onLeaving(engagement.leave, (isWithinSite) => {
    core.release();
    if (!isWithinSite) core.exchange(true);
  });
  return {
    hear(notice) {
      if (!("event" in notice)) return;
      keepRecent(core, notice.event);
      raise(core, signalsOf(core, notice.event));
    },
    fill,
    clear: clearSlots,
  };
};

/** The last decisions at once, the answer's beside them where it was quicker than this part. */
function fillFirst(decisions: KeptDecision[] | undefined): void {
  const [paint] = performance.getEntriesByType("paint");
  fillFromLast(paint?.startTime ?? performance.now());
  if (decisions) fill(decisions);
}

function momentSignals({ path, engagedMs, scrollShare, idleMs }: Engagement): Signal[] {
  const at = Date.now();
  const signals: Signal[] = [{ kind: "engagement", at, path, engagedMs, scrollShare }];
  if (pageKind() === "cart") signals.push({ kind: "cart_idle", at, idleMs });
  return signals;
}

/** Folds signals into the history kept on the device and records the moments they make. */
function raise(core: Core, signals: Signal[]): void {
  const isNews = (history: History) => signals.some((signal) => recognise(history, signal).moments.length);
  // Most ticks change nothing and are not worth a transaction.
  const isTick = signals[0]?.kind === "engagement";
  if (!signals.length || (isTick && !isNews(core.stored("moments") ?? emptyHistory()))) return;
  let moments: object[] = [];
  core
    .transact(["moments"], ([kept]) => {
      let history = (kept ?? emptyHistory()) as History;
      moments = [];
      for (const signal of signals) {
        const result = recognise(history, signal);
        history = result.history;
        moments.push(...result.moments);
      }
      return [["moments", history]];
    })
    .then(() => {
      for (const moment of moments) core.record("micro_moment", moment);
    });
}
