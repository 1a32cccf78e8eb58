/** The language of the dashboard on this device, until another is chosen. */
import type { Language } from "./words.ts";

const KEY = "impuls-dashboard-language";

/** Undefined where none was chosen, or storage is switched off. */
export function keptLanguage(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "en" || kept === "pl" ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Everything is said anew: the page is loaded again, at the same address. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage is off: the browser's own language stays.
  }
  location.reload();
}
