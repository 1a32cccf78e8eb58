import { signal } from "@preact/signals";
import { getOverview } from "../../api.ts";
import { reading } from "../../reading.ts";
import { parseRange } from "./range.ts";

const range = signal<{ from: string; to: string }>();
export const isTable = signal(false);

/** Without a range in the URL the edge chooses the last 30 days. */
export const overview = reading(() => getOverview({ from: range.value?.from, to: range.value?.to }));

export function show(query: Record<string, string>): void {
  range.value = parseRange(query);
  void overview.load();
}
