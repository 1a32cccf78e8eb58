/**
 * Lazy part, loaded beside the first sync: what comes of requests, later page views, engagement, leaving, placements.
 * Exports what `PagePart` in api.ts describes.
 */
import { guardedKind } from "../model/page-kind.ts";
import { settle } from "./answer.ts";
import type { Notice, PagePart } from "./api.ts";
import { observeEngagement } from "./observe/engagement.ts";
import { onLeaving } from "./observe/leaving.ts";
import { onPageView } from "./observe/page-view.ts";
import { loadMoments } from "./parts.ts";
import { clearSlots, fillFromLast, openSlots } from "./slots.ts";

interface Page {
  impuls: (...call: unknown[]) => void;
}

export const start: PagePart["start"] = (core) => {
  const waiting: { afterMs: number; then: () => void }[] = [];
  const moments = loadMoments();
  const engagement = observeEngagement(core, (state) => {
    for (const wait of waiting.filter(({ afterMs }) => state.engagedMs >= afterMs)) {
      waiting.splice(waiting.indexOf(wait), 1);
      wait.then();
    }
    moments.then((part) => part?.tick(core, state));
  });
  // Nothing may be drawn before it is known whether this is a cart or checkout.
  const noticeKind = () => {
    core.sending.pageKind = guardedKind(location.pathname + location.search);
  };
  noticeKind();
  openSlots(core, (seconds, then) => waiting.push({ afterMs: seconds * 1000, then }));
  const [paint] = performance.getEntriesByType("paint");
  fillFromLast(paint?.startTime ?? performance.now());
  onPageView((isRestored) => {
    if (!isRestored) engagement.leave();
    engagement.reset();
    waiting.length = 0;
    noticeKind();
    core.view();
    if (!isRestored) fillFromLast(performance.now());
  });
  onLeaving(engagement.leave, (isWithinSite) => {
    core.sending.release?.();
    // The next page of this site sends what is written; what may not get written goes now.
    if (!isWithinSite || core.sending.unwritten) core.exchange(true);
  });
  // Another tab's no is this one's at once: what goes out on leaving is composed from memory, and can ask nobody.
  addEventListener("storage", ({ key }) => {
    if (key === "impuls" && core.stored("secret")) (window as unknown as Page).impuls("consent", {});
  });
  return {
    hear(notice: Notice) {
      if ("event" in notice) moments.then((part) => part?.hear(core, notice.event));
    },
    settle: (request) => settle(core, request),
    clear() {
      clearSlots();
      try {
        // Written and gone again: the other tabs hear of it, nothing stays.
        localStorage.impuls = "";
        delete localStorage.impuls;
      } catch {
        // Where storage is closed no other tab has kept anything either.
      }
    },
  };
};
