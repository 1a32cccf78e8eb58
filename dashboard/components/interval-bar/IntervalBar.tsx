import type { Interval } from "../../../model/results/interval.ts";
import { placeOf, type Scale } from "./scale.ts";

interface Props {
  /** Null: there is none; the scale is drawn alone. */
  of: Interval | null;
  scale: Scale;
  /** The interval in words. */
  label: string;
  /** What is really so, where a simulation knows it. */
  truth?: number | undefined;
}

/** Track, tick at 0, span and point: filled where 0 is outside, hollow and grey where it is not. */
export function IntervalBar({ of: interval, scale, label, truth }: Props) {
  const at = (value: number) => `${placeOf(value, scale)}%`;
  const zero = <i class="zero" style={{ left: at(0) }} />;
  if (!interval) return <span class="iv none">{zero}</span>;
  const { estimate, low, high } = interval;
  const tone = high < 0 ? "worse" : low > 0 ? "" : "unsure";
  const width = placeOf(high, scale) - placeOf(low, scale);
  return (
    <span class={`iv ${tone}`} role="img" aria-label={label}>
      {zero}
      <i class="span" style={{ left: at(low), width: `${width}%` }} />
      <i class="point" style={{ left: at(estimate) }} />
      {truth !== undefined && <i class="truth" style={{ left: at(truth) }} />}
    </span>
  );
}
