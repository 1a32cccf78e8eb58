/** Saved states of the campaign that is open, and the way back to one. */
import { signal } from "@preact/signals";
import { getCampaignVersions, restoreCampaign } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { say } from "../../../components/toast/toast.ts";
import { reading } from "../../../reading.ts";
import { refreshPublication } from "../../../shell/state.ts";
import { draft, open } from "../state.ts";

const asked = signal("");
export const versions = reading(() => getCampaignVersions(asked.value));
/** All of them are shown, and not only the newest. */
export const isWhole = signal(false);

export function showVersions(id: string): void {
  if (asked.value !== id) {
    versions.clear();
    isWhole.value = false;
  }
  asked.value = id;
  void versions.load();
}

export async function bringBack(id: string, version: number): Promise<void> {
  const answer = await restoreCampaign(id, version);
  if ("failure" in answer) {
    say(`Not brought back. ${sayFailure(answer.failure)}`);
    return;
  }
  draft.value = undefined;
  await Promise.all([open(id, {}), refreshPublication()]);
  say(`Version ${version} is back, as a new one. Not live until it is published.`);
}
