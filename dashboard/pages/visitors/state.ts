import { signal } from "@preact/signals";
import { getSegments, getVisitors } from "../../api.ts";
import { reading } from "../../reading.ts";

export const PAGE_SIZE = 50;

const filter = signal<{ segment: string | undefined; before: string | undefined }>({
  segment: undefined,
  before: undefined,
});
export const visitors = reading(() => getVisitors(filter.value));
/** For the name of the filter, and for choosing another. */
export const segments = reading(getSegments);

export function show({ segment, before }: Record<string, string>): void {
  filter.value = { segment, before };
  void visitors.load();
  if (!segments.value.value) void segments.load();
}
export const refresh = () => void visitors.load();
