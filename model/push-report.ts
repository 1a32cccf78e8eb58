/** What the dashboard shows of web push and journeys: answers of /api. */
import type { Broadcast, BroadcastStatus } from "./broadcast.ts";
import type { Journey } from "./journey.ts";
import type { DeliveryState, PushSettings } from "./push.ts";

/** How many stand in each state; a state that is not there has none. */
export type DeliverySums = Partial<Record<DeliveryState, number>>;

export interface SavedBroadcast {
  broadcast: Broadcast;
  status: BroadcastStatus;
  /** Epoch ms. */
  updatedAt: number;
  startedAt: number | null;
  /** Everybody has been looked at; what waits for its hour may still go. */
  finishedAt: number | null;
  sums: DeliverySums;
}
/** GET /api/broadcasts: last changed first. */
export interface BroadcastList {
  broadcasts: SavedBroadcast[];
}
/** GET /api/broadcasts/:id. */
export interface BroadcastReport extends SavedBroadcast {
  variants: Record<string, DeliverySums>;
}
/** POST /api/broadcast-size, of `segmentsIn`, `segmentsOut` and `holdoutShare`. */
export interface BroadcastSize {
  /** Everybody with a subscription. */
  subscribers: number;
  /** Of them those it is for, held out ones among them; from a sample where `isExact` is false, then with its interval. */
  members: number;
  between: [number, number];
  isExact: boolean;
}

/** GET /api/deliveries?source=…&state=…&visitor=…&before=…: newest first. */
export interface DeliveryList {
  deliveries: {
    id: string;
    visitor: string;
    source: string;
    /** Name of the broadcast or journey; its id where it is gone. */
    name: string;
    step: string;
    state: DeliveryState;
    /** Epoch ms. */
    madeAt: number;
    dueAt: number;
    sentAt: number | null;
    shownAt: number | null;
    clickedAt: number | null;
    attempts: number;
    /** Last HTTP status of the push service. */
    status: number | null;
    reason: string | null;
  }[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

/** GET /api/push. */
export interface PushOverview {
  settings: PushSettings;
  subscribers: number;
  /** By push service: host name to subscriptions. */
  services: Record<string, number>;
  /** What devices told in the last 30 days of being asked: event.ts PERMISSION_STATES to how often. */
  permissions: Record<string, number>;
  /** Newest first. */
  keys: { id: string; madeAt: number; subscriptions: number }[];
}

/** GET /api/journeys: by name. */
export interface JourneyList {
  journeys: SavedJourney[];
}
export interface SavedJourney {
  journey: Journey;
  /** Epoch ms. */
  updatedAt: number;
  /** `enrolled`, `step:ID` (how many came to it), `ended:HOW`. */
  sums: Record<string, number>;
  /** How many are under way. */
  waiting: number;
}
/** GET /api/journeys/:id. */
export interface JourneyReport extends SavedJourney {
  /** Of its notifications, by step. */
  deliveries: Record<string, DeliverySums>;
  /** How many stand at each step now. */
  waitingAt: Record<string, number>;
}
/** GET /api/journeys/:id/enrolments?step=…&after=…: who is due first. */
export interface EnrolmentList {
  enrolments: {
    visitor: string;
    step: string;
    /** Epoch ms. */
    triggeredAt: number;
    dueAt: number;
    /** Why it waits longer than its step says; null where it does not. */
    held: string | null;
  }[];
  next: string | null;
}
