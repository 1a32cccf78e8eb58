import type { ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { holdWhile } from "./route.ts";

/**
 * While the page is shown it is not left unasked with what is not saved in it: `isChanged` says so of what was saved
 * before, and what is new counts once it is other than it began.
 */
export function useUnsaved(of: {
  draft: ReadonlySignal<unknown>;
  isNew: () => boolean;
  isChanged: () => boolean;
}): void {
  useEffect(() => {
    let begun: string | undefined;
    const stop = of.draft.subscribe((draft) => {
      if (draft && begun === undefined) begun = JSON.stringify(draft);
      if (!draft) begun = undefined;
    });
    holdWhile(() => {
      const draft = of.draft.peek();
      if (!draft) return false;
      return of.isNew() ? JSON.stringify(draft) !== begun : of.isChanged();
    });
    return () => {
      stop();
      holdWhile(undefined);
    };
  }, []);
}
