/** What the dashboard's routes answer: the shapes that edge/routes fill and dashboard pages read. Money in minor units. */
import type { Campaign } from "./campaign.ts";
import type { Estimate } from "./estimate.ts";
import type { ImportReport } from "./import-report.ts";
import type { Lifecycle, LifecycleLimits, OrderGaps } from "./lifecycle.ts";
import type { Lint, ShopFacts } from "./lint.ts";
import type { MembersWorth } from "./members-worth.ts";
import type { Amounts, OrderStatus, RevenuePolicy } from "./order.ts";
import type { Channel, Door, OrderLine, Stage } from "./order-report.ts";
import type { SecondPurchase } from "./overview-report.ts";
import type { NeedName, PersonaSettings, thresholdsOf } from "./personas.ts";
import type { Profile } from "./profile.ts";
import type { CutPoints, RfmScore, RfmSegment, Score } from "./rfm.ts";
import type { KeyScope, SignedIn } from "./role.ts";
import type { ScoringSettings } from "./scoring.ts";
import type { Finding, Obstacle, Segment } from "./segment.ts";
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
  /** Visits with something put in the cart, and those with an order (model/visit-course.ts), by the day they began. */
  cartVisits: number;
  orderVisits: number;
}

/** GET /api/overview?from=YYYY-MM-DD&to=YYYY-MM-DD (inclusive, days of the shop; default the last 30). */
export interface Overview {
  from: string;
  to: string;
  currency: string;
  days: ({ day: string } & DailyFigures)[];
  totals: DailyFigures;
  /** The range of the same length before. */
  before: { days: ({ day: string } & DailyFigures)[]; totals: DailyFigures };
  second: SecondPurchase;
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

/** GET /api/visitors/:id in the place of a card: one who was erased, by themselves or by the shop. */
export interface ErasedVisitor {
  id: string;
  /** Epoch ms. */
  erasedAt: number;
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
  orders: { id: string; placedAt: number; valueMinor: number; currency: string; channel: Channel }[];
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
    /** The comparison that `flip` is about, to be said in another language; null where it is about none. */
    obstacle: Obstacle | null;
  }[];
  /** What the reasons were computed for. */
  situation: { path: string; kind: string };
  /** In journeys: those under way first, then the newest. */
  enrolments: {
    journey: string;
    /** Of the journey; its id where it is gone. */
    name: string;
    /** Id of the step where they stand, or stood at the end. */
    step: string;
    /** Epoch ms. */
    triggeredAt: number;
    dueAt: number;
    /** Why they wait longer than the step says; null where they do not. */
    held: string | null;
    /** By step, why an action was passed over. */
    skipped: Record<string, string>;
    /** Epoch ms, and how (model/journey.ts Ending); null: under way. */
    endedAt: number | null;
    ended: string | null;
  }[];
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

/** GET and PUT /api/scoring: where scores and stages begin. */
export interface ScoringReport {
  /** As set; PUT takes these two. */
  settings: ScoringSettings;
  /** In force; null until the shop's buyers were first looked at. */
  cuts: CutPoints | null;
  /** In force. */
  limits: LifecycleLimits;
  /** Days between one order and the next; null while nobody has ordered twice. */
  gaps: OrderGaps | null;
  /** Of the value's cut points. */
  currency: string;
}

/** A buyer who falls to a lower segment by the clock alone (E4, E6). */
export interface FallRow {
  /** First day of the lower one, YYYY-MM-DD of the shop. */
  day: string;
  /** The shop's id; null where only the visitor is known. */
  customer: string | null;
  /** Whose card it is; null where none of their orders names one. */
  visitor: string | null;
  from: RfmSegment;
  to: RfmSegment;
  /** What comes after it if nothing happens; null where nothing is below. */
  next: { day: string; to: RfmSegment } | null;
  lastOrderAt: number;
  orders: number;
  /** Minor units of the site's currency. */
  valueMinor: number;
}
/** GET /api/buyers/falls: at most 50 each, soonest first, then by value. Empty before there are cut points. */
export interface FallReport {
  /** Fell today, and has not ordered since. */
  today: FallRow[];
  /** Falls in the next 7 days unless they order. */
  next: FallRow[];
  currency: string;
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
  segments: (Segment & {
    updatedAt: number;
    isPublished: boolean;
    /** As last counted, `countedAt` in epoch ms: at the beginning of the shop's day, or since it was saved. Null: not yet. */
    size: {
      members: number;
      countedAt: number;
      /** What all their orders brought, in `shop.currency`; null: not counted since this is. */
      worth: MembersWorth | null;
    } | null;
    /** Members by day of the last 30, the newest last; null: not counted on that day. */
    trend: (number | null)[];
    /** Campaigns, live or not, that let it in or keep it out. */
    usedBy: { id: string; name: string }[];
  })[];
  /** All visitors that are kept. */
  visitors: number;
  /** All buyers together: minor units of `currency`. */
  shop: { orders: number; revenueMinor: number; currency: string };
  now: number;
}

/**
 * POST /api/segments/preview with { condition }: how many of all visitors that are kept are in (U5), from a sample; exact
 * where it holds all of them.
 */
export interface SegmentPreview extends Estimate {
  isExact: boolean;
  /** Visitors looked at. */
  sampled: number;
  /** All visitors. */
  total: number;
  /** What they have spent, beside all buyers of the shop: minor units of `currency`, the shop's. */
  worth: MembersWorth & { shop: { orders: number; revenueMinor: number }; currency: string };
  /** Up to 5 of those found, last seen first, and how each comparison stands for them. */
  members: (VisitorRow & { findings: Finding[] })[];
  /** For ?visitor=ID: how each comparison stands for that visitor. */
  findings: Finding[] | null;
  /** For ?visitor=ID: the first comparison in the way; null where the visitor fits. */
  obstacle: Obstacle | null;
}

/** One value worth offering. */
export interface Suggestion {
  value: string;
  /** What is read instead; null where nobody has said. */
  words?: string | null;
  /** Of the sampled visitors, views or products that have it; absent where nothing was counted. */
  count?: number;
}
/** GET /api/suggestions?of=city, the commonest first, at most 50; `&text=lam` narrows products. */
export interface Suggestions {
  suggestions: Suggestion[];
}

/** POST /api/segments/growth with { condition }: how many are in as it grows, outermost part by part. */
export interface SegmentGrowth {
  /** Of the first part alone, of the first two, and so on to the whole; from a sample, as SegmentPreview. */
  stillIn: Estimate[];
  /** All visitors. */
  total: number;
}

/** GET /api/personas: who fits which persona, by a sample of all visitors. PUT /api/personas/settings with its `settings`. */
export interface PersonaReport {
  settings: PersonaSettings;
  /** The numbers in force, and who said each: money in the major unit of `currency`. */
  thresholds: ReturnType<typeof thresholdsOf>;
  /** Those of the trade first, then those of every trade. */
  personas: ({
    id: string;
    /** Up to 3 who fit, last seen first. */
    examples: VisitorRow[];
  } & Estimate)[];
  /** What has come in of nobody in the sample. */
  missing: NeedName[];
  /** Visitors looked at for personas that few may fit (for others fewer: their interval is wider), and all. */
  sampled: number;
  total: number;
  currency: string;
  now: number;
}

/** POST /api/segments/overlap with { condition }, ?except=ID: which part of its members is in each other saved segment. */
export interface SegmentOverlap {
  /** Members found in the sample. */
  members: number;
  /** The greatest share first. */
  others: {
    id: string;
    name: string;
    /** 0 to 1, with its interval; null: too few members were found to say. */
    share: { share: number; low: number; high: number } | null;
  }[];
}

/**
 * POST /api/segment-counts with { condition }: every visitor looked at, by a job. GET /api/segment-counts/:id says how far
 * it has come; kept a week. Asked again while under way it is the same count, afterwards a new one.
 */
export interface SegmentCount {
  id: string;
  /** Epoch ms; members as of then. */
  startedAt: number;
  /** Null: under way. */
  finishedAt: number | null;
  /** Visitors looked at so far. */
  examined: number;
  /** Visitors when it began. */
  total: number;
  /** Found so far. */
  members: number;
}

/** GET /api/segments/:id/members?after=CURSOR: in no order that means anything, up to 50 a page, a page may be short. */
export interface SegmentMembers {
  visitors: VisitorRow[];
  /** Null at the end. */
  next: string | null;
}

/** GET /api/segments/:id/sizes?days=90 (1 to 400): by day of the shop's calendar, oldest first, today the last. */
export interface SegmentSizes {
  days: {
    /** YYYY-MM-DD. */
    day: string;
    /** Null: not counted on that day. */
    members: number | null;
    /** By what visitors did: who falls out by the clock alone is seen when they come again. */
    entries: number;
    exits: number;
  }[];
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

/** GET /api/publication/findings: what the linter says of all that is saved, the gravest first. */
export interface PublicationFindings {
  findings: (Omit<Lint, "meets"> & {
    /** Id of a visitor whom it meets; null where none was found. */
    example: string | null;
  })[];
  /** By what the offers and codes were judged. */
  shop: ShopFacts;
}

/** GET /api/customers?search=TEXT&before=CURSOR: whose id begins so, in the order of their ids, 50 a page. */
export interface CustomerList {
  customers: CustomerRow[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** The shop's. */
  currency: string;
}
export interface CustomerRow {
  /** The shop's own. */
  id: string;
  /** Orders that brought something. */
  orders: number;
  /** What those brought, minor units of the shop's currency. */
  spentMinor: number;
  /** Epoch ms; null without an order. */
  lastOrderAt: number | null;
  /** Browsers they were ever linked to. */
  visitors: number;
}
/** GET /api/customers/:id: all that is kept under the shop's own id, and so what erasing it takes. */
export interface CustomerCard extends CustomerRow {
  /** As the shop's server said them. */
  traits: Record<string, Trait>;
  /** Ids of the visitors who are the customer now, at most 100. */
  browsers: string[];
  /** The newest orders, at most 100. */
  newest: OrderRow[];
  serviceMinutes: number;
  currency: string;
}
/** DELETE /api/customers/:id: how much went; orders are nobody's from now on, and stay in every sum. */
export interface CustomerErasure {
  visitors: number;
  orders: number;
}

/** GET /api/orders?before=CURSOR&door=DOOR&status=STATUS: newest first, 50 a page, with totals over all. */
export interface OrderList {
  orders: OrderRow[];
  next: string | null;
  /** Of the site: what it reports in. */
  currency: string;
  /** In that currency; `void`: cancelled or given back whole, and in no sum. */
  reported: { orders: number; valueMinor: number; void: number };
  totals: {
    currency: string;
    orders: number;
    /** Distinct customers; where an order names none, its visitor stands in. */
    buyers: number;
    valueMinor: number;
    firstAt: number;
    lastAt: number;
    /** Without a rate into the site's currency. */
    leftOut: number;
    /** Of which no door told the tax. */
    untaxed: number;
  }[];
  /** By calendar month, oldest first. */
  months: { month: string; currency: string; orders: number; valueMinor: number }[];
}
export interface OrderRow {
  id: string;
  status: OrderStatus;
  placedAt: number;
  /** As ordered, in `currency`. */
  totalMinor: number;
  refundedMinor: number;
  /** What it brought by the shop's policy, in `currency`. */
  valueMinor: number;
  /** The same in the site's currency; null: it does not count, or there is no rate. */
  reportedMinor: number | null;
  currency: string;
  channel: Channel;
  /** All that told of it. */
  doors: Door[];
  customer: string | null;
  visitor: string | null;
  /** Number of lines. */
  lines: number;
}

/** GET /api/orders/:id: the order with all that was told of it. */
export interface OrderDetail {
  order: OrderRow;
  /** Of the site. */
  currency: string;
  amounts: Amounts;
  /** Whose word the amounts are. */
  door: Door;
  coupons: string[];
  lines: (OrderLine & { name: string | null })[];
  refunds: { id: string; amountMinor: number; at: number | null; door: Door }[];
  /** Oldest first, each status when it was first told. */
  history: { at: number; stage: Stage; door: Door }[];
}

/** GET /api/doors: all five, and where a shop sends its webhooks. */
export interface DoorList {
  doors: {
    door: Door;
    accepted: number;
    refused: number;
    ignored: number;
    /** Of the last delivery, epoch ms; null before the first. */
    lastAt: number | null;
    lastOutcome: "accepted" | "refused" | "ignored" | null;
    /** Why it was not accepted. */
    lastReason: string | null;
    /** When its secret was set, epoch ms; null: it has none. */
    secretAt: number | null;
    /** The secret before is still accepted. */
    hasPreviousSecret: boolean;
    /** Where its news are sent; null for the page and files. */
    url: string | null;
  }[];
}

/** POST /api/orders/import?dry=yes|no: what became, or would become, of the orders, as they were sent. */
export interface OrderImport {
  outcomes: ("new" | "changed" | "same")[];
}

/** GET and PUT /api/revenue: what counts as revenue, and in which currency. */
export interface Revenue extends RevenuePolicy {
  currency: string;
}

/** GET /api/rates: into the site's currency, newest first by currency; and the currencies of orders that want one. */
export interface RateList {
  currency: string;
  rates: { currency: string; day: string; rate: string }[];
  missing: { currency: string; orders: number }[];
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
  signedIn: SignedIn;
  /** The movable clock is there: a local run. */
  isLocal: boolean;
  /** An event was counted once: until then the start guide comes first. */
  hasEvents: boolean;
  now: number;
}

/** GET /api/keys: what the shop's own server signs in and signs with. */
export interface ServerAccess {
  /** Newest first; `hash` names a key, which itself is shown once. `createdAt` is epoch ms. */
  keys: { hash: string; name: string; scope: KeyScope; createdAt: number }[];
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
