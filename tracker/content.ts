/** Lazy part: draws a decision's content and puts it in its place. Exports what `ContentPart` in api.ts describes. */
import type { Cart, ContentPart, Core, Drawn, RecentItem } from "./api.ts";
import { sheet } from "./render/element.ts";
import { drawContent } from "./render/frame.ts";

export const draw: ContentPart["draw"] = (core, { content, why }, slot, kinds, told) => {
  const make = () => {
    const texts = { recent: recentElsewhere(core), cart: core.stored<Cart>("cart") };
    return drawContent(content, why, texts, slot ?? document.body, kinds);
  };
  const host = make();
  const place =
    host &&
    (slot
      ? inSlot(host, slot)
      : kinds.overlay
        ? kinds.overlay.float(host, content)
        : overPage(core, host, make));
  if (!host || !place) return undefined;
  let isClosed = false;
  host.shadowRoot!.addEventListener("click", ({ target }) => {
    const link = (target as Element).closest("a");
    if (link) told("content_click", { target: link.href.slice(0, 300) });
    if (!(target as Element).closest("[name=close]")) return;
    // Opened again and closed again is the same close.
    if (!isClosed) told("content_close");
    isClosed = true;
    (place.close ?? place.remove)();
  });
  return { host, ...place };
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

/**
 * At the lower edge, above whatever the shop has fixed there. It follows the cart. Undefined where it leads to the page
 * being looked at: it has nothing to offer there.
 */
function overPage(
  core: Core,
  host: HTMLElement,
  make: () => HTMLElement | undefined,
): Omit<Drawn, "host"> | undefined {
  const root = host.shadowRoot!;
  const { origin, pathname, search } = location;
  for (const link of root.querySelectorAll("a"))
    if (link.origin + link.pathname === origin + pathname && search.includes(link.search)) return undefined;
  core.commands.watch((notice) => {
    if (!("event" in notice) || notice.event.name !== "cart") return;
    const fresh = make();
    if (fresh) root.replaceChildren(...fresh.shadowRoot!.childNodes);
    else host.remove();
  });
  return {
    attach() {
      let lift = 0;
      for (const e of document.elementsFromPoint(innerWidth / 2, innerHeight - 2))
        if (getComputedStyle(e).position === "fixed") lift = innerHeight - e.getBoundingClientRect().top;
      if (lift) root.adoptedStyleSheets.push(sheet(`.bar{inset-block-end:${lift}px}`));
      document.body.append(host);
      return true;
    },
    remove: () => host.remove(),
  };
}
