import { sparkPath } from "./spark-line.ts";

/** Decoration beside the figure that says it: hidden from assistive technology. */
export function SparkLine({ values, height }: { values: readonly (number | null)[]; height: number }) {
  const width = 100;
  return (
    <svg
      class="spark-line"
      viewBox={`0 -2 ${width} ${height + 4}`}
      style={{ height: `${height + 4}px` }}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={sparkPath(values, width, height)} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
