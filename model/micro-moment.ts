/**
 * Micro-moments the device recognises: small patterns in one visitor's behaviour that say what may help now.
 * Pure, and imports nothing at run time: the tracker runs it. What it remembers is bounded and stays on the device.
 * docs/micro-moments.md says what each is good for.
 */
import type { PageKind } from "./event.ts";

/** At most 14 bytes each: longer names do not travel in a passport. */
export type MomentName =
  | "know"
  | "do"
  | "go"
  | "buy"
  | "compare"
  | "reviews"
  | "hesitate"
  | "price_check"
  | "read"
  | "return"
  | "search_fail"
  | "rage"
  | "dead"
  | "account"
  | "first_cart"
  | "delivery_cost";

/** What each means, for the demo's drawer and the dashboard. The tracker's build leaves this table out. */
export const definitions: Record<MomentName, { title: string; definition: string }> = {
  know: {
    title: "Wants to know",
    definition:
      "Spent 15 seconds engaged with an article, a guide or answers, and looked at no product in the 10 minutes before.",
  },
  do: {
    title: "Wants to do",
    definition:
      "Spent 15 seconds engaged with a page that says how: instructions, use and care, a configurator.",
  },
  go: {
    title: "Wants to go",
    definition:
      "Opened a page of stores, asked for the way or for the stock of a store, or came by a code seen in a store.",
  },
  buy: {
    title: "Wants to buy",
    definition: "Put a product in the cart, or opened the cart or the checkout.",
  },
  compare: {
    title: "Comparing",
    definition:
      "Looked at 3 different products of one category within 10 minutes, or went to and fro between two.",
  },
  reviews: {
    title: "Reading reviews",
    definition: "Had reviews in the middle of the screen for 5 engaged seconds, or opened them.",
  },
  hesitate: {
    title: "Hesitating",
    definition:
      "Put a product in the cart, took it out and put it in again within 5 minutes; changed its quantity 3 times in that time; went back from the checkout to the cart or a product within 30 minutes; or stood on the cart page for 60 seconds without touching anything.",
  },
  price_check: {
    title: "Checking the price",
    definition:
      "Copied a product's name or price, or left its page for another tab and came back after 5 seconds to 10 minutes.",
  },
  read: {
    title: "Reading closely",
    definition: "Spent 40 seconds engaged with one page and saw at least half of it.",
  },
  return: {
    title: "Coming back to it",
    definition: "Looked at a product already looked at on an earlier visit.",
  },
  search_fail: {
    title: "Not finding it",
    definition:
      "Searched and got nothing, or searched in 3 different words within 10 minutes without opening a product in between.",
  },
  rage: {
    title: "Clicking in anger",
    definition: "Clicked 4 times on one spot, each within a second of the one before.",
  },
  dead: {
    title: "Clicking in vain",
    definition: "Clicked on what looks like a button, and nothing changed for 2.5 seconds.",
  },
  account: {
    title: "Opening an account",
    definition: "Sent the form of a new account.",
  },
  first_cart: {
    title: "First product in the cart",
    definition: "Put a product in the cart for the first time on this device.",
  },
  delivery_cost: {
    title: "Delivery too dear",
    definition: "Was shown a delivery that costs 15 % of the cart or more, and went back from there.",
  },
};

const MINUTE_MS = 60_000;
/** Comparing, searching, checking a price, and being about products at all: one stretch of attention. */
const STRETCH_MS = 10 * MINUTE_MS;
const HESITATE_WITHIN_MS = 5 * MINUTE_MS;
/** The same moment about the same subject is news again after this long; and a checkout was just left until then. */
const QUIET_MS = 30 * MINUTE_MS;
/** Products compared, changes of a quantity, words of a search. */
const OFTEN = 3;
const INTENT_ENGAGED_MS = 15_000;
const READ_ENGAGED_MS = 40_000;
const IDLE_CART_MS = MINUTE_MS;
/** Shorter absences are slips of the hand; a page of reviews left sooner was not read. */
const SHORT_MS = 5000;
/** What makes a sign a moment: engaged seconds with reviews, clicks on one spot; any other is one at once. */
const LEAST: Partial<Record<MomentName, number>> = { reviews: 5, rage: 4 };
/** Most entries of each list of the history; the oldest go. */
const KEPT = 48;

/** Steps of a path that say how. */
const HOW = /\/(how-to|jak|instru|manual|care|pielegn|montaz|konfigur|configur|tutorial|diy)/i;
const REVIEWS = /\/(reviews|opinie)/i;

/** What is remembered of signals. */
type Remembered =
  | {
      kind: "product";
      at: number;
      id: string;
      category?: string | undefined;
      /** Number of the visit. */
      session: number;
    }
  /** `isIn`: put in; else taken out. */
  | { kind: "cart"; at: number; id: string; isIn: boolean }
  /** The quantity of a product in the cart was changed. */
  | { kind: "quantity"; at: number; id: string }
  /** `results`: absent where it cannot be told. */
  | { kind: "search"; at: number; term: string; results?: number | undefined }
  /** A page was opened, or a step of the checkout that is no page of its own. Remembered in the checkout only. */
  | { kind: "page"; at: number; page?: PageKind | undefined; path: string };

/** Something the device noticed. `at`: epoch ms, any clock as long as it is one. `id`: a product, else a path. */
export type Signal =
  | Remembered
  /** How far the visitor is with the page. */
  | {
      kind: "engagement";
      at: number;
      path: string;
      engagedMs: number;
      scrollShare: number;
      /** Since the last input; counts on the cart page. */
      idleMs?: number;
      page?: PageKind | undefined;
    }
  /** Back on a product's page from another tab. */
  | { kind: "away"; at: number; id: string; awayMs: number }
  /** What the page shows outright. `amount`: in the unit of `LEAST`; of the others 2 is sure, 1 likely. */
  | { kind: "sign"; at: number; id: string; moment: SignName; amount: number };
export type SignName = "go" | "reviews" | "price_check" | "rage" | "dead" | "account";

export interface Moment {
  moment: MomentName;
  /** A product, category, term or path; absent where it is the cart as a whole. */
  subject?: string;
  /** 0 to 1: how far beyond the definition's threshold. */
  strength: number;
}

/** What is remembered between signals, oldest first. */
export interface History {
  past: Remembered[];
  /** What was raised, as `moment:subject`. */
  raised: { key: string; at: number }[];
  /** A product was put in the cart once. */
  hasCarted?: boolean;
}

export const emptyHistory = (): History => ({ past: [], raised: [] });

/**
 * The history after the signal, and the moments it makes. The history given is left as it is, and given back where
 * nothing has changed in it.
 */
export function recognise(history: History, signal: Signal): { history: History; moments: Moment[] } {
  const { at } = signal;
  const moments: Moment[] = [];
  const raised = history.raised.filter((one) => isNear(one, at, QUIET_MS));
  const past = pastAfter(history.past, signal);
  judge(signal, past, history.hasCarted, (holds, moment, strength, subject) => {
    const key = `${moment}:${subject ?? ""}`;
    if (!holds || raised.some((one) => one.key === key)) return;
    raised.push({ key, at });
    moments.push({
      moment,
      ...(subject && { subject: subject.slice(0, 100) }),
      strength: Math.min(1, strength),
    });
  });
  if (past === history.past && !moments.length) return { history, moments };
  const hasCarted = history.hasCarted || signal.kind === "cart";
  return { history: { past: past.slice(-KEPT), raised: raised.slice(-KEPT), hasCarted }, moments };
}

/** Either way: a clock that was put back must not keep anything quiet, or fresh, for a year. */
const isNear = (one: { at: number }, at: number, withinMs: number) => Math.abs(at - one.at) <= withinMs;

/** What is remembered with the signal, which stands last where it is news worth remembering. */
function pastAfter(past: Remembered[], signal: Signal): Remembered[] {
  switch (signal.kind) {
    case "product":
      // Whoever opens a product has found something.
      return [...past.filter(({ kind }) => kind !== "search"), signal];
    case "page":
      // An order ends what was going on in the cart.
      if (signal.page === "thanks") return past.filter(({ kind }) => kind === "product");
      return signal.page === "checkout" ? [...past, signal] : past;
    case "cart": {
      // A product put in twice in a row was put in once: shops report one click through several events.
      const last = past.findLast((one) => one.kind === "cart" && one.id === signal.id) as typeof signal;
      return last?.isIn === signal.isIn ? past : [...past, signal];
    }
    case "quantity":
    case "search":
      return [...past, signal];
    default:
      return past;
  }
}

/** Raises each moment whose definition holds now that `signal` has come. */
function judge(
  signal: Signal,
  past: Remembered[],
  hasCarted: boolean | undefined,
  raise: (holds: unknown, moment: MomentName, strength: number, subject?: string) => void,
): void {
  const recall = <Kind extends Remembered["kind"]>(kind: Kind, withinMs = STRETCH_MS) =>
    past.filter((one) => one.kind === kind && isNear(one, signal.at, withinMs)) as (Remembered & {
      kind: Kind;
    })[];
  const count = (all: unknown[]) => new Set(all).size;
  switch (signal.kind) {
    case "product": {
      const { id, category, session } = signal;
      const seen = recall("product");
      const ids = seen.map((one) => one.id);
      const [a, b, c, d] = ids.filter((one, i) => one !== ids[i - 1]).slice(-4);
      const alike = count(ids.filter((_, i) => category && seen[i]!.category === category));
      const isToAndFro = d && a === c && b === d;
      raise(isToAndFro || alike >= OFTEN, "compare", Math.max(alike, OFTEN) / 6, category ?? id);
      const visits = count(
        recall("product", Number.POSITIVE_INFINITY).flatMap((one) =>
          one.id === id && one.session < session ? one.session : [],
        ),
      );
      raise(visits, "return", visits / 3, id);
      break;
    }
    case "cart": {
      const { id } = signal;
      if (!signal.isIn || past.at(-1) !== signal) break;
      raise(true, "buy", 0.6, id);
      raise(!hasCarted, "first_cart", 1, id);
      const changes = recall("cart", HESITATE_WITHIN_MS).filter((one) => one.id === id);
      raise(changes.length >= OFTEN, "hesitate", 1, id);
      break;
    }
    case "quantity": {
      const edits = recall("quantity", HESITATE_WITHIN_MS).filter((one) => one.id === signal.id).length;
      raise(edits >= OFTEN, "hesitate", edits / 6, signal.id);
      break;
    }
    case "page": {
      const { page, path } = signal;
      raise(page === "stores", "go", 0.7, path);
      raise(page === "cart" || page === "checkout", "buy", page === "cart" ? 0.7 : 1, page);
      raise((page === "cart" || page === "product") && recall("page", QUIET_MS).length, "hesitate", 0.7);
      break;
    }
    case "search": {
      const isEmpty = signal.results === 0;
      const terms = count(recall("search").map(({ term }) => term));
      raise(isEmpty || terms >= OFTEN, "search_fail", isEmpty ? 1 : 0.6, signal.term);
      break;
    }
    case "engagement": {
      const { engagedMs, scrollShare, path, page, idleMs = 0 } = signal;
      raise(engagedMs >= READ_ENGAGED_MS && scrollShare >= 0.5, "read", scrollShare, path);
      raise(engagedMs >= SHORT_MS && REVIEWS.test(path), "reviews", 0.5, path);
      raise(page === "cart" && idleMs >= IDLE_CART_MS, "hesitate", 0.5);
      if (engagedMs < INTENT_ENGAGED_MS) break;
      const isHow = HOW.test(path);
      raise(isHow && (!page || page === "article"), "do", 0.5, path);
      raise(!isHow && page === "article" && !recall("product").length, "know", 0.5, path);
      break;
    }
    case "away":
      raise(signal.awayMs >= SHORT_MS && signal.awayMs <= STRETCH_MS, "price_check", 0.5, signal.id);
      break;
    case "sign": {
      const least = LEAST[signal.moment] ?? 1;
      raise(signal.amount >= least, signal.moment, signal.amount / least / 2, signal.id);
    }
  }
}
