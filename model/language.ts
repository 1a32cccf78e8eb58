/** Languages as the shop's server or an app names them. */

/** Most characters of a language that is kept; what a device says is held to the same (model/sync.ts). */
const LONGEST = 35;

/** The tag as it is written (BCP 47), `pl-PL`; undefined where it is none. Phones say `pl_PL`. */
export function languageOf(told: unknown): string | undefined {
  if (typeof told !== "string" || told.length > LONGEST) return undefined;
  try {
    return Intl.getCanonicalLocales(told.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}
