/** Who is no person (U16): robots that say so, browsers that a program drives, and what goes faster than anybody can. */
import type { Run } from "./profile.ts";

export const BOT_KINDS = ["declared", "driven", "fast"] as const;
/** `declared`: says so, or Cloudflare knows it. `driven`: a browser without a screen, or a script that says it is one. */
export type BotKind = (typeof BOT_KINDS)[number];

/** What a request says of who sends it; none of it is kept. */
export interface BotSigns {
  userAgent: string;
  /** Sec-CH-UA: the brands of the browser. */
  brands: string | undefined;
  acceptLanguage: string | undefined;
  /** request.cf.verifiedBotCategory, or that botManagement calls it a bot it knows. */
  isVerifiedBot: boolean;
}

/** Cubot makes telephones. */
const DECLARED =
  /(?<!cu)bot\b|crawl|spider|slurp|facebookexternalhit|google-inspectiontool|lighthouse|pingdom|uptime|^(curl|wget|python|go-http|java|axios|okhttp)\b/i;
const DRIVEN = /headlesschrome|phantomjs|puppeteer|playwright|jsdom/i;

/** Who says so itself or cannot hide it; undefined: a person, as far as the request tells. */
export function botOf({
  userAgent,
  brands = "",
  acceptLanguage,
  isVerifiedBot,
}: BotSigns): BotKind | undefined {
  if (isVerifiedBot || DECLARED.test(userAgent)) return "declared";
  if (DRIVEN.test(userAgent) || DRIVEN.test(brands)) return "driven";
  // Every browser says what languages its person reads.
  return userAgent.startsWith("Mozilla/") && !acceptLanguage ? "driven" : undefined;
}

/** A page of a single-page shop that shows so many different addresses in so short a time is read by nobody. */
const PATHS = 20;
const PATHS_MS = 5_000;
/** Nobody fills in as many checkouts in the time. */
const ORDERS = 3;
const ORDERS_MS = 10_000;

/**
 * True where the events of one sync are more than a person can do. Only one page's own, named by its writer, are compared: who
 * opens thirty tabs at once is a person. Clicks and carts prove nothing: a held key and “buy all again” are as fast.
 */
export const isTooFast = (runs: readonly Run[]): boolean =>
  runs.some(({ events }) => {
    const paths = events.flatMap(({ at, event }) =>
      event.name === "page_view" ? [{ at, what: event.props.path }] : [],
    );
    const orders = events.flatMap(({ at, event }) =>
      event.name === "purchase" ? [{ at, what: event.props.orderId }] : [],
    );
    return hasSoMany(paths, PATHS, PATHS_MS) || hasSoMany(orders, ORDERS, ORDERS_MS);
  });

/** Whether any stretch of `withinMs` has `most` different ones. At most 50 come in a sync. */
function hasSoMany(told: { at: number; what: string }[], most: number, withinMs: number): boolean {
  if (told.length < most) return false;
  return told.some(
    ({ at }) =>
      new Set(told.filter((each) => each.at >= at && each.at <= at + withinMs).map(({ what }) => what))
        .size >= most,
  );
}

/** GET /api/bots: what was left out of every figure, in events. */
export interface BotReport {
  /** Dates, inclusive, of the shop. */
  from: string;
  to: string;
  /** Events left out, by kind. */
  events: Record<BotKind, number>;
}
