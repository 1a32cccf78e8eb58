import { getCoupons } from "../../api.ts";
import { reading } from "../../reading.ts";

export const pools = reading(getCoupons);
