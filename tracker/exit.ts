/**
 * Lazy part, loaded where a decision waits for the visitor to leave: hands what the page sees to the rule in
 * model/exit-intent.ts. Exports what `ExitPart` in api.ts describes.
 */
import { afterSample, beginExit, type ExitSample } from "../model/exit-intent.ts";
import type { ExitPart } from "./api.ts";
import { onExitSamples } from "./observe/exit-samples.ts";

/** What is shown has so long to come, before anything is an exit. */
const READY_MS = 5000;

export const observe: ExitPart["observe"] = (isCart, leaving) => {
  const begin = () => beginExit(Date.now(), matchMedia("(hover:none)").matches);
  let state = begin();
  const hear = (sample: ExitSample) => {
    const before = state;
    state = afterSample(before, sample);
    if (state.sign && !before.sign) leaving();
    // Sooner than the next second: by then the tab may be closed.
    if (state.goneAt && !before.goneAt) setTimeout(tick, state.goneAt - sample.at, 0, state.goneAt);
  };
  const tick = (idleMs: number, at = Date.now()) => hear({ kind: "tick", at, idleMs, isCart: isCart() });
  onExitSamples(hear);
  return {
    tick(idleMs) {
      tick(idleMs);
      return Date.now() > state.quietUntil - READY_MS;
    },
    returned(awayMs) {
      const at = Date.now();
      hear({ kind: "hidden", at: at - awayMs });
      hear({ kind: "shown", at });
    },
    begin() {
      state = begin();
    },
  };
};
