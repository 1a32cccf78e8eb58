/** What the page has for the parts that read it, told without reading it: a part nobody needs is not loaded. */

/** Markup that may tell of a product, or of the kind of page. */
export const hasMarkup = (): unknown =>
  document.querySelector('[type*="ld+json"],[itemtype],[property^="product:"]');

/**
 * A data layer: of the usual name, or of any with an entry such as those hold (`gtag` leaves its arguments). Getters of
 * the page are not called.
 */
export function hasLayer(): boolean {
  try {
    return Object.entries(Object.getOwnPropertyDescriptors(window)).some(
      ([name, { value }]) => Array.isArray(value) && (name === "dataLayer" || value.some(isPush)),
    );
  } catch {
    // An entry that throws when it is looked at.
    return true;
  }
}

const isPush = (entry: unknown): boolean =>
  entry === Object(entry) && ["event", "ecommerce", "callee"].some((name) => name in (entry as object));
