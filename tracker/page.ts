/**
 * Lazy part, loaded beside the first sync: what comes of requests, later page views, engagement, leaving, placements.
 * Exports what `PagePart` in api.ts describes.
 */
import { settle } from "./answer.ts";
import type { MomentsPart, Notice, PagePart } from "./api.ts";
import { forgetAtEdge } from "./first-party.ts";
import { observeEngagement } from "./observe/engagement.ts";
import { onLeaving } from "./observe/leaving.ts";
import { onPageView } from "./observe/page-view.ts";
import { loadMoments } from "./parts.ts";
import { clearSlots, fillFromLast, openSlots } from "./slots.ts";

/** Events and states of the page that may make a micro-moment: only then is that part loaded. */
const COMMERCE = /item|cart/;
const MOMENT_AFTER_MS = 30_000;

export const start: PagePart["start"] = (core) => {
  const waiting: { afterMs: number; then: () => void }[] = [];
  let moments: Promise<MomentsPart> | undefined;
  // A part that cannot be had is not the page's to hear of.
  const withMoments = (then: (part: MomentsPart) => void) => moments?.then(then, () => {});
  const engagement = observeEngagement(core, (state) => {
    for (const wait of waiting.filter(({ afterMs }) => state.engagedMs >= afterMs)) {
      waiting.splice(waiting.indexOf(wait), 1);
      wait.then();
    }
    if (state.engagedMs > MOMENT_AFTER_MS || state.idleMs > MOMENT_AFTER_MS) moments ??= loadMoments();
    withMoments((part) => part.tick(core, state));
  });
  openSlots(core, (seconds, then) => waiting.push({ afterMs: seconds * 1000, then }));
  const [paint] = performance.getEntriesByType("paint");
  fillFromLast(paint?.startTime ?? performance.now());
  onPageView((isRestored) => {
    if (!isRestored) engagement.leave();
    engagement.reset();
    waiting.length = 0;
    core.view();
    if (!isRestored) fillFromLast(performance.now());
  });
  onLeaving(engagement.leave, (isWithinSite) => {
    core.sending.release?.();
    // The next page of this site sends what is written; what may not get written goes now.
    // After what was recorded in this very task has been put in its place.
    queueMicrotask(() => {
      if (!isWithinSite || core.sending.unwritten) core.exchange(true);
    });
  });
  // Another tab's no is this one's at once: what goes out on leaving is composed from memory, and can ask nobody.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "impuls" && newValue && core.stored("secret")) core.allow(+newValue);
  });
  return {
    hear(notice: Notice) {
      if (!("event" in notice)) return;
      const { event } = notice;
      if (COMMERCE.test(event.name)) moments ??= loadMoments();
      withMoments((part) => part.hear(core, event));
    },
    settle: (request) => settle(core, request),
    clear() {
      clearSlots();
      forgetAtEdge(core, import.meta.url);
    },
  };
};
