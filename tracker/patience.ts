/** Nothing is sent for a while: after a failure, or because the next page of this site is about to send for this one. */
import type { Core } from "./api.ts";

/**
 * What can wait is given so long to go with the request of the next page of this site: products looked at and moments, and
 * all there is once that page is on its way. The dashboard's live view shows a click within 2 s.
 */
export const NEXT_PAGE_MS = 2000;

let timer: ReturnType<typeof setTimeout>;

/** In place of an earlier hold. What was planned meanwhile goes out at its end. */
export function holdFor(core: Core, ms: number): void {
  letGo(core);
  core.sending.isHeld = true;
  timer = setTimeout(() => {
    letGo(core);
    core.syncIn(0);
  }, ms);
}

/** Ends a hold, for somebody who is about to send. */
export function letGo({ sending }: Core): void {
  clearTimeout(timer);
  sending.isHeld = false;
}
