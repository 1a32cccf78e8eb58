/** The countdown block: what is left until the campaign's end, and its date. */
import type { DrawBlock } from "../api.ts";
import { element } from "./element.ts";

const MINUTE_MS = 60_000;

/** `at`: the end, epoch ms; `deviceAt`: when that is by the device's clock, which may be hours wrong. */
export const countdownWith =
  (ends: { at: number; deviceAt: number } | undefined): DrawBlock<"countdown"> =>
  ({ label }, { language }) => {
    if (!ends) return undefined;
    const timer = element("div", { className: "t", role: "timer", ariaLabel: label });
    const show = () => {
      const leftMs = ends.deviceAt - Date.now();
      timer.replaceChildren(...largestOf(leftMs).map(([count, unit]) => figure(count, unit, language)));
      // Once a minute, at the minute, and never again once it is gone. The end itself takes the whole content away.
      setTimeout(() => timer.isConnected && show(), leftMs % MINUTE_MS || MINUTE_MS);
    };
    show();
    const date = new Date(ends.at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
    return element("div", {}, timer, element("small", {}, `${label}: ${date}`));
  };

/** The two largest units of what is left, minutes the least of them; a minute that has begun counts. */
function largestOf(leftMs: number): [count: number, unit: string][] {
  const minutes = Math.max(Math.ceil(leftMs / MINUTE_MS), 0);
  const units: [number, string][] = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor(minutes / 60) % 24, "hour"],
    [minutes % 60, "minute"],
  ];
  const first = units.findIndex(([count]) => count);
  return first < 0 ? units.slice(2) : units.slice(first, first + 2);
}

/** The number over its unit, both as the language has them. */
function figure(value: number, unit: string, language: string): HTMLElement {
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  const parts = format.formatToParts(value);
  const join = (isUnit: boolean) =>
    parts
      .filter(({ type }) => (type === "unit") === isUnit)
      .map((part) => part.value)
      .join("")
      .trim();
  return element("span", {}, element("b", {}, join(false)), ` ${join(true)}`);
}
