/** Languages as pages, devices, a shop's server or an app name them. Imports nothing: the tracker runs it. */

/** Most characters of a language that is kept; what a device says is held to the same (model/sync.ts). */
const LONGEST = 35;

/**
 * As BCP 47 writes it, and so as Intl takes it: shop software and phones have `en_US` and `PL` for `en-US` and `pl`, and Intl
 * throws on the one. Undefined where it is none.
 */
export function canonical(named: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(named.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** The same of what anybody may have sent. */
export const languageOf = (told: unknown): string | undefined =>
  typeof told === "string" && told.length <= LONGEST ? canonical(told) : undefined;
