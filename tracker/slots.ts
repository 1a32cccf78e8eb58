/**
 * Fills placements and reports exposures. A placement is filled at most once a page view: by what was decided last
 * time, before the network answers, else by the answer; what is visible there is never replaced.
 */
import { PERSONALISE } from "../model/consent.ts";
import type { Content } from "../model/content.ts";
import type { EventProps } from "../model/event.ts";
import { fitsPages } from "../model/page-pattern.ts";
import type { ContentPart, Core, Drawn, KeptDecision, Kinds, TriggersPart } from "./api.ts";
import { claim, keepAway } from "./claims.ts";
import { loadContent, loadKinds, loadPlace } from "./parts.ts";

/** A slot still not filled this long after the first paint keeps its default content for this page view. */
const FILL_WITHIN_MS = 800;
/** Longer timers, of 2^31 ms or more, end at once. */
const LONGEST_MS = 2e9;

/** With what is drawn, or for a ghost tried. */
type Whole = KeptDecision & { content: Content };
/** What it takes to draw it. */
type Parts = Promise<[ContentPart, Kinds]>;

let core: Core;
let wait: (waits: Parameters<TriggersPart["wait"]>[1]) => unknown;
/** By placement, for this page view: what was chosen, by its group, and once it is there, what was drawn. */
let chosen = new Map<string, { group: string | undefined; drawn?: Drawn }>();
/** What this page view has exposed, drawn or ghost. */
export let exposures: EventProps["exposure"][] = [];
/** The newest decisions: what is still under way out of earlier ones, and not among these, is not wanted any more. */
let wanted: KeptDecision[] = [];
let fillUntil = 0;
/** What the passports kept by this page have listed: only of these an exposure counts (design.md §3). */
let listed: KeptDecision[] = [];
/** In view before the passport that lists their decision was there. */
let seen: KeptDecision[] = [];

export function openSlots(lent: Core, waits: typeof wait): void {
  core = lent;
  wait = waits;
}

/**
 * Another page view began at `since` (ms since the page's time origin): the last one's contents go, and the last
 * decisions are drawn where they still hold.
 */
export function fillFromLast(since: number): void {
  clearSlots();
  fillUntil = since + FILL_WITHIN_MS;
  listed = [...(core.stored<KeptDecision[]>("decisions") ?? [])];
  // What was decided on another page knew nothing of this cart or checkout (E13).
  if (!/^(cart|checkout)$/.test(core.pageKind()!)) fill(listed);
}

/** The passport that lists these is kept. Of an answer cut short it is not, until the same is decided again. */
export function list(decisions: KeptDecision[]): void {
  listed.push(...decisions);
  for (const decision of seen.splice(0)) expose(decision);
}

/** Nothing of ours stays on the page, and nothing that is still under way comes. */
export function clearSlots(): void {
  wanted = seen = [];
  for (const { drawn } of chosen.values()) drawn?.remove();
  chosen = new Map();
  exposures = [];
}

/** Draws each decision where and when it is due; an empty list takes back what still waits. */
export function fill(decisions: KeptDecision[]): void {
  wanted = decisions;
  const waits: Parameters<typeof wait>[0] = [];
  for (const one of decisions) {
    const decision = { content: one.held, ...one } as Whole;
    const { trigger, content } = decision;
    let parts: Parts | undefined;
    const load = () => {
      if (!parts) {
        parts = Promise.all([loadContent(), loadKinds(core, decision)]);
        // One that did not come ahead of its time is asked for again when it is due.
        parts.catch(() => {
          parts = undefined;
        });
      }
      return parts;
    };
    // A part that cannot be had leaves the shop's own content where it is.
    const draw = () => void place(decision, load).catch(() => {});
    if (trigger.kind === "at_once") draw();
    else waits.push([trigger, () => wanted === decisions && draw(), load, content]);
  }
  if (waits[0]) wait(waits);
}

async function place(decision: Whole, load: () => Parts): Promise<void> {
  const {
    placement,
    place: named,
    campaign,
    variant,
    claimMs,
    group,
    ghost,
    until,
    forMs,
    ends,
    pages,
    trigger,
  } = decision;
  const view = chosen;
  const isBar = placement === "bar";
  const isFloating = isBar || placement === "overlay";
  const placing = named && (await loadPlace());
  const slot = isFloating
    ? null
    : placing
      ? await placing.find(named!.selector, FILL_WITHIN_MS)
      : document.querySelector<HTMLElement>(`[data-impuls-slot="${placement}"]`);
  const isDue = () =>
    view === chosen &&
    wanted.some((one) => one.campaign === campaign && one.variant === variant) &&
    core.stored<number>("consent")! & PERSONALISE &&
    Date.now() < until &&
    fitsPages(location.pathname, pages) &&
    (isFloating || trigger.kind !== "at_once" || performance.now() < fillUntil);
  // Nobody looks at a tab in the background: what floats would count there, and be gone for whoever comes.
  while (isFloating && document.hidden)
    await new Promise((seen) => addEventListener("visibilitychange", seen, { once: true }));
  const isTaken = view.has(placement) || (group && [...view.values()].some((one) => one.group === group));
  if (!(isFloating || slot) || isTaken || !isDue()) return;
  const one: { group: typeof group; drawn?: Drawn } = { group };
  view.set(placement, one);
  const [part, kinds] = await load();
  if (placing) kinds.inline = { ...kinds.inline!, fill: placing.stand(named!) };
  const drawn = part.draw(core, decision, slot!, kinds, (name, more) => {
    core.record(name, { ...nameOf(decision), ...more });
    if (name === "content_close") keepAway(core, campaign);
  });
  if (
    drawn &&
    isDue() &&
    (await claim(core, campaign, claimMs, isBar ? campaign : "")) &&
    ((ghost && isFloating) || drawn.attach(ghost))
  ) {
    one.drawn = drawn;
    // What has ended is not left standing; what is seen and has no end stays. It was decided when `until` was `forMs` away.
    if (ends) setTimeout(drawn.remove, Math.min(until - forMs + ends.inMs - Date.now(), LONGEST_MS));
    whenInView(isFloating || drawn.host, () => expose(decision));
  } else view.delete(placement);
}

/**
 * Counts once half of the content, or of the box that a ghost has there, is in view. What floats is in view from the first; its
 * host is an empty box at the page's end.
 */
function whenInView(content: Element | true, exposed: () => void): void {
  if (content === true) {
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
  ).observe(content);
}

function expose(decision: KeptDecision): void {
  const { campaign, variant, ghost } = decision;
  if (!listed.some((one) => one.campaign === campaign && one.variant === variant && one.ghost === ghost)) {
    seen.push(decision);
    return;
  }
  const exposure = { ...nameOf(decision), ghost };
  exposures.push(exposure);
  core.record("exposure", exposure, { withinMs: Infinity });
}

const nameOf = ({ campaign, variant, placement }: KeptDecision) => ({ campaign, variant, placement });
