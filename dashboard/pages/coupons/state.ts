import { signal } from "@preact/signals";
import { getCoupons } from "../../api.ts";
import { reading } from "../../reading.ts";

export const pools = reading(getCoupons);
export const sought = signal("");
/** Name of the column the list is in the order of. */
export const sortedBy = signal("Orders");
