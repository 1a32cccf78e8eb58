import { signal } from "@preact/signals";
import type { ErasedVisitor, VisitorCard } from "../../../model/report.ts";
import { deleteLink, getBuyerValue, getDeliveries, getReach, getVisitor } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { now, site } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { type ContextKind, contextOf, pathFor } from "./situation.ts";

/** A visitor is on the site so long after the last event. */
const LIVE_MS = 5 * 60_000;

export const visitor = signal("");
export const context = signal<ContextKind>("home");
export const isRowOpen = signal<ReadonlySet<number>>(new Set());

export const isErased = (found: VisitorCard | ErasedVisitor): found is ErasedVisitor => "erasedAt" in found;
/** What is known of them; undefined until it has been read, and of who was erased. */
export const cardIn = (found: VisitorCard | ErasedVisitor | undefined): VisitorCard | undefined =>
  found && !isErased(found) ? found : undefined;

export const card = reading(() => {
  const kind = context.value;
  const path = pathFor(kind, cardIn(card.value.peek()), !!site.value?.isDemo);
  return getVisitor(visitor.value, { path, kind });
});

export const worth = reading(() => getBuyerValue(`v:${visitor.value}`));

export const reach = reading(() => getReach(visitor.value));
/** What was sent to them. */
export const deliveries = reading(() =>
  getDeliveries({ visitor: visitor.value, source: undefined, state: undefined, before: undefined }),
);

export function show(id: string, query: Record<string, string>): void {
  if (id !== visitor.value) {
    card.clear();
    worth.clear();
    reach.clear();
    deliveries.clear();
    isRowOpen.value = new Set();
  }
  visitor.value = id;
  context.value = contextOf(query.on);
  void card.load().then(() => {
    const known = cardIn(card.value.value);
    if (!known) return;
    void reach.load();
    // Who has not ordered has none.
    if (known.orders.length) void worth.load();
  });
}

export const isLive = (lastSeenAt: number) => now.value - lastSeenAt < LIVE_MS;

/** Only while something may change: the visitor is on the site, or sits here. */
export function refresh(): void {
  const found = card.value.value;
  // It is being read; or who was erased stays so.
  if (card.isBusy.value || (found && isErased(found))) return;
  const known = cardIn(found);
  if (!known || isLive(known.profile.lastSeenAt) || known.id === you.value) void card.load();
}

/** What the link had given goes back; a shop that says it again links again. */
export async function unlink(since: number): Promise<void> {
  const answer = await deleteLink(visitor.value, since);
  if ("failure" in answer) say(t`The link is still there. ${sayFailure(answer.failure)}`);
  else say(t`The link is taken away. Everything is as it was before it.`);
  await card.load();
}

/** A row of views, by the time of its newest. */
export function openRow(at: number): void {
  isRowOpen.value = new Set([...isRowOpen.value, at]);
}
