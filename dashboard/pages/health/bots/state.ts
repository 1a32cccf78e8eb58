import { getBots } from "../../../api.ts";
import { reading } from "../../../reading.ts";

/** Of the last seven days. */
export const bots = reading(() => getBots());
export const refresh = () => void bots.load();
