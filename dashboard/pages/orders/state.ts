import { signal } from "@preact/signals";
import { getOrders } from "../../api.ts";
import { reading } from "../../reading.ts";

export const PAGE_SIZE = 50;
const before = signal<string>();
export const orders = reading(() => getOrders(before.value));

export function show(query: Record<string, string>): void {
  before.value = query.before;
  void orders.load();
}
