/**
 * Lazy part: a place on the shop's page by CSS selector, loaded where a decision names one. Exports what `PlacePart` in
 * api.ts describes.
 */
import type { PlacePart } from "./api.ts";
import { sheet } from "./render/element.ts";
import { hollow } from "./render/hollow.ts";

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

export const stand: PlacePart["stand"] =
  ({ where, reservePx: { phone, wide } }) =>
  (host, target) => {
    const isInstead = where === "replace";
    const { style } = target;
    let bringBack = () => {};
    const hide = (name: string, value: string) => {
      const [had, priority] = [style.getPropertyValue(name), style.getPropertyPriority(name)];
      style.setProperty(name, value, "important");
      bringBack = () => {
        bringBack = () => {};
        style.setProperty(name, had, priority);
        // Looked at first: what has not been asked for since the change is not there to be removed.
        if (!target.getAttribute("style")) target.removeAttribute("style");
      };
    };
    const remove = () => {
      host.remove();
      bringBack();
    };
    return {
      remove,
      attach(isGhost) {
        const before = boxesAround(target, isInstead);
        const { height } = target.getBoundingClientRect();
        const { margin, gridArea, order, flex, alignSelf } = getComputedStyle(target);
        const least = isInstead ? height : 0;
        const room = (px: number) => `:host{min-block-size:${Math.max(px, least)}px!important}`;
        const likeIt = `:host{margin:${margin}!important;grid-area:${gridArea}!important;order:${order}!important;flex:${flex}!important;align-self:${alignSelf}!important}`;
        host.shadowRoot!.adoptedStyleSheets.push(
          sheet(`${room(phone)}@media(min-width:640px){${room(wide)}}${isInstead ? likeIt : ""}`),
        );
        target[where === "after" ? "after" : "before"](host);
        // Out of the way for the moment, where it is to be as if nothing had been: hidden, it would begin its animations anew.
        if (isInstead) isGhost ? hide("position", "absolute") : hide("display", "none");
        const isStill = before.every(([one, { left, top, width }]) => {
          const now = one.getBoundingClientRect();
          return now.left === left && now.top === top && now.width === width;
        });
        if (!isStill) remove();
        else if (isGhost) {
          hollow(host);
          bringBack();
        }
        return isStill;
      },
    };
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
