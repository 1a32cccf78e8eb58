/**
 * Fills placements and reports exposures. A placement is filled at most once a page view: by what was decided last
 * time, before the network answers, else by the answer; what is visible there is never replaced.
 */
import { PERSONALISE } from "../model/consent.ts";
import { fitsPages } from "../model/page-pattern.ts";
import type { Core, Drawn, KeptDecision } from "./api.ts";
import { claim, keepAway } from "./claims.ts";
import { loadContent, loadGoods } from "./parts.ts";

/** A slot still not filled this long after the first paint keeps its default content for this page view. */
const FILL_WITHIN_MS = 800;

let core: Core;
let whenEngaged: (seconds: number, then: () => void) => void;
/** By placement, for this page view: what was chosen, and once it is there, what was drawn. */
let chosen = new Map<string, Drawn | undefined>();
/** Rises with every set of decisions: what waits for its trigger out of an earlier one is not wanted any more. */
let round = 0;
let fillUntil = 0;

export function openSlots(lent: Core, engaged: typeof whenEngaged): void {
  core = lent;
  whenEngaged = engaged;
}

/**
 * Another page view began at `since` (ms since the page's time origin): the last one's contents go, and the last
 * decisions are drawn where they still hold.
 */
export function fillFromLast(since: number): void {
  clearSlots();
  fillUntil = since + FILL_WITHIN_MS;
  // What was decided on another page knew nothing of this cart or checkout (E13).
  if (!/^(cart|checkout)$/.test(core.pageKind()!)) fill(core.stored("decisions") ?? []);
}

/** Nothing of ours stays on the page, and nothing that is still under way comes. */
export function clearSlots(): void {
  round++;
  for (const drawn of chosen.values()) drawn?.remove();
  chosen = new Map();
}

/** Draws each decision where and when it is due; an empty list takes back what still waits. */
export function fill(decisions: KeptDecision[]): void {
  const current = ++round;
  for (const decision of decisions) {
    const { trigger } = decision;
    if (trigger.kind === "engaged")
      whenEngaged(trigger.seconds, () => {
        if (current === round) place(decision);
      });
    else place(decision);
  }
}

async function place(decision: KeptDecision): Promise<void> {
  const { placement, campaign, content, claimMs, ghost, until, pages } = decision;
  const view = chosen;
  const isBar = placement === "bar";
  const slot = isBar ? null : document.querySelector(`[data-impuls-slot="${CSS.escape(placement)}"]`);
  const isDue = () =>
    view === chosen &&
    (core.stored<number>("consent") ?? 0) & PERSONALISE &&
    Date.now() < until &&
    fitsPages(location.pathname, pages) &&
    (isBar || performance.now() < fillUntil);
  if (!(isBar || slot) || view.has(placement) || !isDue()) return;
  view.set(placement, undefined);
  let drawn: Drawn | undefined;
  if (!ghost && content) {
    const isGoods = content.blocks.some(({ kind }) => kind === "products");
    const [part, goods] = await Promise.all([loadContent(), isGoods ? loadGoods() : undefined]);
    drawn = part.draw(core, { ...decision, content }, slot, goods, (name, more) => {
      core.record(name, { ...nameOf(decision), ...more });
      if (name === "content_click") return;
      drawn?.remove();
      keepAway(core, campaign);
    });
  }
  const isSound = ghost || drawn;
  if (isSound && isDue() && (await claim(core, campaign, claimMs)) && (ghost || drawn!.attach())) {
    view.set(placement, drawn);
    expose(decision, slot);
  } else view.delete(placement);
}

/**
 * Counts once half of the slot is in view, drawn or ghost alike. A bar is in view from the first; its host is an empty
 * box at the page's end.
 */
function expose(decision: KeptDecision, slot: Element | null): void {
  const exposed = () =>
    core.record("exposure", { ...nameOf(decision), ghost: decision.ghost }, { withinMs: 0 });
  if (!slot) {
    exposed();
    return;
  }
  new IntersectionObserver(
    (entries, observer) => {
      if (!entries.some((entry) => entry.intersectionRatio >= 0.5)) return;
      observer.disconnect();
      exposed();
    },
    { threshold: 0.5 },
  ).observe(slot);
}

const nameOf = ({ campaign, variant, placement }: KeptDecision) => ({ campaign, variant, placement });
