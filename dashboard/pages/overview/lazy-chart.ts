/** uPlot comes after the figures: they are what one came for. */
import { signal } from "@preact/signals";
import type { TimeSeries } from "../../charts/TimeSeries.tsx";
import { loadPart } from "./load-part.ts";

export const lazyChart = signal<typeof TimeSeries>();

export const loadChart = () =>
  loadPart(
    () => import("../../charts/TimeSeries.tsx"),
    ({ TimeSeries: chart }) => {
      lazyChart.value = chart;
    },
  );
