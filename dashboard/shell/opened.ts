/** What opens over any page and is loaded the first time it is asked for: the palette, and the list of keys. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { say } from "../components/toast/toast.ts";
import { language, learn, t } from "../words.ts";

const PARTS = {
  palette: () => import("./palette/Palette.tsx"),
  keys: () => import("./palette/KeyList.tsx"),
};

export const opened = signal<ComponentType>();
/** Its part is being loaded. */
let isOpening = false;
/** Typed meanwhile. */
let early = "";

/** True where the key was meant for what is being loaded, or has not got the focus yet. */
export function takeEarly(key: string): boolean {
  const isAhead = isOpening || opened.peek() !== undefined;
  if (isAhead && key.length === 1) early += key;
  return isAhead;
}
/** What was typed before it was there, once. */
export function typedEarly(): string {
  const text = early;
  early = "";
  return text;
}

export function open(part: keyof typeof PARTS): void {
  isOpening = true;
  early = "";
  void learnWords()
    .then(PARTS[part])
    .then(
      ({ Part }) => {
        opened.value = Part;
      },
      // Its files are gone: a newer dashboard has been put in their place.
      () => say(t`This could not be loaded.`, { label: t`Reload`, run: () => location.reload() }),
    )
    .finally(() => {
      isOpening = false;
    });
}

/** Before the parts, whose constants are said when they are loaded. */
async function learnWords(): Promise<void> {
  if (language === "en") return;
  for (const words of await Promise.all([import("./pl.ts"), import("../model-words/plays.pl.ts")]))
    learn(words.default);
}

export function closeOpened(): void {
  opened.value = undefined;
}
