/**
 * Recent products and micro-moments, out of what is heard and seen. In the commerce part; exports what
 * `MomentsPart` in api.ts describes.
 */
import { emptyHistory, type History, recognise, type Signal } from "../model/micro-moment.ts";
import type { Core, MomentsPart } from "./api.ts";
import { keepRecent, signalsOf } from "./observe/commerce.ts";

export const hear: MomentsPart["hear"] = (core, event) => {
  keepRecent(core, event);
  raise(core, signalsOf(core, event));
};

export const tick: MomentsPart["tick"] = (core, { path, engagedMs, scrollShare, idleMs }) => {
  const at = Date.now();
  const signals: Signal[] = [{ kind: "engagement", at, path, engagedMs, scrollShare }];
  if (document.documentElement.dataset.impulsPage === "cart") signals.push({ kind: "cart_idle", at, idleMs });
  // Most ticks change nothing and are not worth a transaction.
  const history = core.stored<History>("moments") ?? emptyHistory();
  if (signals.some((signal) => recognise(history, signal).moments.length)) raise(core, signals);
};

/** Folds signals into the history kept on the device and records the moments they make. */
async function raise(core: Core, signals: Signal[]): Promise<void> {
  if (!signals.length) return;
  let moments: object[] = [];
  await core.transact(["moments"], ([kept]) => {
    let history = (kept ?? emptyHistory()) as History;
    moments = [];
    for (const signal of signals) {
      const result = recognise(history, signal);
      history = result.history;
      moments.push(...result.moments);
    }
    return [["moments", history]];
  });
  for (const moment of moments) core.record("micro_moment", moment);
}
