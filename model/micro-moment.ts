/**
 * Micro-moments the device recognises: small patterns in one visitor's behaviour that say what may help now.
 * Pure, and imports nothing at run time: the tracker runs it. What it remembers is bounded and stays on the device.
 */

export type MomentName = "compare" | "hesitate" | "read" | "return";

/** What each means, for the demo's drawer and the dashboard. The tracker's build leaves this table out. */
export const definitions: Record<MomentName, { title: string; definition: string }> = {
  compare: {
    title: "Comparing",
    definition: "Looked at 3 different products of one category within 10 minutes.",
  },
  hesitate: {
    title: "Hesitating",
    definition:
      "Put a product in the cart, took it out and put it in again within 5 minutes, or stood on the cart page for 60 seconds without touching anything.",
  },
  read: {
    title: "Reading closely",
    definition: "Spent 40 seconds engaged with one page and saw at least half of it.",
  },
  return: {
    title: "Coming back to it",
    definition: "Looked at a product already looked at on an earlier visit.",
  },
};

const MINUTE_MS = 60_000;
const COMPARE_WITHIN_MS = 10 * MINUTE_MS;
const COMPARED_PRODUCTS = 3;
const HESITATE_WITHIN_MS = 5 * MINUTE_MS;
export const IDLE_CART_MS = MINUTE_MS;
export const READ_ENGAGED_MS = 40_000;
const READ_SCROLL_SHARE = 0.5;
/** The same moment about the same subject is news again after this long. */
const QUIET_MS = 30 * MINUTE_MS;
/** Most entries of each list of the history; the oldest go. */
const KEPT = 24;

interface ProductSeen {
  kind: "product";
  at: number;
  id: string;
  category?: string | undefined;
  /** Number of the visit. */
  session: number;
}
interface CartChange {
  kind: "cart";
  at: number;
  id: string;
  /** Put in; else taken out. */
  isIn: boolean;
}

/** Something the device noticed. `at`: epoch ms, any clock as long as it is one. */
export type Signal =
  | ProductSeen
  | CartChange
  | { kind: "cart_idle"; at: number; idleMs: number }
  | { kind: "engagement"; at: number; path: string; engagedMs: number; scrollShare: number };

export interface Moment {
  moment: MomentName;
  /** A product, category or path; absent where it is the cart as a whole. */
  subject?: string;
  /** 0 to 1: how far beyond the definition's threshold. */
  strength: number;
}

/** What is remembered between signals, oldest first. */
export interface History {
  products: ProductSeen[];
  cart: CartChange[];
  /** What was raised, as `moment:subject`. */
  raised: { key: string; at: number }[];
}

export const emptyHistory = (): History => ({ products: [], cart: [], raised: [] });

/** The history after the signal, and the moments it makes. The history given is left as it is. */
export function recognise(history: History, signal: Signal): { history: History; moments: Moment[] } {
  const { at } = signal;
  const next = { ...history };
  if (signal.kind === "product") next.products = [...history.products, signal].slice(-KEPT);
  if (signal.kind === "cart" && isChange(history, signal)) next.cart = [...history.cart, signal].slice(-KEPT);
  const keyOf = ({ moment, subject }: Moment) => `${moment}:${subject ?? ""}`;
  const moments = candidates(history, next, signal).filter(
    (moment) => !history.raised.some(({ key, at: then }) => key === keyOf(moment) && at - then < QUIET_MS),
  );
  next.raised = [...history.raised, ...moments.map((moment) => ({ key: keyOf(moment), at }))].slice(-KEPT);
  return { history: next, moments };
}

/** A product put in twice in a row was put in once: shops report one click through several events. */
function isChange({ cart }: History, { id, isIn }: CartChange): boolean {
  return cart.findLast((change) => change.id === id)?.isIn !== isIn;
}

function candidates(before: History, after: History, signal: Signal): Moment[] {
  switch (signal.kind) {
    case "product":
      return [...compared(after, signal), ...returned(before, signal)];
    case "cart":
      return hesitated(after, signal);
    case "cart_idle":
      return signal.idleMs >= IDLE_CART_MS ? [{ moment: "hesitate", strength: 0.5 }] : [];
    case "engagement":
      return signal.engagedMs >= READ_ENGAGED_MS && signal.scrollShare >= READ_SCROLL_SHARE
        ? [{ moment: "read", subject: signal.path.slice(0, 100), strength: signal.scrollShare }]
        : [];
  }
}

function compared({ products }: History, { category, at }: ProductSeen): Moment[] {
  if (!category) return [];
  const recent = products.filter((seen) => seen.category === category && at - seen.at <= COMPARE_WITHIN_MS);
  const count = new Set(recent.map(({ id }) => id)).size;
  return count >= COMPARED_PRODUCTS
    ? [{ moment: "compare", subject: category, strength: Math.min(1, count / (2 * COMPARED_PRODUCTS)) }]
    : [];
}

function returned({ products }: History, { id, session }: ProductSeen): Moment[] {
  const visits = new Set(
    products.filter((seen) => seen.id === id && seen.session < session).map((s) => s.session),
  );
  return visits.size > 0 ? [{ moment: "return", subject: id, strength: Math.min(1, visits.size / 3) }] : [];
}

function hesitated({ cart }: History, { id, at }: CartChange): Moment[] {
  const [first, out, again] = cart.filter((change) => change.id === id).slice(-3);
  return first?.isIn && out && again?.isIn && again.at === at && at - first.at <= HESITATE_WITHIN_MS
    ? [{ moment: "hesitate", subject: id, strength: 1 }]
    : [];
}
