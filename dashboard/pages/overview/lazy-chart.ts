/** uPlot comes after the figures: they are what one came for. */
import { signal } from "@preact/signals";
import type { TimeSeries } from "../../charts/TimeSeries.tsx";

export const lazyChart = signal<typeof TimeSeries>();

void import("../../charts/TimeSeries.tsx").then(({ TimeSeries: chart }) => {
  lazyChart.value = chart;
});
