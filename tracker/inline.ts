/** Lazy part: the content of a slot, loaded beside the content part. Exports what `InlinePart` in api.ts describes. */
import type { InlinePart } from "./api.ts";
import { sheet } from "./render/element.ts";
import { hollow } from "./render/hollow.ts";

export { default as css } from "./render/content-inline.css" with { type: "text" };

/** Slots whose shadow is ours. */
const ours = new WeakSet<Element>();

/**
 * In the slot's own shadow, over the shop's default content, which stays where it is and comes back on removal.
 * The slot keeps its height, and the margin by which its first child held the page above off. What would still move
 * anything in view is not shown, nor anything in a slot that has a shadow of the shop's.
 */
export const fill: InlinePart["fill"] = (host, slot) => {
  // Later the slot may have another.
  const remove = () => host.isConnected && slot.shadowRoot!.replaceChildren(document.createElement("slot"));
  const animations = () => slot.getAnimations({ subtree: true });
  return {
    remove,
    attach(isGhost) {
      if (slot.shadowRoot && !ours.has(slot)) return false;
      ours.add(slot);
      const { top, height } = slot.getBoundingClientRect();
      const { marginTop } = getComputedStyle(slot.firstElementChild ?? slot);
      const root = slot.shadowRoot ?? slot.attachShadow({ mode: "open" });
      const [...sheets] = root.adoptedStyleSheets;
      const moving = animations();
      root.adoptedStyleSheets = [sheet(`:host{box-sizing:border-box;min-block-size:${height}px}`)];
      root.replaceChildren(host);
      if (slot.getBoundingClientRect().top < top)
        root.adoptedStyleSheets.push(sheet(`:host{margin-block-start:${marginTop}}`));
      const filled = slot.getBoundingClientRect();
      const isStill = top >= innerHeight || (filled.top === top && filled.height < height + 1);
      if (isGhost) {
        hollow(host);
        root.append(document.createElement("slot"));
        root.adoptedStyleSheets = sheets;
        // Those of the shop's content that would begin anew are where they were, or over.
        for (const one of animations()) if (!moving.includes(one)) one.startTime = 0;
      }
      if (!isStill) remove();
      return isStill;
    },
  };
};
