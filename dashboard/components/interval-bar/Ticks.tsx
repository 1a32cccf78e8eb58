import { placeOf, type Scale } from "./scale.ts";
import { ticksOf } from "./ticks.ts";

/** In the head of a column of interval bars; on phones 0 and the last alone. */
export function Ticks({ scale, currency }: { scale: Scale; currency: string }) {
  const ticks = ticksOf(scale, currency);
  return (
    <span class="iv-ticks num" aria-hidden="true">
      {ticks.map(({ minor, text }, i) => (
        <span
          key={minor}
          class={minor === 0 || i === ticks.length - 1 ? undefined : "hide-s"}
          style={{ left: `${placeOf(minor, scale)}%` }}
        >
          {text}
        </span>
      ))}
    </span>
  );
}
