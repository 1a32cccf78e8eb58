/** What the page may say to the tracker, and what the core lends its lazy parts. Types only. */
import type { Content } from "../model/campaign.ts";
import type { Purpose } from "../model/consent.ts";
import type { EventName, EventProps, Item } from "../model/event.ts";
import type { SyncDecisions, WireDecision } from "../model/sync.ts";

/** A line of the cart as the page tells it; name, image and url stay on the device, for content. */
export interface CartLine {
  id: string;
  quantity: number;
  /** Price of one piece, minor units of the cart's currency. */
  priceMinor?: number;
  name?: string;
  image?: string;
  url?: string;
}

/** The whole cart after a change: `impuls('cart', cart)`. */
export interface Cart {
  lines: CartLine[];
  /** What the lines cost together, minor units. */
  valueMinor: number;
  /** ISO 4217. */
  currency: string;
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
  | { answer: SyncDecisions };
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
export type RecentItem = Pick<Item, "id" | "name" | "image" | "url" | "priceMinor" | "currency">;

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
  /** The page is being left: it must be there for the last request at once, before it is written. */
  isLeaving?: boolean;
}

/** What the core lends its lazy parts. */
export interface Core {
  record: (name: string, props: object, recording?: Recording) => void;
  /** As last read or written by this page. */
  stored: <T>(key: string) => T | undefined;
  /** Reads the keys and writes what `change` answers in one transaction; nothing where consent is gone. */
  transact: (keys: string[], change: (values: unknown[]) => Entry[]) => Promise<void>;
  /** Records a view of the page as it is now. */
  view: () => void;
  /** One request and its answer; leaving, it is composed from memory. */
  exchange: (isLeaving: boolean) => Promise<void>;
  /** Lets go of the Web Lock. */
  release: () => void;
  loadContent: () => Promise<ContentPart>;
  loadGoods: () => Promise<GoodsPart>;
}

/** tracker/moments.ts as the core sees it. */
export interface MomentsPart {
  /** `decisions`: what the network has answered already. */
  start: (
    core: Core,
    decisions: KeptDecision[] | undefined,
  ) => {
    /** Every event of this page, those before the part was there included. */
    hear: Watcher;
    /** Decisions have come; an empty list takes back what is not shown yet. */
    fill: (decisions: KeptDecision[]) => void;
    /** Consent is gone: nothing of ours stays on the page. */
    clear: () => void;
  };
}

/** A decision as kept on the device. */
export interface KeptDecision extends WireDecision {
  /** Device clock, epoch ms: not to be shown from then on. */
  until: number;
}

/** A drawn content, not yet on the page. */
export interface Drawn {
  host: HTMLElement;
  /** Puts it on the page; false, and nothing changed, where it would shift what is in view. */
  attach: () => boolean;
  remove: () => void;
}

/** tracker/content.ts as the core sees it. */
export interface ContentPart {
  /** Undefined where there is nothing sound to show: a token without value, no product, no usable address. */
  draw: (
    core: Core,
    decision: KeptDecision & { content: Content },
    slot: Element | null,
    goods: GoodsPart | undefined,
  ) => Drawn | undefined;
}

/** tracker/goods.ts: the products block and its sheet. */
export interface GoodsPart {
  css: string;
  products: (items: RecentItem[]) => HTMLElement | undefined;
}
