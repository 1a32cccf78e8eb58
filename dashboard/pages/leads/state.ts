import { signal } from "@preact/signals";
import { deleteLead, getLeads } from "../../api.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";

export const PAGE_SIZE = 50;

const before = signal<string | undefined>(undefined);
export const leads = reading(() => getLeads(before.value));

export function show(cursor: string | undefined): void {
  before.value = cursor;
  void leads.load();
}

/** For who asks for it; the visitor stays. */
export async function remove(type: string, value: string): Promise<void> {
  const answer = await deleteLead(type, value);
  if ("failure" in answer) say(answer.failure.title);
  void leads.load();
}
