import { getCampaigns, getResultList } from "../../api.ts";
import { reading } from "../../reading.ts";

export const campaigns = reading(getCampaigns);
/** What each added: it takes longer to be told, so the list does not wait for it. */
export const results = reading(getResultList);
