/**
 * Plays (P1): campaigns or a journey with their segments, ready to be looked at and published, in English and Polish. Data:
 * what a play makes is what a marketer could have made by hand, and can change afterwards.
 */
import type { Campaign } from "./campaign.ts";
import type { CouponPool } from "./coupon.ts";
import { type Journey, stepsIn } from "./journey.ts";
import { afterOrder } from "./plays/after-order.ts";
import { asking } from "./plays/asking.ts";
import { cart } from "./plays/cart.ts";
import { afterPurchase, inactivity, promising, replenishment, winBack } from "./plays/journeys/buyers.ts";
import { leftCart } from "./plays/journeys/cart.ts";
import { backInStock, priceDrop } from "./plays/journeys/catalogue.ts";
import { birthday, departure, nurture, welcome } from "./plays/journeys/dates.ts";
import type { JourneyPlay } from "./plays/journeys/journey-play.ts";
import { ladder } from "./plays/ladder.ts";
import { offers } from "./plays/offers.ts";
import type { OnSitePlay, Part } from "./plays/on-site-play.ts";
import { shelves } from "./plays/shelves.ts";
import type { Segment } from "./segment.ts";
import type { ShopValues } from "./templates.ts";

export type { JourneyPlay } from "./plays/journeys/journey-play.ts";
export type { OnSitePlay } from "./plays/on-site-play.ts";

/** In the order of a visit: arriving, choosing, the cart, leaving, afterwards. */
export const ON_SITE_PLAYS: readonly OnSitePlay[] = [
  ...offers,
  ...shelves,
  ...cart,
  ladder,
  ...asking,
  ...afterOrder,
];

/** When the visitor has gone: the cart, a beginning, after an order, silence, days of the calendar. */
export const JOURNEY_PLAYS: readonly JourneyPlay[] = [
  leftCart,
  welcome,
  afterPurchase,
  replenishment,
  backInStock,
  priceDrop,
  promising,
  winBack,
  inactivity,
  birthday,
  departure,
  nurture,
];
export type AnyPlay = OnSitePlay | JourneyPlay;
export const isJourneyPlay = (play: AnyPlay): play is JourneyPlay => "journey" in play;
export const findPlay = (id: string): AnyPlay | undefined =>
  [...ON_SITE_PLAYS, ...JOURNEY_PLAYS].find((play) => play.id === id);

/** What a play brings into a shop. */
export interface Staged {
  segments: Segment[];
  pools: CouponPool[];
  campaigns: Campaign[];
  journeys: Journey[];
}

/**
 * What is there already: a segment of the same condition is used as it is; ids that are taken are not taken again. Of campaigns
 * that are gone too, since their figures, caps and answers stay.
 */
export interface Present {
  segments: readonly Segment[];
  pools: readonly string[];
  campaigns: readonly string[];
  journeys: readonly string[];
}

/** A tenth sees nothing, so that what the play adds can be told. */
const HOLDOUT_SHARE = 0.1;

/** The play in the shop's words, as drafts. */
export function stage(play: AnyPlay, shop: ShopValues, present: Present): Staged {
  const segments: Segment[] = [];
  const segmentIn = (wanted: Segment): string => {
    const isSame = ({ condition }: Segment) => JSON.stringify(condition) === JSON.stringify(wanted.condition);
    const known = [...present.segments, ...segments].find(isSame);
    if (known) return known.id;
    const id = freeId(
      wanted.id,
      present.segments.map((one) => one.id),
    );
    segments.push({ ...wanted, id });
    return id;
  };
  if (isJourneyPlay(play)) {
    const journey: Journey = {
      id: freeId(play.id, present.journeys),
      status: "draft",
      segmentsIn: [],
      segmentsOut: [],
      exits: { order: false, emptiedCart: false, segmentsLeft: [] },
      reentryDays: null,
      ...play.journey(shop, segmentIn),
    };
    const wanted = stepsIn(journey.steps).flatMap((step) => (step.kind === "coupon" ? [step.pool] : []));
    return { segments, pools: missingPools(play, wanted, present), campaigns: [], journeys: [journey] };
  }
  const parts = play.parts(shop);
  const campaigns = parts.map(({ segment, ...part }, i) => ({
    ...drafted(part),
    id: freeId(parts.length > 1 ? `${play.id}-${i + 1}` : play.id, present.campaigns),
    segmentsIn: segment ? [segmentIn(segment)] : [],
  }));
  const wanted = parts.flatMap(({ content: { blocks } }) =>
    blocks.flatMap((block) => (block.kind === "coupon" ? [block.pool] : [])),
  );
  return { segments, pools: missingPools(play, wanted, present), campaigns, journeys: [] };
}

const missingPools = ({ pools }: AnyPlay, wanted: string[], present: Present): CouponPool[] =>
  [...new Set(wanted)]
    .filter((id) => !present.pools.includes(id))
    .map((id) => ({
      id,
      expiresAt: null,
      budget: null,
      needsCustomer: false,
      name: id,
      validDays: null,
      ...pools?.[id],
    }));

const drafted = ({ content, ...part }: Omit<Part, "segment">): Omit<Campaign, "id"> => ({
  status: "draft",
  segmentsIn: [],
  segmentsOut: [],
  pages: { in: [], out: [] },
  pageKinds: [],
  devices: [],
  schedule: {},
  trigger: { kind: "at_once" },
  priority: 50,
  valueMinor: 0,
  cap: { times: 2, days: 7 },
  holdoutShare: HOLDOUT_SHARE,
  variants: [{ id: "a", share: 1, content }],
  ...part,
});

/** The id, or with the first number that makes it free. */
function freeId(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id;
  for (let n = 2; ; n++) if (!taken.includes(`${id}-${n}`)) return `${id}-${n}`;
}
