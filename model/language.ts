/** The language of a page or a notification. Imports nothing: the tracker runs it. */

/**
 * As BCP 47 writes it, and so as Intl takes it: shop software has `en_US` and `PL` for `en-US` and `pl`, and Intl throws on the
 * one. English where it is none.
 */
export function languageOf(named: string): string {
  try {
    return Intl.getCanonicalLocales(named.replaceAll("_", "-"))[0]!;
  } catch {
    return "en";
  }
}
