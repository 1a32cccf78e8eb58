/** What the routes of customer value answer. Money in minor units of `currency`, the site's. */
import type { PeriodValue } from "./buyer-value.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Attention } from "./value.ts";
import type { ValueFit } from "./value-fit.ts";
import type { ValueSettings } from "./value-settings.ts";

/** A kept period as a whole. */
export interface PeriodStanding {
  months: number;
  /** Who paid or was served in it. */
  buyers: number;
  orders: number;
  revenueMinor: number;
  /** Revenue less service. */
  netMinor: number;
  /** What those bring together who bring something after service. */
  gainMinor: number;
  /** How many are worth a day: the few who bring four fifths of the gain. */
  day: number;
  /** The last of them; null where nobody brings anything. */
  lastOfDay: { minor: number; who: string } | null;
  /** How many bring nothing after service. */
  selfService: number;
}

/** Stages in which a buyer can be, by their orders. */
export type BuyerStage = Extract<Lifecycle, "first_purchase" | "returning" | "inactive">;

export interface RankedBuyer {
  /** `c:` and the shop's id of a customer, or `v:` and a visitor's id. */
  who: string;
  /** In the period. */
  orders: number;
  revenueMinor: number;
  /** Null where they neither paid nor were served in it. */
  netMinor: number | null;
  /** In the next 52 weeks; within a fiftieth of what was reckoned last. Null while there is no model. */
  expectedMinor: number | null;
  /** The chance that they are still a customer, 0 to 100; within 2. */
  alivePercent: number | null;
  /** Epoch ms. */
  lastOrderAt: number;
  /** One of theirs who has been here; null where no browser is known. */
  visitor: string | null;
}

/** GET /api/value?months=12&by=net&attention=day&segment=champions&stage=returning&member=SEGMENT&after=CURSOR: greatest first, 50 a page. */
export interface ValueRanking {
  rows: (RankedBuyer & {
    /** Place in the list asked for, from 1. */
    rank: number;
    /** Average of their orders in the period; 0 without one. */
    averageOrderMinor: number;
    /** Null where they neither paid nor were served in the period. */
    attention: Attention | null;
  })[];
  next: string | null;
  /** Null until it was first reckoned. */
  standing: PeriodStanding | null;
  /** Periods that are kept, months. */
  periods: number[];
  currency: string;
  now: number;
}

/** GET /api/value/model: how values come about, and how far to trust them. */
export interface ValueHealth {
  /** Null before the first hour. */
  fit: ValueFit | null;
  /** Values are being written: the ranking still has some from before. */
  isWriting: boolean;
  /** Entries of service time, and minutes of all. */
  service: { entries: number; minutes: number };
  settings: ValueSettings;
  currency: string;
  now: number;
}

/** GET /api/value/buyers/:who?weeks=52&months=12: one buyer, reckoned from their orders and the newest model. */
export interface BuyerValue {
  who: string;
  /** The last so many months. */
  period: PeriodValue & { averageOrderMinor: number; attention: Attention | null };
  /** Null before their first order in the site's currency. */
  history: { repeats: number; lastWeeks: number; ageWeeks: number; meanSpendMinor: number } | null;
  /** In the next `weeks`; null without a model. */
  expected: {
    weeks: number;
    /** The chance that they are still a customer, 0 to 1. */
    aliveProbability: number;
    /** Days with a purchase. */
    purchases: number;
    /** On one of those. */
    spendMinor: number;
    /** All of it, discounted. */
    valueMinor: number;
  } | null;
  currency: string;
  now: number;
}

/** What became, or would become, of a table of service minutes. */
export interface ServiceReport {
  /** Nothing was written: it was a trial, or a line has a fault. */
  isSaved: boolean;
  /** The first 1,000, faults first. */
  lines: {
    /** Of the text, from 1. */
    line: number;
    outcome: "new" | "changed" | "same" | "fault";
    /** Where there is a fault: which column, and what was expected. */
    field?: string;
    expected?: string;
    customer?: string;
    month?: string;
    minutes?: number;
    /** False: no order names this customer yet. */
    isKnown?: boolean;
  }[];
  counts: { new: number; changed: number; same: number; faults: number; unknown: number };
}

export const BUYER_STAGES = ["first_purchase", "returning", "inactive"] as const satisfies BuyerStage[];
