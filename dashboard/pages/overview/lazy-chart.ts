/** uPlot comes after the figures: they are what one came for. */
import { signal } from "@preact/signals";
import type { TimeSeries } from "../../charts/TimeSeries.tsx";

export const lazyChart = signal<typeof TimeSeries>();

export async function loadChart(): Promise<void> {
  lazyChart.value = (await import("../../charts/TimeSeries.tsx")).TimeSeries;
}
