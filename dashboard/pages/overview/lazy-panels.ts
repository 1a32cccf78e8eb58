/** What stands around the figures comes after them. */
import { signal } from "@preact/signals";
import { language, learn } from "../../words.ts";

export const lazyPanels = signal<typeof import("./panels/Panels.tsx")>();

export async function loadPanels(): Promise<void> {
  if (language === "pl") learn((await import("./panels/pl.ts")).default);
  lazyPanels.value = await import("./panels/Panels.tsx");
}
