/** The keyboard: `/` searches the list, `g` and a letter go somewhere. Single letters are off in fields. */
import { go, hrefOf, type PageName } from "./route.ts";

const PLACES: Record<string, PageName> = {
  o: "overview",
  l: "live",
  v: "visitors",
  s: "segments",
  b: "buyers",
  c: "campaigns",
  r: "orders",
};
/** The letter after `g` is waited for so long. */
const CHORD_MS = 1500;

export function startKeys(): void {
  let goingUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isInField(event.target)) return;
    const isGoing = event.timeStamp < goingUntil;
    goingUntil = 0;
    const place = isGoing ? PLACES[event.key] : undefined;
    if (place) go(hrefOf(place));
    else if (event.key === "g") goingUntil = event.timeStamp + CHORD_MS;
    else if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>('input[type="search"]');
      if (!search) return;
      event.preventDefault();
      search.focus();
    }
  });
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && !!target.closest("input, textarea, select, dialog");
}
