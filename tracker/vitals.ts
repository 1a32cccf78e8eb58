/**
 * Lazy part, loaded when an allowed page has nothing else to do: Core Web Vitals by the web-vitals library as shipped.
 * It is told of every change and the latest is kept, because what the library says by itself comes with the page's
 * hiding, too late to be written: every page would need a request of its own. Exports what `VitalsPart` in api.ts
 * describes.
 */
import { type Metric, onCLS, onINP, onLCP } from "web-vitals";
import type { VitalsPart } from "./api.ts";
import { pageKind } from "./observe/page.ts";

const latest = new Map<Metric["name"], Metric>();
/** Ids of metrics that were told: one view of the page each, so a return from the back/forward cache has new ones. */
const told = new Set<Metric["id"]>();

for (const listen of [onLCP, onINP, onCLS])
  listen((metric: Metric) => latest.set(metric.name, metric), { reportAllChanges: true });

export const tell: VitalsPart["tell"] = (core, exposures) => {
  for (const { id, name, value } of latest.values()) {
    if (told.has(id)) continue;
    told.add(id);
    const props = {
      metric: name,
      value: +value.toFixed(name === "CLS" ? 4 : 0),
      kind: pageKind(),
      exposures,
    };
    core.record("web_vital", props, { withinMs: Infinity });
  }
};
