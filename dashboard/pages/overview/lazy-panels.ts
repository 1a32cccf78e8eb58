/** What stands around the figures comes after them. */
import { signal } from "@preact/signals";

export const lazyPanels = signal<typeof import("./panels/Panels.tsx")>();

void import("./panels/Panels.tsx").then((panels) => {
  lazyPanels.value = panels;
});
