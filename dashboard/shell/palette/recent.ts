/** What was opened from the palette last: kept on the device until one signs out, apart for each shop. */
import type { IconName } from "../../components/icon/shapes.ts";
import { site } from "../../site.ts";

export interface Recent {
  href: string;
  icon: IconName;
  words: string;
  aside: string;
}
const MOST = 6;
const PREFIX = "impuls-dashboard-recent-";

export function keptRecent(): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + site.value?.id) ?? "[]") as Recent[];
  } catch {
    return [];
  }
}

export function keepRecent(opened: Recent): void {
  const others = keptRecent().filter(({ href }) => href !== opened.href);
  try {
    localStorage.setItem(PREFIX + site.value?.id, JSON.stringify([opened, ...others].slice(0, MOST)));
  } catch {
    // Storage is off: nothing is kept.
  }
}

/** Of every shop: ids of orders and customers are among it. */
export function forgetRecent(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Storage is off: nothing was kept.
  }
}
