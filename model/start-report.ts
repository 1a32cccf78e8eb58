/** What the start guide knows: who has knocked, and which steps are done. All of it is read from the site's own state. */
import type { Arrival } from "./arrival.ts";
import type { TagLook } from "./tag-look.ts";

export interface StartReport {
  /** Latest first. */
  arrivals: Arrival[];
  /** Origins the site has named; none: any may send. */
  origins: string[];
  /** True once an event was counted. */
  hasEvents: boolean;
  /** Epoch ms of the newest batch of events; 0 where none is kept. */
  lastEventAt: number;
  segments: number;
  /** Campaigns and journeys that are live. */
  live: number;
  /** Epoch ms of the latest news of orders from the shop itself, not from its pages; null: none yet. */
  ordersAt: number | null;
  /** Browsers that take notifications. */
  subscribers: number;
  /** Keys of the shop's servers. */
  keys: number;
  /** Epoch ms. */
  now: number;
}

/** What a page of the shop says of the tag. */
export interface PageLook extends TagLook {
  url: string;
}
