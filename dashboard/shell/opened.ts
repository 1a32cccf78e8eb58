/** What opens over any page and is loaded the first time it is asked for: the palette, and the list of keys. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { say } from "../components/toast/toast.ts";

const PARTS = {
  palette: () => import("./palette/Palette.tsx"),
  keys: () => import("./palette/KeyList.tsx"),
};

export const opened = signal<ComponentType>();

export function open(part: keyof typeof PARTS): void {
  void PARTS[part]().then(
    ({ Part }) => {
      opened.value = Part;
    },
    // Its files are gone: a newer dashboard has been put in their place.
    () => say("This could not be loaded.", { label: "Reload", run: () => location.reload() }),
  );
}

export function closeOpened(): void {
  opened.value = undefined;
}
