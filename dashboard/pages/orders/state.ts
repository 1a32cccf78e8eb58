import { signal } from "@preact/signals";
import { ORDER_STATUSES } from "../../../model/order.ts";
import { DOORS } from "../../../model/order-report.ts";
import { getOrders } from "../../api.ts";
import { reading } from "../../reading.ts";

export const PAGE_SIZE = 50;
const asked = signal<Record<string, string>>({});
export const orders = reading(() => {
  const { before, door, status } = asked.value;
  return getOrders({
    before,
    door: DOORS.find((one) => one === door),
    status: ORDER_STATUSES.find((one) => one === status),
  });
});

export function show(query: Record<string, string>): void {
  asked.value = query;
  void orders.load();
}
