/** Lazy part: draws a decision's content and puts it in its place. Exports what `ContentPart` in api.ts describes. */
import type { Cart, ContentPart, Core, Drawn, RecentItem } from "./api.ts";
import { elsewhere } from "./render/address.ts";
import { sheet } from "./render/element.ts";
import { drawContent } from "./render/frame.ts";

export const draw: ContentPart["draw"] = (core, { content, why }, slot, kinds, told) => {
  const make = () => {
    const recent = core.stored<RecentItem[]>("recent");
    const texts = {
      // A notification comes when the page has been left: what is being looked at is news there.
      recent: kinds.push ? (recent ?? []) : elsewhere(recent),
      cart: core.stored<Cart>("cart"),
      bought: core.stored<RecentItem[]>("bought"),
    };
    return drawContent(content, why, texts, slot ?? document.body, kinds);
  };
  const host = make();
  const place =
    host &&
    (kinds.inline
      ? kinds.inline.fill(host, slot!)
      : kinds.overlay
        ? kinds.overlay.float(host, content)
        : overPage(core, host, make));
  if (!host || !place) return undefined;
  let isClosed = false;
  host.shadowRoot!.addEventListener("click", (event) => {
    const target = event.target as Element;
    const link = target.closest("a");
    if (link) told("content_click", { target: link.href.slice(0, 300) });
    if (!target.closest("[name=close]")) return;
    // Opened again and closed again is the same close.
    if (!isClosed) told("content_close");
    isClosed = true;
    // Who wants less of it wants no teaser either.
    ((!target.closest("details") && place.close) || place.remove)();
  });
  return { host, ...place };
};

/**
 * At the lower edge, above whatever the shop has fixed there. It follows the cart, also what another page made of it. Undefined
 * where it leads to the page being looked at: it has nothing to offer there.
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
  return {
    attach() {
      core.commands.watch(async ({ event }) => {
        // Another view of this same page: it is back from the cache, and the cart may be another page's.
        if (!host.isConnected || !/cart|page_view/.test(event?.name as string)) return;
        await core.transact(["cart"], ([cart]) => [["cart", cart]]);
        const fresh = make();
        if (!fresh) return host.remove();
        fresh.shadowRoot!.querySelectorAll(".c>*").forEach((block, i) => {
          // What can be pressed may have been: a code that is shown stays.
          if (!block.querySelector("button")) root.querySelectorAll(".c>*")[i]!.replaceWith(block);
        });
      });
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
