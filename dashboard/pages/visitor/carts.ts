/** Carts that were, from the last events: what was in each at its last, and what became of it. */
import type { Moment } from "../../../model/timeline.ts";

export interface PastCart {
  /** Epoch ms of its end. */
  at: number;
  end: "ordered" | "emptied";
  pieces: number;
  valueMinor: number;
  currency: string;
}

interface CartProps {
  lines?: { quantity?: number }[];
  valueMinor?: number;
  currency?: string;
}

/** `timeline` newest first, as the edge gives it; so are the carts. What is in the cart now is none of them. */
export function pastCarts(timeline: readonly Moment[]): PastCart[] {
  const past: (PastCart & { session: number })[] = [];
  let open: Omit<PastCart, "at" | "end"> | undefined;
  for (const { at, session, name, props } of timeline.toReversed()) {
    if (name === "cart") {
      const { lines = [], valueMinor = 0, currency = "" } = props as CartProps;
      const pieces = lines.reduce((sum, { quantity = 1 }) => sum + quantity, 0);
      if (pieces > 0) open = { pieces, valueMinor, currency };
      else if (open) {
        past.unshift({ ...open, at, session, end: "emptied" });
        open = undefined;
      }
    }
    if (name !== "purchase") continue;
    // A shop may empty the cart before it tells of the order that emptied it.
    const last = past[0];
    if (open) past.unshift({ ...open, at, session, end: "ordered" });
    else if (last?.end === "emptied" && last.session === session) past[0] = { ...last, at, end: "ordered" };
    open = undefined;
  }
  return past.map(({ session: _, ...cart }) => cart);
}
