/** Light or dark: kept on the device, since it is about this screen and not about the shop. */

export type Theme = "light" | "dark";
const KEY = "impuls-dashboard-theme";

/** Undefined where none was chosen, or storage is switched off. */
export function keptTheme(): Theme | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function switchTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const next: Theme = isDark ? "light" : "dark";
  root.dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is off: the choice holds for this page.
  }
}
