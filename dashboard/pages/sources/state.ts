/** What comes in beside the pages: the shop's server, its product feed, its customers. */
import { signal } from "@preact/signals";
import type { ImportReport } from "../../../model/import-report.ts";
import type { KeyScope } from "../../../model/role.ts";
import {
  deleteFeed,
  deleteKey,
  getFeed,
  getKeys,
  type ImportKind,
  importFile,
  saveFeed,
  saveKey,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayUndoable } from "../../components/toast/undo.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const access = reading(getKeys);
export const feed = reading(getFeed);

/** A key just made: shown this once. */
export const freshKey = signal<string>();
export const feedFault = signal<string>();

export function show(): void {
  freshKey.value = undefined;
  feedFault.value = undefined;
  chosen.value = {};
  void access.load();
  void feed.load();
}

export async function addKey(name: string, scope: KeyScope): Promise<void> {
  const answer = await saveKey(name, scope);
  if ("failure" in answer) say(t`No key was made. ${sayFailure(answer.failure)}`);
  else freshKey.value = answer.value.key;
  await access.load();
}

export async function removeKey(hash: string): Promise<void> {
  const answer = await deleteKey(hash);
  if ("failure" in answer) say(t`The key is still good. ${sayFailure(answer.failure)}`);
  else say(t`The key is no longer good.`);
  await access.load();
}

export async function keepFeed(url: string): Promise<void> {
  const former = feed.value.value?.feed?.url;
  const answer = url === "" ? await deleteFeed() : await saveFeed(url);
  feedFault.value = "failure" in answer ? (answer.failure.expected ?? sayFailure(answer.failure)) : undefined;
  if ("value" in answer && url === "" && former)
    sayUndoable(
      t`The feed is forgotten. Its products stay.`,
      () => saveFeed(former),
      () => void feed.load(),
    );
  else if ("value" in answer) say(t`Read within a minute.`);
  await feed.load();
}

/** A file that was chosen, and what would come of it; `isTaken`: what came of it. */
export interface Chosen {
  file: File;
  report?: ImportReport;
  failure?: string;
  isBusy: boolean;
  isTaken: boolean;
}
export const chosen = signal<Partial<Record<ImportKind, Chosen>>>({});

/** A dry run of the file. */
export const choose = (kind: ImportKind, file: File) => run(kind, file, true);
export const takeIn = (kind: ImportKind, file: File) => run(kind, file, false);

async function run(kind: ImportKind, file: File, isDryRun: boolean): Promise<void> {
  const put = (change: Partial<Chosen>) => {
    chosen.value = { ...chosen.value, [kind]: { file, isBusy: false, isTaken: false, ...change } };
  };
  put({ isBusy: true });
  const answer = await importFile(kind, file, isDryRun);
  if ("failure" in answer) put({ failure: sayFailure(answer.failure) });
  else put({ report: answer.value, isTaken: !isDryRun });
  if (kind === "products" && !isDryRun) await feed.load();
}
