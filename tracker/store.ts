/**
 * The device's store: one IndexedDB database a site, keys with values. Events lie under `[writer, n]`, everything
 * else under a word.
 * `kept` mirrors what this page has read or written. It serves the moment of leaving, when nothing can be awaited,
 * and stands in for a database that cannot be had (private windows, a full disk): then the page still works, and
 * forgets with the page.
 */
import { createStore, promisifyRequest, type UseStore } from "idb-keyval";
import { MEASURE, PERSONALISE } from "../model/consent.ts";
import type { Entry } from "./api.ts";

export let site: string | undefined;
/** Consent to either of these lets events be recorded. */
export const RECORDING = MEASURE | PERSONALISE;

/** Name of the database, and of the Web Lock. */
export let storeName: string;
let use: UseStore | undefined;
/** This page has read or written the database: it is there. */
let isOpened: true | undefined;
let kept = new Map<string, Entry>();

/** Names the store. Nothing is created before the first write. */
export function openStore(id: string): void {
  site = id;
  storeName = `impuls-${site}`;
  use = createStore(storeName, "kept");
}

/**
 * Reads what an earlier page has left, if any; asked without creating anything. A browser that cannot tell (Firefox
 * before 126) is one that remembers nothing.
 */
export async function loadIfThere(): Promise<void> {
  const all = await indexedDB.databases?.().catch(() => []);
  if (all?.some(({ name }) => name === storeName)) await load();
}

/** Reads everything into the mirror. */
export const load = (): Promise<void> =>
  inStore((use) =>
    use("readonly", async (store) => {
      const [keys, values] = await Promise.all([
        promisifyRequest(store.getAllKeys()),
        promisifyRequest(store.getAll()),
      ]);
      kept = new Map();
      mirror(keys.map((key, i) => [key as Entry[0], values[i]]));
    }),
  );

export const stored = <T>(key: string): T | undefined => kept.get(key)?.[1] as T | undefined;

/** The outbox as last read, and what this page has recorded since. */
export const keptEvents = (): Entry[] => [...kept.values()].filter(([key]) => Array.isArray(key));

/**
 * Reads `consent` and the keys, writes what `change` answers, all in one transaction. Where the consent kept allows no
 * recording nothing is written: another tab may have erased everything since this one looked. `change` may be called twice.
 */
export function transact(
  keys: string[],
  change: (values: unknown[]) => Entry[],
  isFirst?: boolean,
): Promise<void> {
  const all = ["consent", ...keys];
  const decide = ([consent, ...values]: unknown[]) =>
    mirror((consent as number) & RECORDING || isFirst ? change(values) : []);
  return inStore(
    (use) =>
      use("readwrite", async (store) =>
        write(store, decide(await Promise.all(all.map((key) => promisifyRequest(store.get(key)))))),
      ),
    () => decide(all.map(stored)),
  );
}

/** Empties the store, the outbox included; `left` is all that stays. Where nothing is to be emptied nothing is made. */
export async function erase(left: Entry[]): Promise<void> {
  kept.clear();
  mirror(left);
  const empty = (store: IDBObjectStore) => {
    store.clear();
    return write(store, left);
  };
  if (isOpened || left[0]) return inStore((use) => use("readwrite", empty));
  // Another tab may have made it meanwhile: opened as it is, or, where that would make it, not at all.
  try {
    const opening = indexedDB.open(storeName);
    opening.onupgradeneeded = () => opening.transaction!.abort();
    const database = await promisifyRequest(opening);
    await empty(database.transaction("kept", "readwrite").objectStore("kept"));
    database.close();
  } catch {
    // There was none.
  }
}

function write(store: IDBObjectStore, changes: Entry[]): Promise<unknown> {
  for (const [key, value] of changes) value === undefined ? store.delete(key) : store.put(value, key);
  return promisifyRequest(store.transaction);
}

/** Makes the changes in the mirror alone; they are handed on. */
export function mirror(changes: Entry[]): Entry[] {
  for (const [key, value] of changes)
    value === undefined ? kept.delete(`${key}`) : kept.set(`${key}`, [key, value]);
  return changes;
}

/** Safari may have closed the connection under us: once more with a new one, then this page does without. */
async function inStore(work: (use: UseStore) => Promise<unknown>, without?: () => void): Promise<void> {
  isOpened = true;
  for (let tries = 2; tries--; )
    try {
      await work(use!);
      return;
    } catch {
      use &&= tries ? createStore(storeName, "kept") : undefined;
    }
  without?.();
}
