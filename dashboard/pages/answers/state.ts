/** What visitors answered to one campaign, and what the campaign is. */
import { computed, signal } from "@preact/signals";
import { getAnswers, getCampaigns } from "../../api.ts";
import { reading } from "../../reading.ts";

const asked = signal("");
export const campaigns = reading(getCampaigns);
export const answers = reading(() => getAnswers(asked.value));

export function open(id: string): void {
  if (asked.value !== id) answers.clear();
  asked.value = id;
  void campaigns.load();
  void answers.load();
}

export const campaign = computed(() => campaigns.value.value?.campaigns.find(({ id }) => id === asked.value));
