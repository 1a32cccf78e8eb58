/** What came of asking for notifications, in words. Apart, since every timeline says it. */
import type { PERMISSION_STATES } from "../model/event.ts";

export const PERMISSION_WORDS: Record<(typeof PERMISSION_STATES)[number], { word: string; meaning: string }> =
  {
    granted: { word: "Said yes", meaning: "To us and to the browser." },
    declined: {
      word: "Not now",
      meaning: "A no to our own question. Asked again after 30 days, and never a third time.",
    },
    dismissed: { word: "No answer", meaning: "The browser’s question was put away." },
    denied: { word: "Blocked", meaning: "A no to the browser’s question: never asked again." },
    needs_home_screen: {
      word: "Needs the Home Screen",
      meaning: "On iOS: the hint how to put the shop there was shown.",
    },
    unsupported: { word: "Cannot", meaning: "The browser has no notifications." },
    no_worker: { word: "No service worker", meaning: "The shop does not serve it from its own address." },
    withdrawn: { word: "Taken back", meaning: "Allowed once, and switched off in the browser." },
  };
