/** Carts that were, from the last events: what was in each at its last, and what became of it. */
import type { EventProps } from "../../../model/event.ts";
import type { Moment } from "../../../model/timeline.ts";

export interface PastCart {
  /** Epoch ms of its end. */
  at: number;
  end: "ordered" | "emptied";
  pieces: number;
  /** By the prices that were told as products were put in. */
  valueMinor: number;
  currency: string;
}

type Change = EventProps["add_to_cart"];
type Open = Map<string, { quantity: number; priceMinor: number; currency: string }>;

/**
 * `timeline` newest first, as the edge gives it; so are the carts. A timeline holds what was put in and taken out, not the cart as
 * a whole. What is in the cart now is none of them.
 */
export function pastCarts(timeline: readonly Moment[]): PastCart[] {
  const past: (PastCart & { session: number })[] = [];
  let open: Open = new Map();
  /** As it is, and before its last product went. */
  let last = sumOf(open);
  for (const { at, session, name, props } of timeline.toReversed()) {
    if (name === "add_to_cart") {
      putIn(open, props as Change);
      last = sumOf(open);
    }
    if (name === "remove_from_cart" && open.size > 0) {
      takeOut(open, props as Change);
      if (open.size === 0) past.unshift({ ...last, at, session, end: "emptied" });
      last = sumOf(open);
    }
    if (name !== "purchase") continue;
    // A shop may empty the cart before it tells of the order that emptied it.
    const before = past[0];
    if (open.size > 0) past.unshift({ ...last, at, session, end: "ordered" });
    else if (before?.end === "emptied" && before.session === session)
      past[0] = { ...before, at, end: "ordered" };
    open = new Map();
  }
  return past.map(({ session: _, ...cart }) => cart);
}

function putIn(open: Open, { item: { id, priceMinor = 0, currency = "" }, quantity }: Change): void {
  open.set(id, { quantity: quantity + (open.get(id)?.quantity ?? 0), priceMinor, currency });
}

function takeOut(open: Open, { item: { id }, quantity }: Change): void {
  const line = open.get(id);
  if (!line) return;
  if (quantity >= line.quantity) open.delete(id);
  else open.set(id, { ...line, quantity: line.quantity - quantity });
}

function sumOf(open: Open): Pick<PastCart, "pieces" | "valueMinor" | "currency"> {
  const lines = [...open.values()];
  return {
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    valueMinor: lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0),
    currency: lines.find(({ currency }) => currency)?.currency ?? "",
  };
}
