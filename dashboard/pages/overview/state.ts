import { signal } from "@preact/signals";
import { getCampaigns, getOverview, getOverviewPanels, getResultList } from "../../api.ts";
import { reading } from "../../reading.ts";
import { parseRange } from "./range.ts";

const range = signal<{ from: string; to: string }>();
/** The same figures as rows; about this screen only, so not in the URL. */
export const isTable = signal(false);

/** Without a range in the URL the edge chooses the last 30 days. */
const asked = () => ({ from: range.value?.from, to: range.value?.to });
export const overview = reading(() => getOverview(asked()));
export const panels = reading(() => getOverviewPanels(asked()));

export const campaigns = reading(getCampaigns);
/** What each campaign added, and all together; of no range: see docs/results.md. */
export const results = reading(getResultList);

export function refresh(): void {
  void overview.load();
}

/** What stands around the figures. */
export function readAround(): void {
  void panels.load();
  void campaigns.load();
  void results.load();
}

export function show(query: Record<string, string>): void {
  range.value = parseRange(query);
  void overview.load();
}
