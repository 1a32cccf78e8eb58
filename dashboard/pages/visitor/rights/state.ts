import { signal } from "@preact/signals";
import { eraseVisitor, exportVisitor } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { say } from "../../../components/toast/toast.ts";
import { t } from "../../../words.ts";
import { card, visitor } from "../state.ts";

export const isBusy = signal(false);

/** All that is kept of the visitor as a file; the log is read page by page. */
export async function downloadExport(): Promise<void> {
  const id = visitor.value;
  isBusy.value = true;
  const first = await exportVisitor(id, undefined);
  for (let page = first; ; ) {
    if ("failure" in page) {
      say(t`Nothing was downloaded. ${sayFailure(page.failure)}`);
      break;
    }
    const { log } = page.value;
    if ("value" in first && page !== first)
      first.value.log = { events: [...first.value.log.events, ...log.events], before: log.before };
    if (log.before === null) {
      if ("value" in first) save(first.value, `visitor-${id}.json`);
      break;
    }
    page = await exportVisitor(id, log.before);
  }
  isBusy.value = false;
}

function save(exported: object, name: string): void {
  const file = new Blob([JSON.stringify(exported, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** For good; true where it is done. */
export async function erase(): Promise<boolean> {
  isBusy.value = true;
  const answer = await eraseVisitor(visitor.value);
  isBusy.value = false;
  if ("failure" in answer) {
    say(t`Nothing was erased. ${sayFailure(answer.failure)}`);
    return false;
  }
  say(t`Erased. What arrived of them leaves the log within minutes.`);
  await card.load();
  return true;
}
