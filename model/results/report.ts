/** What GET /api/campaigns/:id/results and GET /api/campaign-results answer. Money in minor units of the site's currency. */
import type { Attribution } from "../campaign.ts";
import type { Fatigue, Showing } from "./fatigue.ts";
import type { GoalResult } from "./goal.ts";
import type { Interval } from "./interval.ts";

/**
 * Where the comparison stands. `no_holdout`: nobody is held out, so there is nothing to compare with. `too_few`: buyers on a
 * side, so no interval is told. `undecided`: the interval holds 0.
 */
export type Verdict = "no_holdout" | "nobody_yet" | "too_few" | "undecided" | "more" | "less";

/** What a campaign added: over those held out, for all who were shown it. */
export interface Added {
  /** In all, minor units; null while the verdict is none of the last three. */
  addedMinor: Interval | null;
  verdict: Verdict;
  /** Until it is told from nothing, were it as large as it looks: 0 where it is; null: not within a year, or nobody comes. */
  weeks: number | null;
}

export interface ResultArm {
  /** A variant's id, or one of the arms of split.ts. */
  arm: string;
  /** First shown it, or held out, in this arm; a customer with several browsers is one, in the arm of the first. */
  visitors: number;
  /** Share of the visitors that was to come here. */
  share: number;
  buyers: number;
  orders: number;
  /** Ordered after the first exposure, less what was given back. */
  revenueMinor: number;
  /** What a visitor brings more than one held out; of a variant, where both sides have enough buyers. */
  overHeldOut: Interval | null;
  /** What a visitor brings more than one of the first variant; of the others, where both sides have enough buyers. */
  overFirst: Interval | null;
}

export interface ListedResult extends Added {
  campaign: string;
}

export interface ResultList {
  currency: string;
  /** By campaign; none of those never shown. */
  campaigns: ListedResult[];
  /** All campaigns together, over those who are held out of all. */
  all: Added;
  /**
   * Ids that campaigns have had, of those deleted too, each with the variants that somebody has met. What was given one of them
   * again would begin with the former one's figures, caps and answers.
   */
  used: Record<string, string[]>;
}

/** What a simulation knows of a campaign that its visitors met, and no shop can. */
export interface Truth {
  /** What the campaign really added, minor units of the site's currency. */
  addedMinor: number;
  /** By how much seeing it really raised the probability of an order, 0 to 1. */
  effect: number;
}

export interface CampaignResults extends Added {
  /** What it is for, and who has done that. */
  goal: GoalResult;
  currency: string;
  /** The first day it was shown or held out, as it is split now; null: not yet. */
  since: string | null;
  arms: ResultArm[];
  /** First shown it, or held out, under other shares, or in an arm that is no longer one: not compared. */
  formerVisitors: number;
  /** The same with nobody counted for more than `capMinor`; null where no interval is told. */
  capped: { capMinor: number; addedMinor: Interval } | null;
  /** Orders without a rate into the site's currency: in no figure here. */
  leftOut: number;
  /** Credited to it, whatever would have been ordered anyway. */
  attributed: {
    windows: Attribution;
    click: { orders: number; revenueMinor: number };
    view: { orders: number; revenueMinor: number };
  };
  /** What a visitor who was shown it brings more than one held out, as it was known at the end of each day; oldest first. */
  settling: { day: string; eachMinor: Interval }[];
  /** Visitors do not arrive in the shares they are split by. */
  isSplitOff: boolean;
  /** Click rate by how often a visitor has seen it. */
  showings: Showing[];
  fatigue: Fatigue | null;
  /** Of a local run's simulated visitors; null: nobody knows it, as in every real shop. */
  truth: Truth | null;
  /** Edge time, epoch ms. */
  now: number;
}
