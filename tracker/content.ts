/** Lazy part: draws a decision's content and puts it in its place. Exports what `ContentPart` in api.ts describes. */
import type { Cart, ContentPart, Core, Drawn, KeptDecision, RecentItem } from "./api.ts";
import { sheet } from "./render/element.ts";
import { drawContent } from "./render/frame.ts";

/** A close keeps the campaign away for so long. */
const CLOSED_MS = 14 * 86_400_000;

export const draw: ContentPart["draw"] = (core, decision, slot, goods) => {
  const texts = { recent: recentElsewhere(core), cart: core.stored<Cart>("cart") };
  const host = drawContent(decision.content, decision.why, texts, slot ?? document.body, goods);
  if (!host) return undefined;
  const drawn: Drawn = { host, ...(slot ? inSlot(host, slot) : overPage(host)) };
  host.shadowRoot!.addEventListener("click", ({ target }) => {
    const at = target as Element;
    if (at.closest("[name=close]")) close(core, decision, drawn);
    const link = at.closest("a");
    if (link) core.record("content_click", { ...nameOf(decision), target: link.href.slice(0, 300) });
  });
  return drawn;
};

const nameOf = ({ campaign, variant, placement }: KeptDecision) => ({ campaign, variant, placement });

/** The product being looked at is no news. */
function recentElsewhere(core: Core): RecentItem[] {
  const recent = core.stored<RecentItem[]>("recent") ?? [];
  return recent.filter(({ url }) => URL.parse(url!, location.href)?.pathname !== location.pathname);
}

function close(core: Core, decision: KeptDecision, drawn: Drawn): void {
  drawn.remove();
  core.record("content_close", nameOf(decision));
  core.transact(["claims"], ([claims]) => [
    ["claims", { ...(claims as object), [decision.campaign]: Date.now() + CLOSED_MS }],
  ]);
}

/**
 * In the slot's own shadow, over the shop's default content, which stays where it is and comes back on removal.
 * A slot in view, or above it, keeps its height: more than is reserved is not shown, less is filled up.
 */
function inSlot(host: HTMLElement, slot: Element): Omit<Drawn, "host"> {
  const showDefault = () => slot.shadowRoot?.replaceChildren(document.createElement("slot"));
  return {
    attach() {
      const { top, height } = slot.getBoundingClientRect();
      const root = slot.shadowRoot ?? slot.attachShadow({ mode: "open" });
      root.replaceChildren(host);
      if (top >= innerHeight) return true;
      const taken = slot.getBoundingClientRect().height;
      if (taken > height + 1) {
        showDefault();
        return false;
      }
      if (taken < height)
        root.adoptedStyleSheets = [sheet(`:host{box-sizing:border-box;min-block-size:${height}px}`)];
      return true;
    },
    remove: showDefault,
  };
}

/** At the lower edge, above whatever the shop has fixed there. */
function overPage(host: HTMLElement): Omit<Drawn, "host"> {
  return {
    attach() {
      let lift = 0;
      for (const e of document.elementsFromPoint(innerWidth / 2, innerHeight - 2))
        if (getComputedStyle(e).position === "fixed") lift = innerHeight - e.getBoundingClientRect().top;
      if (lift) host.shadowRoot!.adoptedStyleSheets.push(sheet(`.bar{inset-block-end:${lift}px}`));
      document.body.append(host);
      return true;
    },
    remove: () => host.remove(),
  };
}
