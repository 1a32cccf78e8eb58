/** The results of one campaign, and what the campaign is. */
import { computed, signal } from "@preact/signals";
import { getCampaigns, getResults } from "../../api.ts";
import { reading } from "../../reading.ts";
import { plainTokens, titleOf } from "../campaign/words.ts";

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

/** Empty where the campaign has no such variant any more. */
export function titleOfVariant(id: string): string {
  const content = campaign.value?.variants.find((variant) => variant.id === id)?.content;
  return content ? plainTokens(titleOf(content)) : "";
}
