/** What the page may say to the tracker, and what the core lends its lazy parts. Types only. */

import type { Place } from "../model/campaign.ts";
import type { Purpose } from "../model/consent.ts";
import type { Block, Content } from "../model/content.ts";
import type { GivenCoupon } from "../model/coupon.ts";
import type { EventName, EventProps, Item, PageKind } from "../model/event.ts";
import type { SignName } from "../model/micro-moment.ts";
import type { SyncDecisions, WireDecision } from "../model/sync.ts";
import type { Telling } from "./observe/layer/ga4.ts";
import type { ShopSoftware } from "./platform/detect.ts";
import type { DeviceTexts } from "./render/device-texts.ts";
import type { Asking } from "./render/push.ts";

/** A line of the cart as the page tells it; name, image and url stay on the device, for content. */
export interface CartLine {
  id: string;
  quantity: number;
  /** Price of one piece, minor units of the cart's currency. */
  priceMinor?: number | undefined;
  /** The price before a sale, minor units; absent where nothing is struck through. */
  listPriceMinor?: number | undefined;
  name?: string | undefined;
  image?: string | undefined;
  url?: string | undefined;
}

/** The whole cart after a change: `impuls('cart', cart)`. */
export interface Cart {
  lines: CartLine[];
  /** What the lines cost together, minor units. */
  valueMinor: number;
  /** ISO 4217; absent where the page does not say. */
  currency?: string | undefined;
}

/** Heard through `impuls('watch', fn)`. */
export type Notice =
  | {
      /** Its write to IndexedDB has completed: from now on it cannot be lost. */
      event: {
        name: string;
        props: Record<string, unknown>;
        /** Device clock, epoch ms. */
        at: number;
        /** The event's name in the exactly-once sense: (writer, n). */
        writer: string;
        n: number;
      };
    }
  | { answer: SyncDecisions; event?: undefined };
export type Watcher = (notice: Notice) => void;

/** Every command of the one global `impuls(command, …)`. An unknown one warns once per call and does nothing. */
export interface Commands {
  /** Starts for a site where the tag cannot carry `data-site`. */
  init: (site: string) => unknown;
  /** Records an event of `model/event.ts`, or the shop's own. */
  track: <Name extends string>(
    name: Name,
    props?: Name extends EventName ? EventProps[Name] : object,
  ) => void;
  cart: (cart: Cart) => void;
  /** Records traits the visitor declared; null takes one back. */
  identify: (traits: EventProps["identify"]["traits"]) => void;
  /** What the visitor allowed; neither measure nor personalise stops and erases everything. */
  consent: (choice: Partial<Record<Purpose, boolean>>) => void;
  watch: (watcher: Watcher) => void;
  /** Demo sites: asks for every candidate's reason with each answer. */
  explain: (wanted: boolean) => void;
}

/** A product as kept on the device, newest first, for tokens and the products block. */
export type RecentItem = Item;

/** One put (or, with undefined, delete) of a transaction. */
export type Entry = [key: string | [writer: string, n: number], value: unknown];

/** How an event is recorded, where not as most are. */
export interface Recording {
  /** When it happened, epoch ms by the device clock. */
  at?: number;
  /** Written in the same transaction. */
  beside?: Entry[];
  /** Sent within so many ms; Infinity: whenever something else is sent, or the page is left. */
  withinMs?: number;
}

/** What the core's requests obey, set by what came of the last one. */
export interface Sending {
  /** Most events of the next request; halved while the edge refuses them, as too large (MAX_REQUEST_BYTES) or unfit. */
  most: number;
  /** Nothing is sent for now; who holds it plans the next request when letting go (patience.ts). */
  isHeld?: boolean;
  /** Sees to it that an event of this name is written, when others may be with it; without it, after this task. */
  gather?: (write: () => void, name: string) => void;
  /** As on the wire: the last passport could not be kept. */
  rebuild?: boolean;
  /** As on the wire: every candidate's reason is asked for with each answer. */
  explain?: boolean;
  /** What markup and words of the address say of the page, where the page itself does not. */
  pageKind?: PageKind | undefined;
  /** Lets go of the Web Lock: held over `pagehide` it would keep the page out of the back/forward cache. */
  release?: () => void;
}

/** One request, when its answer begins or fails to come. */
export interface Sent {
  sent: Entry[];
  /** More events are waiting than one request may carry. */
  isMore: unknown;
  /** The passport sent, and the number of the visit. */
  passport: string | undefined;
  visit: number | undefined;
  /** Undefined: none came. */
  response: Response | undefined;
  /** The page is going: what is decided now is not for it. */
  isLeaving: unknown;
}

/** What the core lends its lazy parts. */
export interface Core {
  record: (name: string, props: object, recording?: Recording) => void;
  /** Writes now what has been recorded. */
  save: () => Promise<void>;
  /** As last read or written by this page. */
  stored: <T>(key: string) => T | undefined;
  /** Reads the keys and writes what `change` answers in one transaction; nothing where consent is gone. */
  transact: (keys: string[], change: (values: unknown[]) => Entry[]) => Promise<void>;
  /** Records a view of the page as it is now. */
  view: () => void;
  notify: (notice: Notice) => unknown;
  /** One request and its answer; leaving, it is composed from memory. */
  exchange: (isLeaving: boolean) => Promise<void>;
  /** What kind of page this is, as far as can be told. */
  pageKind: () => PageKind | undefined;
  syncIn: (ms: number) => void;
  sending: Sending;
  /** What the page may say; who stands before a command hears it first. */
  commands: Commands;
  /** What is allowed from now on, bits of `model/consent.ts`. */
  allow: (bits: number) => void;
  site: string;
  /** Of the tag: an attribute, or a parameter of the script's address. */
  setting: (name: string) => string | null;
  /** In a preview: what blocks are given in place of what is the visitor's own. Nobody could use the code, nobody is asked. */
  samples?: { coupon: GivenCoupon; push: Omit<Asking, "picture"> };
}

/** tracker/page.ts as the core sees it. */
export interface PagePart {
  start: (core: Core) => {
    /** Every event of this page, those before the part was there included. */
    hear: Watcher;
    /** Reads the answer and does what follows from it, or from there being none. */
    settle: (request: Sent) => Promise<void>;
    /** Consent is gone: nothing of ours stays on the page. */
    empty: () => void;
  };
}

/** tracker/preview.ts as the core sees it. */
export interface PreviewPart {
  /** Where the link is no good, `listen` starts the tracker as on any page. */
  start: (listen: () => Promise<void>, setting: Core["setting"]) => Promise<void>;
}

/** tracker/consent-sources.ts as the core sees it. */
export interface ConsentSourcesPart {
  /**
   * Asks the source the tag's `policy` names, now and at each change; then what it takes as given counts too. Null: the
   * one that shows itself, and only what the visitor has chosen.
   */
  start: (core: Pick<Core, "allow" | "site" | "setting">, policy: string | null) => void;
}

/** How far the visitor is with the page. */
export interface Engagement {
  path: string;
  /** Since the page view began. */
  engagedMs: number;
  /** Deepest part seen, 0 to 1. */
  scrollShare: number;
  /** Since the last input. */
  idleMs: number;
}

/** tracker/commerce.ts as the page part sees it. */
export interface CommercePart {
  /** `early`: names of events that were told before, and may not be written yet. */
  start: (core: Core, early: Record<string, unknown>) => void;
  /** An event was recorded, by whomever. */
  hear: (event: Extract<Notice, { event: unknown }>["event"]) => void;
  /** Once a second. */
  tick: (state: Engagement) => void;
}

/** tracker/layer.ts as the commerce part sees it. */
export interface LayerPart {
  /**
   * Hears every entry of the layer, those before it included. `named`: the only layer to listen to, where the tag names
   * it; `usual`: the currency where a push names none. Answers the look at what has been pushed since by another way.
   */
  listen: (
    named: string | null,
    usual: () => string | undefined,
    heed: (telling: Telling) => void,
  ) => () => void;
}

/** tracker/markup.ts as the commerce part sees it. */
export interface MarkupPart {
  /**
   * The product this page is about, undefined where it is about none, or about several; and the schema.org types of the
   * page. May throw.
   */
  readPage: () => { product: Item | undefined; types: ReadonlySet<string> };
}

/** tracker/platform.ts as the commerce part sees it. */
export interface PlatformPart {
  /**
   * `tell` hears the whole cart as the shop has it, at once and after each change; the same cart may be told again. `heed`
   * hears the steps of checkout and the order. `software`: what `platformOf` found; `stored` and `transact`: the core's,
   * for what is known of an order's goods. The cart is kept under `bill`, as the checkout had it, for the page of the order.
   */
  start: (
    software: ShopSoftware,
    tell: (cart: Cart) => void,
    heed: (telling: Telling) => void,
    stored: Core["stored"],
    transact: Core["transact"],
  ) => void;
  productId: (software: ShopSoftware) => string | undefined;
}

/** tracker/purchase.ts as the platform part sees it. */
export interface PurchasePart {
  /** `isCheckout`: else it is a page that shows an order. The others are those that the platform part was given. */
  follow: (
    software: ShopSoftware,
    isCheckout: boolean,
    heed: (telling: Telling) => void,
    stored: Core["stored"],
  ) => void;
}

/** tracker/lists.ts as the commerce part sees it. */
export interface ListsPart {
  /** Keeps the goods of a purchase or a wish. `cart`: as it was before all of it was bought. */
  keep: (core: Core, event: Extract<Notice, { event: unknown }>["event"], cart: Cart | undefined) => void;
}

/** tracker/moments.ts as the commerce part sees it. */
export interface MomentsPart {
  /** An event was recorded. */
  hear: (core: Core, event: Extract<Notice, { event: unknown }>["event"]) => void;
  /** Once a second. */
  tick: (core: Core, state: Engagement) => void;
}

/** tracker/first-party.ts as the page part sees it. */
export interface FirstPartyPart {
  /** `credentials`: as the tag says. */
  forgetAtEdge: (site: string, credentials: RequestCredentials) => void;
}

/** tracker/vitals.ts as the page part sees it. */
export interface VitalsPart {
  /** The page is about to be left: records what has not been told of this view of it. */
  tell: (core: Core, exposures: EventProps["exposure"][]) => void;
}

/** A trigger that waits: all but `at_once`. */
export type Waiting = Exclude<WireDecision["trigger"], { kind: "at_once" }>;

/** tracker/triggers.ts as the page part sees it. */
export interface TriggersPart {
  /**
   * Calls each `then` once, when its trigger is met; before that `load`, any number of times, where `content` must be there at the
   * very instant. Nothing that was waited for before is any more.
   */
  wait: (
    core: Core,
    waits: [
      trigger: Waiting,
      then: () => void,
      load: () => Promise<unknown> | undefined,
      content: Content | undefined,
    ][],
  ) => void;
  /** An event was recorded, by whomever. */
  hear: (event: Extract<Notice, { event: unknown }>["event"]) => void;
  /** Once a second. */
  tick: (state: Engagement) => void;
}

/** tracker/exit.ts as the triggers part sees it. */
export interface ExitPart {
  /** `leaving` hears once a page view that the visitor is about to leave. */
  observe: (
    isCart: () => boolean,
    leaving: () => void,
  ) => {
    /** Once a second, with the time since the last input. True from shortly before leaving the page would be heard of. */
    tick: (idleMs: number) => boolean;
    /** The page is back in view, after so long behind another tab. */
    returned: (awayMs: number) => void;
    /** Another page view has begun. */
    begin: () => void;
  };
}

/** Tells a sign about the page's product, else the page; `amount` as in `Signal`, 1 where not given. */
export type Tell = (moment: SignName, amount?: number) => void;

/** tracker/signs.ts as the moments part sees it. */
export interface SignsPart {
  /** `wished`: the page's own product was put on a wishlist; `returned`: the page was hidden so long. */
  observe: (
    tell: Tell,
    productOf: () => Item | undefined,
    wished: () => void,
    returned: (awayMs: number) => void,
  ) => void;
  /** The page's reviews are being looked at. */
  isInReviews: () => boolean;
}

/** tracker/search.ts as the moments part sees it. */
export interface SearchPart {
  /** The search of this page, where its address holds words that may be sent. */
  readSearch: () => EventProps["search"] | undefined;
}

/** A decision as kept on the device. */
export interface KeptDecision extends WireDecision {
  /** Device clock, epoch ms: not to be shown from then on. */
  until: number;
}

/** A drawn content, not yet on the page. */
export interface Drawn {
  host: HTMLElement;
  /**
   * Puts it on the page; false, and nothing changed, where it would shift what is in view. Of a ghost no more is left, when
   * this returns, than an invisible box that takes no room.
   */
  attach: (isGhost: boolean | undefined) => boolean;
  /** Nothing where it is not on the page any more. */
  remove: () => void;
  /** What a close leaves of it, where it is not all removed. */
  close?: () => void;
}

/** tracker/content.ts as the core sees it. */
export interface ContentPart {
  /**
   * Undefined where there is nothing sound to show: no product, no usable address; or where its form has no place on this
   * page. `told` hears what the visitor does with it.
   */
  draw: (
    core: Core,
    decision: KeptDecision & { content: Content },
    slot: HTMLElement | null,
    kinds: Kinds,
    told: (name: "content_click" | "content_close", more?: object) => void,
  ) => Drawn | undefined;
}

/** tracker/place.ts as the page part sees it: where content stands by a CSS selector. */
export interface PlacePart {
  /** Undefined where the selector is none, or has found nothing after so long. */
  find: (selector: string, withinMs: number) => Promise<HTMLElement | undefined>;
  /** What fills such a place, where there is no slot to fill. */
  stand: (place: Place) => InlinePart["fill"];
}

/** The parts a content needs beside the content part, by the kind of block or the form they are for. */
export interface Kinds {
  image?: HelpPart;
  products?: GoodsPart;
  wishlist?: WishlistPart;
  progress?: ProgressPart;
  countdown?: OfferPart;
  offer?: OfferPart;
  coupon?: CouponPart;
  push?: PushPart;
  survey?: AnswersPart;
  form?: AnswersPart;
  preferences?: AnswersPart;
  help?: HelpPart;
  inline?: InlinePart;
  overlay?: OverlayPart;
}

/** What a block is drawn with. */
export interface Drawing {
  /** With its tokens filled. */
  content: Content;
  texts: DeviceTexts;
  kinds: Kinds;
  /** Of the page, as Intl takes it: our own words and all amounts and dates are in it. */
  language: string;
}
/** A kind of block: its element; undefined where it has nothing sound to show. */
export type DrawBlock<Kind extends Block["kind"]> = (
  block: Extract<Block, { kind: Kind }>,
  drawing: Drawing,
) => HTMLElement | undefined;

/** What a lazy part that draws blocks exports beside them, or answers for one decision where it has to know it. */
export interface Opening<Part> {
  open: (core: Core, decision: KeptDecision & { content: Content }) => Part | Promise<Part>;
}

/** tracker/goods.ts: the products block and its sheet. */
export interface GoodsPart {
  css: string;
  products: DrawBlock<"products">;
}

/** tracker/wishlist.ts: the wishlist block and its sheet. */
export interface WishlistPart {
  css: string;
  wishlist: DrawBlock<"wishlist">;
}

/** tracker/offer.ts: an offer and what is left of its time, and their sheet. */
export interface OfferPart {
  css: string;
  offer: DrawBlock<"offer">;
  countdown: DrawBlock<"countdown">;
}

/** tracker/help.ts: ways to help and pictures, and their sheet. */
export interface HelpPart {
  css: string;
  help: DrawBlock<"help">;
  image: DrawBlock<"image">;
}

/** tracker/progress.ts: the progress block and its sheet. */
export interface ProgressPart {
  css: string;
  progress: DrawBlock<"progress">;
}

/** tracker/coupon.ts: the coupon block and its sheet. */
export interface CouponPart {
  css: string;
  coupon: DrawBlock<"coupon">;
}

/** tracker/push.ts: the question for notifications and its sheet. */
export interface PushPart {
  css: string;
  push: DrawBlock<"push">;
}

/** tracker/subscription.ts as the push and page parts see it. */
export interface SubscriptionPart {
  /**
   * Subscribes, once the visitor has agreed to that in the campaign; undefined where no service worker can be had. Fails where
   * the edge, and then where the browser has no subscription to give.
   */
  ready: (core: Core) => Promise<((campaign: string) => Promise<void>) | undefined>;
  /** Once a page, where there is a subscription: whether it stands, has the edge's present key and is known there. */
  reconcile: (core: Core) => Promise<void>;
  /** Push is not allowed any more: ends the subscription, and tells the edge. */
  withdraw: (core: Core) => Promise<void>;
}

/** tracker/inline.ts: what fills a slot, and its sheet. */
export interface InlinePart {
  css: string;
  fill: (host: HTMLElement, slot: HTMLElement) => Omit<Drawn, "host">;
}

/** tracker/answers.ts: the blocks that ask, and their sheet. */
export interface AnswersPart {
  css: string;
  survey: DrawBlock<"survey" | "form" | "preferences">;
  form: AnswersPart["survey"];
  preferences: AnswersPart["survey"];
}

/** tracker/overlay.ts: the overlay and its sheet. */
export interface OverlayPart {
  css: string;
  /** Undefined where it has no place on this page now. What closes it is a click on a button named `close`. */
  float: (host: HTMLElement, content: Content) => Omit<Drawn, "host"> | undefined;
}
