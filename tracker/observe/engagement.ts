/**
 * Engaged time and depth. A second counts while the page is visible and either has the focus or has had input
 * (pointer or touch, key, scroll, coming back to the tab) within the last 5 s; and at most 60 s after the last input, so that a page
 * left open on a desk does not go on being read. Looked at once a second; a tick that comes late, after sleep or
 * throttling, counts for 2 s at most.
 */
import type { Core, Engagement } from "../api.ts";
import { pagePath } from "./page.ts";

const TICK_MS = 1000;
const LATE_TICK_MS = 2000;
const INPUT_COUNTS_MS = 5000;
const UNATTENDED_MS = 60_000;
/** Less than this is not worth an event. */
const WORTH_MS = 1000;

/** `ticked` hears the state once a second while the page is visible. */
export function observeEngagement(core: Core, ticked: (state: Engagement) => void) {
  let path = pagePath();
  let engagedMs = 0;
  let reportedMs = 0;
  let scrollShare = 0;
  let tickedAt = performance.now();
  let inputAt = tickedAt;

  const touched = () => {
    inputAt = performance.now();
  };
  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "visibilitychange"])
    addEventListener(kind, touched, { passive: true, capture: true });

  const count = () => {
    const now = performance.now();
    const passedMs = Math.min(now - tickedAt, LATE_TICK_MS);
    const idleMs = now - inputAt;
    tickedAt = now;
    if (document.visibilityState !== "visible") return;
    const { scrollHeight } = document.documentElement;
    scrollShare = Math.max(scrollShare, Math.min(1, (scrollY + innerHeight) / scrollHeight));
    if (idleMs < INPUT_COUNTS_MS || (document.hasFocus() && idleMs < UNATTENDED_MS)) engagedMs += passedMs;
    ticked({ path, engagedMs, scrollShare, idleMs });
  };
  setInterval(count, TICK_MS);

  return {
    /** Records what was engaged since the last report. */
    leave(): void {
      const fresh = Math.round(Math.min(engagedMs - reportedMs, 3_600_000));
      if (fresh < WORTH_MS) return;
      reportedMs = engagedMs;
      const props = { path, engagedMs: fresh, scrollShare: +scrollShare.toFixed(2) };
      core.record("user_engagement", props, { withinMs: Infinity });
    },
    /** Another page view: everything from nought. */
    reset(): void {
      path = pagePath();
      engagedMs = reportedMs = scrollShare = 0;
      tickedAt = inputAt = performance.now();
    },
  };
}
