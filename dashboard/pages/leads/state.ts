import { signal } from "@preact/signals";
import type { Lead } from "../../../model/answer-report.ts";
import { deleteLead, getLeads } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const PAGE_SIZE = 50;

const before = signal<string | undefined>(undefined);
export const leads = reading(() => getLeads(before.value));

export function show(cursor: string | undefined): void {
  before.value = cursor;
  void leads.load();
}

/** About to be removed. */
export const leaving = signal<Pick<Lead, "type" | "value">>();

/** For who asks for it; the visitor stays. */
export async function remove(type: string, value: string): Promise<void> {
  leaving.value = undefined;
  const answer = await deleteLead(type, value);
  say("failure" in answer ? t`Not removed. ${sayFailure(answer.failure)}` : t`${value} removed.`);
  void leads.load();
}
