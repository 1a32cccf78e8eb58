/** The start guide: what has come, and what a page of the shop says of the tag. */
import { signal } from "@preact/signals";
import type { PageLook } from "../../../model/start-report.ts";
import { getStart, lookAtPage, saveOrigins } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { originOf } from "./check.ts";

export const report = reading(getStart);
export const refresh = () => void report.load();

export const look = signal<PageLook>();
/** Why the page could not be read. */
export const lookFault = signal("");
export const isLooking = signal(false);

export async function lookAt(typed: string): Promise<void> {
  const origin = originOf(typed);
  look.value = undefined;
  lookFault.value = "";
  if (!origin) {
    lookFault.value = t`Expected the address of a page, such as https://shop.example/.`;
    return;
  }
  isLooking.value = true;
  const text = typed.trim();
  const answer = await lookAtPage(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  isLooking.value = false;
  if ("failure" in answer) lookFault.value = answer.failure.detail ?? sayFailure(answer.failure);
  else look.value = answer.value;
}

/** What was expected of the origins, where they were not so. */
export const originsFault = signal("");

/** One a line. */
export async function nameOrigins(lines: string): Promise<void> {
  const typed = lines.split(/\s+/).filter(Boolean);
  const strange = typed.find((line) => originOf(line) === undefined);
  originsFault.value = strange ? t`Expected addresses of shops, one a line; “${strange}” is none.` : "";
  if (strange) return;
  const answer = await saveOrigins([...new Set(typed.map((line) => originOf(line)!))]);
  if ("failure" in answer) {
    originsFault.value = sayFailure(answer.failure);
    return;
  }
  say(t`Saved. It holds once it is published.`);
  await Promise.all([report.load(), refreshPublication()]);
}
