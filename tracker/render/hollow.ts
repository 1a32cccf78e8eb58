/** What is left of the content of a held-out visitor, once it is known that it could have stood there. */
import { sheet } from "./element.ts";

/**
 * Makes of a content that is on the page a box of its size, to tell when it would come into view: empty, invisible and so out of
 * reach, and taking no room.
 */
export function hollow(host: HTMLElement): void {
  const { width, height } = host.getBoundingClientRect();
  const root = host.shadowRoot!;
  root.replaceChildren();
  root.adoptedStyleSheets.push(
    sheet(
      `:host{position:absolute!important;visibility:hidden!important;width:${width}px!important;height:${height}px!important}`,
    ),
  );
}
