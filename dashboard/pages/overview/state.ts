import { signal } from "@preact/signals";
import { getCampaigns, getOverview } from "../../api.ts";
import { reading } from "../../reading.ts";
import { parseRange } from "./range.ts";

const range = signal<{ from: string; to: string }>();
/** The same figures as rows; about this screen only, so not in the URL. */
export const isTable = signal(false);

/** Without a range in the URL the edge chooses the last 30 days. */
export const overview = reading(() => getOverview({ from: range.value?.from, to: range.value?.to }));

export const campaigns = reading(getCampaigns);

export function refresh(): void {
  void overview.load();
  void campaigns.load();
}

export function show(query: Record<string, string>): void {
  range.value = parseRange(query);
  void overview.load();
}
