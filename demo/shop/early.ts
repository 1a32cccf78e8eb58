/**
 * Runs before the page is drawn and before the tag: small on purpose. The stub of `impuls` stands here, not in
 * the page, because the shop's Content-Security-Policy forbids inline script.
 */
import { moveDeviceClock } from "./device-clock.ts";
import type { Impuls } from "./impuls.ts";
import { readVisit } from "./kept.ts";

moveDeviceClock();

// The tag reads `arguments` objects from the queue, as gtag.js does.
const queue = function () {
  // biome-ignore lint/complexity/noArguments: what is queued is the arguments object
  queue.q?.push(arguments);
} as Impuls;
queue.q = [];
window.impuls = window.impuls || queue;
window.dataLayer = window.dataLayer || [];

// Said on the root element now, so that an open drawer does not move the page when it is drawn.
if (readVisit("polana_drawer") === "open") document.documentElement.dataset.drawer = "open";
