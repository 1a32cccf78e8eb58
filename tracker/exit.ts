/**
 * Lazy part, loaded where a decision waits for the visitor to leave: hands what the page sees to the rule in
 * model/exit-intent.ts. Exports what `ExitPart` in api.ts describes.
 */
import { afterSample, BACK_MS, beginExit, type ExitSample } from "../model/exit-intent.ts";
import type { ExitPart } from "./api.ts";
import { onExitSamples } from "./observe/exit-samples.ts";

export const observe: ExitPart["observe"] = (isCart, leaving) => {
  const begin = () => beginExit(Date.now(), matchMedia("(hover:none)").matches);
  let state = begin();
  const hear = (sample: ExitSample) => {
    const before = state;
    state = afterSample(before, sample);
    if (state.sign && !before.sign) leaving();
    // Sooner than the next second: by then the tab may be closed.
    if (state.leftAt && !before.leftAt) setTimeout(tick, BACK_MS, 0);
  };
  const tick = (idleMs: number) => hear({ kind: "tick", at: Date.now(), idleMs, isCart: isCart() });
  onExitSamples(hear);
  return {
    tick,
    begin() {
      state = begin();
    },
  };
};
