/**
 * The keyboard. Ctrl K opens the palette from everywhere. Single letters are off in fields and dialogs, and can be
 * switched off: `/` searches, `g` and a letter go somewhere, `j` and `k` walk the rows, `n` makes a new one, Esc goes
 * back up, `?` lists them all.
 */

import { hrefOf } from "./address.ts";
import { areLettersOn } from "./letters.ts";
import { go } from "./route.ts";
import { open, takeEarly } from "./shell/opened.ts";
import { PLACES } from "./shell/places.ts";

/** The letter after `g` is waited for so long. */
const CHORD_MS = 1500;

export function startKeys(): void {
  let goingUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k") {
      event.preventDefault();
      open("palette");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isInField(event.target)) return;
    if (takeEarly(event.key)) {
      event.preventDefault();
      return;
    }
    const isGoing = event.timeStamp < goingUntil;
    goingUntil = 0;
    if (event.key.length === 1 && !areLettersOn.value) return;
    const place = isGoing && PLACES.find(({ letter }) => letter === event.key);
    if (place) go(hrefOf(place.page));
    else if (event.key === "g" && !hasOwnLetters()) goingUntil = event.timeStamp + CHORD_MS;
    else if (press(event.key)) event.preventDefault();
  });
}

/** True where the key did something. */
function press(key: string): boolean {
  switch (key) {
    case "/":
      return search();
    case "?":
      open("keys");
      return true;
    case "n":
      return follow('#main a.btn[href$="/new"]');
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "ArrowDown":
      return !!row() && step(1);
    case "ArrowUp":
      return !!row() && step(-1);
    case "Escape":
      return (
        !document.querySelector(":popover-open, details[open].menu") && follow("#main .crumb a:last-of-type")
      );
    default:
      return false;
  }
}

/** The list's own search, else the palette's. */
function search(): boolean {
  const field = document.querySelector<HTMLInputElement>('#main input[type="search"]');
  if (field) field.focus();
  else open("palette");
  return true;
}

function follow(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  link?.click();
  return !!link;
}

/** The row that has the focus. */
const row = () => document.activeElement?.closest("#main table.t tbody tr");

/** To the link of the next row that has one: Enter then opens it. */
function step(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll("#main table.t tbody tr")].flatMap(
    (one) => one.querySelector<HTMLElement>("a.nm, a[href]") ?? [],
  );
  const present = row();
  const at = links.findIndex((link) => present?.contains(link));
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return !!next;
}

/** The builder of a segment adds a group by `g`. */
const hasOwnLetters = () => !!document.querySelector("#main [data-path]");

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && !!target.closest("input, textarea, select, dialog, [contenteditable]");
}
