/** Things marked up in the page's own elements: microdata, as the HTML standard has it. */
import type { Thing } from "./thing.ts";

/** Properties whose value is an address where the element has one; of others an element's text is what is meant. */
const IS_ADDRESS = /url|image|item|availability/i;
/** Not parts of something else; a list's members and a product inside another's element are about something else. */
const TOP =
  "[itemscope]:not([itemprop],[itemtype*=List i] *,[itemtype*='/Product' i] [itemtype*='/Product' i])";

export const microdata = (): Thing[] => [...document.querySelectorAll(TOP)].map(thingOf);

const scopeOf = (element: Element) => element.parentElement?.closest("[itemscope]");

function thingOf(element: Element): Thing {
  const attribute = (name: string) => element.getAttribute(name);
  // No property of the page's choosing, such as `constructor`, may meet one that every object has.
  const thing: Record<string, unknown[]> = {
    __proto__: null as never,
    "@type": (attribute("itemtype") ?? "").split(" "),
  };
  const elsewhere = (attribute("itemref") ?? "").split(" ").map((id) => document.getElementById(id));
  for (const root of [element, ...elsewhere])
    for (const part of root?.querySelectorAll("[itemprop]") ?? [])
      if (scopeOf(part) === (root === element ? root : scopeOf(root!)))
        for (const name of part.getAttribute("itemprop")!.split(" "))
          thing[name] = [
            ...(thing[name] ?? []),
            part.hasAttribute("itemscope") ? thingOf(part) : textIn(part, name),
          ];
  return thing;
}

function textIn(part: Element, name: string): string {
  const attribute = (attributeName: string) => part.getAttribute(attributeName);
  return (
    attribute("content") ??
    (IS_ADDRESS.test(name) ? (attribute("href") ?? attribute("src")) : attribute("value")) ??
    part.textContent!
  );
}
