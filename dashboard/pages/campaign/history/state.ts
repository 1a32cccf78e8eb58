/** Changes of the campaign that is open, and what is open once one is put back. */
import { signal } from "@preact/signals";
import { getChanges } from "../../../components/changes/state.ts";
import { reading } from "../../../reading.ts";
import { draft, open } from "../state.ts";

const asked = signal("");
export const changes = reading(() =>
  getChanges({ kind: "campaign", of: asked.value, by: undefined, before: undefined }),
);

export function showChanges(id: string): void {
  if (asked.value !== id) changes.clear();
  asked.value = id;
  void changes.load();
}

/** What was being written gives way to what is saved now. */
export async function openAnew(id: string): Promise<void> {
  draft.value = undefined;
  await open(id, {});
  await changes.load();
}
