/** What stands around the figures comes after them. */
import { signal } from "@preact/signals";
import { language, learn } from "../../words.ts";
import { loadPart } from "./load-part.ts";

export const lazyPanels = signal<typeof import("./panels/Panels.tsx")>();

async function load() {
  if (language === "pl") learn((await import("./panels/pl.ts")).default);
  return import("./panels/Panels.tsx");
}

export const loadPanels = () =>
  loadPart(load, (panels) => {
    lazyPanels.value = panels;
  });
