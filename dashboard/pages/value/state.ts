/** The ranking by the URL's filters, what it rests on, and what the marketer sets and brings in. */
import { signal } from "@preact/signals";
import type { ServiceReport } from "../../../model/value-report.ts";
import type { ValueSettings } from "../../../model/value-settings.ts";
import { getSegments, getValue, getValueHealth, saveValueSettings, sendServiceTable } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const PAGE_SIZE = 50;

const asked = signal<Record<string, string>>({});
export const ranking = reading(() => {
  const { months, by, attention, segment, stage, member, before } = asked.value;
  return getValue({ months, by, attention, segment, stage, member, after: before });
});
export const health = reading(getValueHealth);
/** For choosing one: members are known of those that are published. */
export const segments = reading(getSegments);

export function show(query: Record<string, string>): void {
  asked.value = query;
  if (!segments.value.value) void segments.load();
  refresh();
}

export function refresh(): void {
  void ranking.load();
  void health.load();
}

/** While values are being written, what is shown is not yet all. */
export function refreshWhileWriting(): void {
  const known = health.value.value;
  if (!known || known.isWriting || known.fit === null) refresh();
}

export const fault = signal<string>();
export async function save(settings: ValueSettings): Promise<void> {
  const answer = await saveValueSettings(settings);
  fault.value = "failure" in answer ? sayFailure(answer.failure) : undefined;
  if ("failure" in answer) return;
  say(t`Saved. Values follow within two minutes.`);
  refresh();
}

/** A table of service minutes that was chosen, and what it would do. */
export interface Table {
  name: string;
  csv: string;
  report: ServiceReport | undefined;
  failure: string | undefined;
}
export const table = signal<Table>();
export const isSending = signal(false);

export async function tryTable(name: string, csv: string): Promise<void> {
  table.value = await sent(name, csv, true);
}

export async function saveTable(): Promise<void> {
  const tried = table.value;
  if (!tried) return;
  const outcome = await sent(tried.name, tried.csv, false);
  table.value = outcome;
  if (!outcome.report?.isSaved) return;
  table.value = undefined;
  say(t`Service minutes are in. Values follow within two minutes.`);
  refresh();
}

async function sent(name: string, csv: string, isTrial: boolean): Promise<Table> {
  isSending.value = true;
  const answer = await sendServiceTable(csv, isTrial);
  isSending.value = false;
  return {
    name,
    csv,
    report: "value" in answer ? answer.value : undefined,
    failure: "failure" in answer ? sayFailure(answer.failure) : undefined,
  };
}
