/** Web push in words: what became of a notification, why it waits, what a broadcast is doing. */
import type { JourneyHeld, Skipped } from "../model/advance.ts";
import type { BroadcastStatus } from "../model/broadcast.ts";
import type { DeliveryReason } from "../model/delivery.ts";
import type { DeliveryState } from "../model/push.ts";
import type { DeliverySums } from "../model/push-report.ts";
import { hrefOf } from "./address.ts";
import type { IconName } from "./components/icon/shapes.ts";
import { sayCount, sayNumber } from "./format.ts";
import { t } from "./words.ts";

interface Words {
  word: string;
  icon: IconName;
  /** What it means, as a sentence. */
  meaning: string;
}

export const DELIVERY_WORDS: Record<DeliveryState, Words> = {
  due: { word: t`Waits`, icon: "clock", meaning: t`It is still to be sent, or is tried again.` },
  sent: {
    word: t`Sent`,
    icon: "arrow-up",
    meaning: t`The push service has taken it. The device has not said yet that it was shown.`,
  },
  shown: { word: t`Shown`, icon: "eye", meaning: t`The device has shown it.` },
  closed: { word: t`Closed`, icon: "close", meaning: t`The visitor has put it away.` },
  clicked: { word: t`Clicked`, icon: "check", meaning: t`The visitor has followed it.` },
  stopped: {
    word: t`Stopped`,
    icon: "minus",
    meaning: t`No longer wanted: ordered, emptied or cancelled meanwhile.`,
  },
  gone: { word: t`Gone`, icon: "door", meaning: t`The browser takes notifications no more.` },
  expired: { word: t`Too late`, icon: "clock", meaning: t`When it could go it was of no use any more.` },
  failed: {
    word: t`Failed`,
    icon: "stop",
    meaning: t`The push service refused it, or did not answer often enough.`,
  },
  held_out: {
    word: t`Held out`,
    icon: "flask",
    meaning: t`Of those who get nothing, so that it can be measured.`,
  },
};

/** Why something waits, was passed over, or how it ended: what the edge notes, in words. A push service's own stand as they are. */
const REASON_WORDS: Record<JourneyHeld | Skipped | DeliveryReason, string> = {
  quiet_hours: t`quiet hours where the visitor is`,
  attention: t`something was seen a short while ago`,
  daily_cap: t`has had the most of a day`,
  ingest_lag: t`until what was last ordered is known`,
  no_subscription: t`takes no notifications`,
  no_code: t`no code was left`,
  paused: t`the broadcast is paused`,
  cancelled: t`the broadcast was cancelled`,
  deleted: t`what sent it was deleted`,
  unpublished: t`its journey was stopped`,
  ordered: t`has ordered meanwhile`,
  emptied: t`has emptied the cart`,
};
export const sayReason = (reason: string): string =>
  (REASON_WORDS as Record<string, string>)[reason] ?? reason;

export const BROADCAST_WORDS: Record<BroadcastStatus, { word: string; icon: IconName; isOn: boolean }> = {
  draft: { word: t`Draft`, icon: "page", isOn: false },
  sending: { word: t`Sending`, icon: "live", isOn: true },
  paused: { word: t`Paused`, icon: "minus", isOn: false },
  cancelled: { word: t`Cancelled`, icon: "stop", isOn: false },
  done: { word: t`Sent`, icon: "check", isOn: true },
};

/** A push service by its host: whose browsers it serves. */
const SERVICES: [end: string, name: string][] = [
  ["fcm.googleapis.com", "Chrome, Opera, Samsung Internet"],
  ["push.services.mozilla.com", "Firefox"],
  ["push.apple.com", "Safari"],
  ["notify.windows.com", t`Edge on Windows`],
];
export const serviceOf = (host: string): string =>
  SERVICES.find(([end]) => host === end || host.endsWith(`.${end}`))?.[1] ?? host;

/** The page of what sent it, `broadcast:ID` or `journey:ID`; undefined of a test. */
export function hrefOfSource(source: string): string | undefined {
  const at = source.indexOf(":");
  const id = source.slice(at + 1);
  if (source.startsWith("broadcast:")) return hrefOf("push", id);
  return source.startsWith("journey:") ? hrefOf("journeys", id) : undefined;
}

/** Counts over all states. A notification that was clicked was shown, and one that was shown was sent. */
export interface Outcome {
  sent: number;
  shown: number;
  clicked: number;
  /** Not sent, and never to be. */
  lost: { state: DeliveryState; count: number }[];
  due: number;
  heldOut: number;
  /** Everybody it was made for, held out ones apart. */
  all: number;
}
const LOST = ["stopped", "gone", "expired", "failed"] as const;

export function outcomeOf(sums: DeliverySums): Outcome {
  const of = (state: DeliveryState) => sums[state] ?? 0;
  const clicked = of("clicked");
  const shown = of("shown") + of("closed") + clicked;
  const sent = of("sent") + shown;
  const lost = LOST.map((state) => ({ state, count: of(state) })).filter(({ count }) => count > 0);
  const due = of("due");
  return {
    sent,
    shown,
    clicked,
    lost,
    due,
    heldOut: of("held_out"),
    all: due + sent + lost.reduce((sum, { count }) => sum + count, 0),
  };
}

/** "12 failed, 3 stopped"; empty where nothing was lost. */
export const sayLost = ({ lost }: Outcome): string =>
  lost
    .map(({ state, count }) => `${sayNumber(count)}\u00a0${DELIVERY_WORDS[state].word.toLowerCase()}`)
    .join(", ");

/** "21:00 to 8:00". */
export const sayHours = ({ from, until }: { from: number; until: number }) => t`${from}:00 to ${until}:00`;

/** What holds for everything that is sent, as a sentence. */
export function sayManners({
  quiet,
  mostPerDay,
}: {
  quiet: { from: number; until: number };
  mostPerDay: number;
}): string {
  const most = t`Nobody gets more than ${sayCount(mostPerDay, "notification")} in 24\u00a0hours`;
  return quiet.from === quiet.until
    ? `${most}.`
    : t`${most}, and none from ${sayHours(quiet)} where they are: what falls into that time waits.`;
}
