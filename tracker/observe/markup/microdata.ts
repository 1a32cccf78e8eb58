/** Things marked up in the page's own elements: microdata, as the HTML standard has it. */
import type { Thing } from "./thing.ts";

/** Not parts of something else; a list's members and a product inside another's element are about something else. */
const TOP =
  "[itemscope]:not([itemprop],[itemtype*=List i] *,[itemtype*='/Product' i] [itemtype*='/Product' i])";

export const microdata = (): Thing[] =>
  [...document.querySelectorAll(TOP)].map((element) => {
    const named = element.getAttribute("itemref")?.split(/\s+/) ?? [];
    return thingOf(element, ...named.flatMap((id) => document.getElementById(id) ?? []));
  });

/** `elsewhere`: what stands outside of it and is of it all the same. Of top things alone, and so never in a circle. */
function thingOf(element: Element, ...elsewhere: Element[]): Thing {
  // No property of the page's choosing, such as `constructor`, may meet one that every object has.
  const thing: Record<string, unknown[] | undefined> = {
    __proto__: null as never,
    "@type": element.getAttribute("itemtype")?.split(/\s+/),
  };
  for (const root of [element, ...elsewhere])
    for (const part of [root, ...root.querySelectorAll("[itemprop]")]) {
      const scope = part.parentElement!.closest("[itemscope]");
      const isOwn = root === element ? scope === root : part === root || !root.contains(scope);
      for (const name of (isOwn && part.getAttribute("itemprop")?.split(/\s+/)) || [])
        thing[name] = [
          ...(thing[name] ?? []),
          part.hasAttribute("itemscope") ? thingOf(part) : textIn(part, name),
        ];
    }
  return thing;
}

/** Of a link or picture the address is meant only where the property is one; a brand's link is its text. */
function textIn(part: Element, name: string): string {
  const names = ["content", ...(/url|image|item|availability/.test(name) ? ["href", "src"] : ["value"])];
  return names.map((one) => part.getAttribute(one)).find((text) => text !== null) ?? part.textContent!;
}
