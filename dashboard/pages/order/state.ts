import { signal } from "@preact/signals";
import { getOrder } from "../../api.ts";
import { reading } from "../../reading.ts";

const asked = signal("");
export const order = reading(() => getOrder(asked.value));

export function show(id: string): void {
  if (id !== asked.value) order.clear();
  asked.value = id;
  void order.load();
}
