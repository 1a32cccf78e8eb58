/**
 * Demo only. "Skip 3 hours" moves the clock of the edge; this moves the device's by the same amount, so that
 * visits end and quiet times pass here as well. The offset is written by the drawer's buttons alone: without
 * it the real clock is left untouched. A deployed shop has no such buttons, and needs no such file.
 */
import { keep, readKept } from "./kept.ts";

const RealDate = Date;

const offsetMs = (): number => {
  const kept = readKept("polana_clock");
  return typeof kept === "number" ? kept : 0;
};

/** Makes `Date.now()` and `new Date()` of this page run ahead by the offset kept on the device. */
export function moveDeviceClock(): void {
  const ahead = offsetMs();
  if (!ahead) return;
  const now = () => RealDate.now() + ahead;
  window.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given: [], newTarget) =>
      Reflect.construct(target, given.length ? given : [now()], newTarget),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}

/** Sets the device's clock to the edge's; takes effect with the next page. */
export function followClock(edgeNow: number): void {
  keep("polana_clock", edgeNow - (Date.now() - offsetMs()));
}
