/** What the page has for the parts that read it, told without reading it: a part nobody needs is not loaded. */

/** Markup that may tell of a product, or of the kind of page. */
export const hasMarkup = (): unknown =>
  document.querySelector('[type*="ld+json"],[itemtype],[property^="product:"]');

/**
 * The page's own global lists, by name. Getters are not called; and what the browser itself has there is not enumerable,
 * and takes long to be made when it is looked at.
 */
export const pageLists = (): [name: string, list: unknown[]][] =>
  Object.keys(window).flatMap((name) => {
    const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
    return Array.isArray(value) ? [[name, value]] : [];
  });

/** A data layer: of the usual name, or of any with an entry such as those hold (`gtag` leaves its arguments). */
export function hasLayer(): boolean {
  try {
    return pageLists().some(([name, list]) => name === "dataLayer" || list.some(isPush));
  } catch {
    // An entry that throws when it is looked at.
    return true;
  }
}

const isPush = (entry: unknown): boolean =>
  entry === Object(entry) && ["event", "ecommerce", "callee"].some((name) => name in (entry as object));
