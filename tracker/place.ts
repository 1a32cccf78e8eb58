/**
 * Lazy part: a place on the shop's page by CSS selector, loaded where a decision names one. Exports what `PlacePart` in
 * api.ts describes.
 */
import type { Drawn, PlacePart } from "./api.ts";
import { element, sheet } from "./render/element.ts";

export const find: PlacePart["find"] = (selector, withinMs) =>
  new Promise((resolve) => {
    const look = () => {
      let found: HTMLElement | null | undefined;
      try {
        found = document.body.querySelector<HTMLElement>(selector);
      } catch {
        // No selector at all: nobody is told on the shop's page, the editor has said so.
        end(undefined);
      }
      if (found) end(found);
    };
    const end = (found: HTMLElement | undefined) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    const timer = setTimeout(end, withinMs);
    look();
  });

export const stand: PlacePart["stand"] = (drawn, target, { where, reservePx: { phone, wide } }) => {
  const host = drawn?.host ?? element("div", {});
  const isInstead = where === "replace";
  const { style } = target;
  const [display, priority] = [style.display, style.getPropertyPriority("display")];
  const bringBack = () => {
    if (!isInstead) return;
    style.setProperty("display", display, priority);
    // Looked at first: what has not been asked for since the change is not there to be removed.
    if (!target.getAttribute("style")) target.removeAttribute("style");
  };
  const remove = () => {
    host.remove();
    bringBack();
  };
  /** False, and nothing changed, where anything in view would move. */
  const put = () => {
    const before = boxesAround(target, isInstead);
    const { height } = target.getBoundingClientRect();
    const { margin, gridArea, order, flex, alignSelf } = getComputedStyle(target);
    const least = isInstead ? height : 0;
    const room = (px: number) => `:host{min-block-size:${Math.max(px, least)}px!important}`;
    const likeIt = `:host{margin:${margin}!important;grid-area:${gridArea}!important;order:${order}!important;flex:${flex}!important;align-self:${alignSelf}!important}`;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets.push(
      sheet(`${room(phone)}@media(min-width:640px){${room(wide)}}${isInstead ? likeIt : ""}`),
    );
    target[where === "after" ? "after" : "before"](host);
    if (isInstead) style.setProperty("display", "none", "important");
    const isStill = before.every(([one, { left, top, width }]) => {
      const now = one.getBoundingClientRect();
      return now.left === left && now.top === top && now.width === width;
    });
    if (!isStill) remove();
    return isStill;
  };
  const attach = () => {
    const isStill = put();
    // A ghost keeps the box for its exposure, and nothing of the page.
    if (isStill && !drawn) {
      const { width } = host.getBoundingClientRect();
      bringBack();
      for (const [name, value] of [
        ["position", "absolute"],
        ["visibility", "hidden"],
        ["pointer-events", "none"],
        ["width", `${width}px`],
      ] as const)
        host.style.setProperty(name, value);
    }
    return isStill;
  };
  return { host, attach, remove } satisfies Drawn;
};

/** What is in view and could move: the element, its ancestors, and all beside them. Whatever is inside moves with these. */
function boxesAround(target: Element, isInstead: boolean): [Element, DOMRect][] {
  const boxes: [Element, DOMRect][] = [];
  for (let one = target; one !== document.body; one = one.parentElement!)
    for (const beside of one.parentElement!.children) {
      const box = beside.getBoundingClientRect();
      const isInView = box.top < innerHeight && box.bottom > 0 && box.width && box.height;
      if (isInView && !(isInstead && beside === target)) boxes.push([beside, box]);
    }
  return boxes;
}
