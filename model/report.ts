/** What the dashboard's routes answer: the shapes that edge/routes fill and dashboard pages read. Money in minor units. */
import type { Campaign } from "./campaign.ts";
import type { ImportReport } from "./import-report.ts";
import type { Lifecycle, LifecycleLimits, OrderGaps } from "./lifecycle.ts";
import type { Profile } from "./profile.ts";
import type { CutPoints, RfmScore, RfmSegment, Score } from "./rfm.ts";
import type { Finding, Segment } from "./segment.ts";
import type { SiteSettings } from "./snapshot.ts";
import type { Moment } from "./timeline.ts";
import type { Trait } from "./trait.ts";
import type { VitalRatings } from "./vital.ts";

/** Sums of one day or of a range. */
export interface DailyFigures {
  /** Distinct visitors of the day; over a range the sum of daily ones. */
  visitors: number;
  visits: number;
  views: number;
  /** add_to_cart events. */
  carts: number;
  orders: number;
  revenueMinor: number;
}

/** GET /api/overview?from=YYYY-MM-DD&to=YYYY-MM-DD (inclusive, UTC days; default the last 30). */
export interface Overview {
  from: string;
  to: string;
  currency: string;
  days: ({ day: string } & DailyFigures)[];
  totals: DailyFigures;
  /** The range of the same length before. */
  before: { days: ({ day: string } & DailyFigures)[]; totals: DailyFigures };
  /** Edge time, epoch ms. */
  now: number;
}

/** One line of the live feed: GET /api/live?after=CURSOR. */
export interface LiveEvent extends Moment {
  visitor: string;
  city: string;
  country: string;
}
export interface LiveFeed {
  /** Newest last. */
  events: LiveEvent[];
  /** Give it back to get what came after. */
  cursor: number;
  now: number;
}

/** GET /api/visitors?before=CURSOR&segment=ID: last seen first, 50 a page. */
export interface VisitorList {
  visitors: VisitorRow[];
  /** Null at the end. */
  next: string | null;
  /** Visitors with a day in the last 30. */
  count: number;
  now: number;
}
export interface VisitorRow {
  id: string;
  lastSeenAt: number;
  visits: number;
  city: string;
  country: string;
  device: string;
  channel: string;
  cartMinor: number;
  orders: number;
  spentMinor: number;
  currency: string;
  /** Names. */
  segments: string[];
}

/** GET /api/visitors/:id?path=/demo/cart/&kind=cart: everything known of one visitor, decided for that page now. */
export interface VisitorCard {
  id: string;
  profile: Profile;
  /** Whom the visitor is linked to now; null: to nobody. */
  customer: {
    /** The shop's id. */
    id: string;
    /** As the shop's server said them, by name; null: taken back. */
    traits: Record<string, Trait>;
    /** Ids of the visitors who are this customer now, this one among them; at most 100. */
    visitors: string[];
  } | null;
  /** Every link there is, newest first; `since` is epoch ms. */
  links: { since: number; customer: string }[];
  /** From D1: orders of either door; of the customer, where the visitor is linked to one. */
  orders: { id: string; placedAt: number; valueMinor: number; currency: string; channel: string }[];
  spent: { count: number; valueMinor: number; currency: string; lastAt: number };
  /** Null for who has not ordered, and before scores are published. */
  rfm: {
    score: RfmScore;
    segment: RfmSegment;
    /** What comes by the clock alone: first day (YYYY-MM-DD, the shop's) and segment; null where nothing is below. */
    fall: { day: string; to: RfmSegment } | null;
  } | null;
  segments: { id: string; name: string }[];
  /** Newest first. */
  timeline: Moment[];
  /** Names of the products, categories, campaigns and segments that the profile and timeline mention, by id or hash. */
  names: {
    products: Record<
      string,
      {
        name: string;
        category: string | null;
        /** As pages last named it; null with `currency` where none did. */
        priceMinor: number | null;
        currency: string | null;
        image: string | null;
        url: string | null;
      }
    >;
    categories: Record<string, string>;
    segments: Record<string, string>;
    campaigns: Record<string, string>;
  };
  /** Winner first, then held out, then losers by rule: every published campaign. */
  reasons: {
    campaign: string;
    name: string;
    placement: string;
    outcome: string;
    reason: string;
    flip: string;
    /** Epoch ms from which it would show; null where that does not depend on time alone. */
    showsFrom: number | null;
  }[];
  /** What the reasons were computed for. */
  situation: { path: string; kind: string };
  /** Share of interest by category hash. */
  interests: { hash: number; share: number }[];
  rev: number;
  now: number;
}

/** Buyers together; orders and value in the site's currency. */
export interface BuyerSum {
  buyers: number;
  orders: number;
  valueMinor: number;
}

/** GET /api/buyers/rfm: buyers by their scores of today, where they come from and where they fall. */
export interface RfmReport {
  /** Null until the shop's buyers were first looked at: then nobody has a score. */
  cuts: CutPoints | null;
  /** Of all values. */
  currency: string;
  total: BuyerSum;
  /** All 16, the freshest and rarest first. */
  cells: ({ recency: Score; frequency: Score } & BuyerSum)[];
  /** All ten, the best first. */
  segments: ({
    segment: RfmSegment;
    /** Who falls by the clock alone in the next 7 days, and where to. */
    falls: { to: RfmSegment; buyers: number }[];
  } & BuyerSum)[];
  /** Of the last 14 days of the shop, newest first. */
  moves: {
    /** YYYY-MM-DD. */
    day: string;
    /** `clock`, `order` or `recalibration`. */
    cause: string;
    /** Empty: not a buyer before. */
    from: RfmSegment | "";
    to: RfmSegment;
    buyers: number;
  }[];
  /** Orders that the values do not hold: in other currencies, and of nobody known. */
  leftOut: { otherCurrencies: number; ofNobody: number };
  now: number;
}

/** GET /api/buyers/lifecycle: the stages of the newest visitors of the last 90 days, and what became of their baskets. */
export interface LifecycleReport {
  /** All five. */
  stages: { stage: Lifecycle; visitors: number }[];
  /** Visitors looked at, and all of those days. */
  counted: number;
  total: number;
  limits: LifecycleLimits;
  /** Null while nobody has ordered twice. */
  gaps: OrderGaps | null;
  /** Of the last 30 days. */
  baskets: number;
  abandoned: number;
  now: number;
}

/** GET /api/segments, and PUT /api/segments/:id with a Segment. */
export interface SegmentList {
  segments: (Segment & { updatedAt: number; isPublished: boolean })[];
}
/** POST /api/segments/count with { condition }: how many of the visitors of the last 90 days fit. */
export interface SegmentCount {
  matching: number;
  /** Visitors looked at. */
  counted: number;
  /** All visitors. */
  total: number;
  /** Up to 5 who fit. */
  examples: VisitorRow[];
  /** For ?visitor=ID: how each comparison stands for that visitor. */
  findings: Finding[] | null;
}

/** GET /api/campaigns, and PUT /api/campaigns/:id with a Campaign. */
export interface CampaignList {
  campaigns: (Campaign & {
    updatedAt: number;
    isPublished: boolean;
    counts: { shown: number; ghosts: number; clicks: number };
  })[];
}

/** GET /api/publication; POST /api/publication publishes all that is saved. */
export interface Publication {
  version: number;
  publishedAt: number;
  /** Segments and campaigns saved since, by name. */
  changes: string[];
  /** Seconds until every isolate has a new version. */
  liveWithinSeconds: number;
}

/** GET /api/orders?before=CURSOR: newest first, 50 a page, with totals over all. */
export interface OrderList {
  orders: {
    id: string;
    placedAt: number;
    valueMinor: number;
    currency: string;
    channel: string;
    door: string;
    customer: string | null;
    visitor: string | null;
    lines: number;
  }[];
  next: string | null;
  totals: {
    currency: string;
    orders: number;
    /** Distinct customers; where an order names none, its visitor stands in. */
    buyers: number;
    valueMinor: number;
    firstAt: number;
    lastAt: number;
  }[];
  /** By calendar month, oldest first. */
  months: { month: string; currency: string; orders: number; valueMinor: number }[];
}

/** GET /api/health: dead letters, refusals, and how fast the pages felt. */
export interface Health {
  deadLetters: { id: string; failedAt: number; reason: string }[];
  /** By reason over the last 7 days. */
  refused: Record<string, number>;
  lastEventAt: number;
  /** Page views by their web vitals. */
  vitals: {
    /** How far back, today included. */
    days: number;
    /** By kind of page. */
    kinds: Record<string, VitalRatings>;
    /** Page views that showed a campaign against those held out of it. */
    campaigns: { id: string; name: string; shown: VitalRatings; ghost: VitalRatings }[];
  };
}

/** GET /api/me: who is signed in, to which site. */
export interface Me {
  site: SiteSettings;
  /** The movable clock is there: a local run. */
  isLocal: boolean;
  now: number;
}

/** GET /api/keys: what the shop's own server signs in and signs with. */
export interface ServerAccess {
  /** Newest first; `hash` names a key, which itself is shown once. `createdAt` is epoch ms. */
  keys: { hash: string; name: string; createdAt: number }[];
  /** 43 characters, by which the shop's server signs tokens (edge/identity-token.ts). */
  identitySecret: string;
}

/** GET /api/feed. */
export interface FeedState {
  /** `checkedAt` is epoch ms, 0 before the first reading; null: the shop has named no address. */
  feed: { url: string; checkedAt: number; report: ImportReport | null } | null;
  /** Known from a feed, and those of them that the last one no longer had. */
  products: number;
  gone: number;
  /** Epoch ms. */
  now: number;
}
