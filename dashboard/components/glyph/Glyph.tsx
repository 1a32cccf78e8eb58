import { hash32 } from "../../../model/bucketing.ts";

/** Ground and line of the drawing: ramps that are told apart in both themes. */
const GROUNDS = ["petrol", "ember", "green", "amber", "sand"] as const;

/** A small drawn sign of a visitor, as stable as the name beside it. */
export function Glyph({ id, size = "2.75rem" }: { id: string; size?: string }) {
  const seed = hash32(`glyph|${id}`);
  const ground = GROUNDS[seed % GROUNDS.length]!;
  const height = (shift: number) => 11 + ((seed >>> shift) % 18);
  const [a, b, c, d] = [height(3), height(9), height(15), height(21)] as const;
  const dot = ground === "ember" ? "petrol" : "ember";
  return (
    <svg class="glyph" viewBox="0 0 40 40" aria-hidden="true" style={{ width: size, height: size }}>
      <rect width="40" height="40" rx="10" fill={`var(--${ground}-3)`} />
      <path
        d={`M8 ${a}C12 ${a} 13 ${b} 17 ${b}S22 ${c} 26 ${c}S30 ${d} 33 ${d}`}
        fill="none"
        stroke={`var(--${ground}-${ground === "amber" ? 11 : 9})`}
        stroke-width="2.5"
        stroke-linecap="round"
      />
      <circle cx="33" cy={d} r="2.6" fill={`var(--${dot}-9)`} />
    </svg>
  );
}
