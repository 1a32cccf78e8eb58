import { signal } from "@preact/signals";
import { getCampaigns } from "../../api.ts";
import { reading } from "../../reading.ts";

export const campaigns = reading(getCampaigns);
export const sought = signal("");
/** Name of the column the list is in the order of. */
export const sortedBy = signal("Status");
