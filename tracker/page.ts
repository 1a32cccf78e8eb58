/**
 * Lazy part, loaded beside the first sync: what comes of requests, later page views, engagement, leaving, placements.
 * Exports what `PagePart` in api.ts describes.
 */

import { MEASURE } from "../model/consent.ts";
import { guardedKind, taggedKind } from "../model/page-kind.ts";
import { failures, settle } from "./answer.ts";
import type { PagePart, TriggersPart, VitalsPart } from "./api.ts";
import { observeEngagement } from "./observe/engagement.ts";
import { whenIdle } from "./observe/idle.ts";
import { onLeaving } from "./observe/leaving.ts";
import { onPageView } from "./observe/page-view.ts";
import { loadCommerce, loadFirstParty, loadSubscription, loadTriggers, loadVitals } from "./parts.ts";
import { holdFor, letGo, NEXT_PAGE_MS } from "./patience.ts";
import type { PushKept } from "./push-edge.ts";
import { clearSlots, exposures, fillFromLast, openSlots } from "./slots.ts";

/** Events of so long share a transaction: a tab that is killed takes no more with it. */
const WRITE_MS = 250;

export const start: PagePart["start"] = (core) => {
  /** Then there may be no later. */
  let isGoing = document.hidden;
  /** Writes of events under way. */
  let unwritten = 0;
  let isGathering = false;
  const write = () => {
    isGathering = false;
    unwritten++;
    core.save().then(() => unwritten--);
  };
  /** Names of what is told before the commerce part is there: the shop's own word, for nobody else is listened to yet. */
  const early: Record<string, unknown> = {};
  core.sending.gather = (_, name) => {
    early[name] = 1;
    // Orders and carts may not be lost, moments are rare, and a request that is held waits for what this makes.
    if (isGoing || core.sending.isHeld || /purchase|cart|moment/.test(name)) queueMicrotask(write);
    else if (!isGathering) {
      isGathering = true;
      setTimeout(write, WRITE_MS);
    }
  };
  let triggers: Promise<TriggersPart | undefined> | undefined;
  let vitals: VitalsPart | undefined;
  // Without it, as when the network fails, the page does what else it can.
  const commerce = loadCommerce().then((part) => {
    part?.start(core, early);
    return part;
  });
  const engagement = observeEngagement(core, (state) => {
    // In view still, so the page is not going after all.
    isGoing = false;
    triggers?.then((part) => part?.tick(state));
    commerce.then((part) => part?.tick(state));
  });
  // Nothing may be drawn before it is known whether this is a cart or checkout.
  const noticeKind = () => {
    const address = location.pathname + location.search;
    core.sending.pageKind = taggedKind(core.setting("pages"), address) ?? guardedKind(address);
  };
  noticeKind();
  // A request went out before that was known, and may have been answered with an offer.
  let isBlind: unknown = core.sending.release && core.sending.pageKind;
  openSlots(core, async (waits) => {
    triggers ??= loadTriggers();
    (await triggers)?.wait(core, waits);
  });
  if (core.stored<PushKept>("push")?.endpoint)
    whenIdle(async () => (await loadSubscription())?.reconcile(core));
  const [paint] = performance.getEntriesByType("paint");
  fillFromLast(paint?.startTime ?? performance.now());
  const isMeasured = () => core.stored<number>("consent")! & MEASURE;
  const measure = async () => {
    if (isMeasured()) vitals = await loadVitals();
  };
  const leave = () => {
    engagement.leave();
    if (isMeasured()) vitals?.tell(core, exposures);
    isGoing = true;
    write();
  };
  onPageView((isRestored) => {
    if (!isRestored) leave();
    // It is here, and no other page is on its way.
    if (!failures) letGo(core);
    engagement.reset();
    noticeKind();
    core.view();
    if (!isRestored) fillFromLast(performance.now());
  });
  const depart = (isWithinSite: boolean) => {
    leave();
    if (isWithinSite && !core.sending.isHeld) holdFor(core, NEXT_PAGE_MS);
  };
  onLeaving(depart, (isWithinSite) => {
    // What came while the next page was on its way is not worth a request, or a write that keeps this one from coming back.
    if (isWithinSite) write();
    else leave();
    core.sending.release?.();
    // The next page of this site sends what is written; what may not get written goes now.
    // After what was recorded in this very task has been put in its place.
    queueMicrotask(() => {
      if (!isWithinSite || unwritten) core.exchange(true);
    });
  });
  // Another tab's no is this one's at once: what goes out on leaving is composed from memory, and can ask nobody.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "impuls" && newValue && core.stored("secret")) core.allow(+newValue);
  });
  return {
    hear({ event }) {
      if (!event) return;
      // Written, so the consent that was remembered before it can be read.
      if (event.name === "page_view") whenIdle(measure);
      triggers?.then((part) => part?.hear(event));
      commerce.then((part) => part?.hear(event));
    },
    settle(request) {
      const isForOther = request.isLeaving || isBlind;
      if (isBlind) core.syncIn(0);
      isBlind = false;
      return settle(core, { ...request, isLeaving: isForOther });
    },
    empty() {
      clearSlots();
      loadSubscription().then((part) => part?.withdraw(core));
      const credentials = core.setting("credentials") as RequestCredentials | null;
      if (credentials) loadFirstParty().then((part) => part?.forgetAtEdge(core.site, credentials));
    },
  };
};
