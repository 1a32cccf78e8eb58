/** Lazy part: the content of a slot, loaded beside the content part. Exports what `InlinePart` in api.ts describes. */
import type { InlinePart } from "./api.ts";
import { sheet } from "./render/element.ts";

export { default as css } from "./render/content-inline.css" with { type: "text" };

/**
 * In the slot's own shadow, over the shop's default content, which stays where it is and comes back on removal.
 * The slot keeps its height, and the margin by which its first child held the page above off. What would still move
 * anything in view is not shown.
 */
export const fill: InlinePart["fill"] = (host, slot) => {
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
};
