/** The results of one campaign, and what the campaign is. */
import { computed, signal } from "@preact/signals";
import { getCampaigns, getResults } from "../../api.ts";
import { reading } from "../../reading.ts";

const asked = signal("");
export const campaigns = reading(getCampaigns);
export const results = reading(() => getResults(asked.value));

export function open(id: string): void {
  if (asked.value !== id) results.clear();
  asked.value = id;
  void campaigns.load();
  void results.load();
}

export const campaign = computed(() => campaigns.value.value?.campaigns.find(({ id }) => id === asked.value));
