import { type IconName, SHAPES } from "./shapes.ts";

/** Decoration beside a word: hidden from assistive technology. A button of an icon alone has its own label. */
export function Icon({ name }: { name: IconName }) {
  const isDots = name === "dots";
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[name]} {...(isDots && { "stroke-width": "2.2" })} />
    </svg>
  );
}
