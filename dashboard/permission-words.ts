/** What came of asking for notifications, in words. Apart, since every timeline says it. */
import type { PERMISSION_STATES } from "../model/event.ts";
import { t } from "./words.ts";

export const PERMISSION_WORDS: Record<(typeof PERMISSION_STATES)[number], { word: string; meaning: string }> =
  {
    granted: { word: t`Said yes`, meaning: t`To us and to the browser.` },
    declined: {
      word: t`Not now`,
      meaning: t`A no to our own question. Asked again after 30 days, and never a third time.`,
    },
    dismissed: { word: t`No answer`, meaning: t`The browser’s question was put away.` },
    denied: { word: t`Blocked`, meaning: t`A no to the browser’s question: never asked again.` },
    needs_home_screen: {
      word: t`Needs the Home Screen`,
      meaning: t`On iOS: the hint how to put the shop there was shown.`,
    },
    unsupported: { word: t`Cannot`, meaning: t`The browser has no notifications.` },
    no_worker: { word: t`No service worker`, meaning: t`The shop does not serve it from its own address.` },
    withdrawn: { word: t`Taken back`, meaning: t`Allowed once, and switched off in the browser.` },
  };
