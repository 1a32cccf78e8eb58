/** Lazy part: draws a decision's content and puts it in its place. Exports what `ContentPart` in api.ts describes. */
import type { Cart, ContentPart, Core, Drawn, RecentItem } from "./api.ts";
import { sheet } from "./render/element.ts";
import { drawContent } from "./render/frame.ts";

export const draw: ContentPart["draw"] = (core, { content, why }, slot, goods, told) => {
  const texts = { recent: recentElsewhere(core), cart: core.stored<Cart>("cart") };
  const host = drawContent(content, why, texts, slot ?? document.body, goods);
  if (!host) return undefined;
  host.shadowRoot!.addEventListener("click", ({ target }) => {
    const link = (target as Element).closest("a");
    if (link) told("content_click", { target: link.href.slice(0, 300) });
    if ((target as Element).closest("[name=close]")) told("content_close");
  });
  return { host, ...(slot ? inSlot(host, slot) : overPage(host)) };
};

/** The product being looked at is no news. */
function recentElsewhere(core: Core): RecentItem[] {
  const recent = core.stored<RecentItem[]>("recent") ?? [];
  return recent.filter(({ url }) => URL.parse(url!, location.href)?.pathname !== location.pathname);
}

/**
 * In the slot's own shadow, over the shop's default content, which stays where it is and comes back on removal.
 * The slot keeps its height, and the margin by which its first child held the page above off. What would still move
 * anything in view is not shown.
 */
function inSlot(host: HTMLElement, slot: Element): Omit<Drawn, "host"> {
  const remove = () => slot.shadowRoot?.replaceChildren(document.createElement("slot"));
  return {
    remove,
    attach() {
      const { top, height } = slot.getBoundingClientRect();
      const { marginTop } = getComputedStyle(slot.firstElementChild ?? slot);
      const root = slot.shadowRoot ?? slot.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet(`:host{box-sizing:border-box;min-block-size:${height}px}`)];
      root.replaceChildren(host);
      if (slot.getBoundingClientRect().top < top)
        root.adoptedStyleSheets.push(sheet(`:host{margin-block-start:${marginTop}}`));
      const filled = slot.getBoundingClientRect();
      const isStill = top >= innerHeight || (filled.top === top && filled.height < height + 1);
      if (!isStill) remove();
      return isStill;
    },
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
