/**
 * The device's store: one IndexedDB database a site, keys with values. Events lie under `[writer, n]`, everything
 * else under a word.
 * `kept` mirrors what this page has read or written. It serves the moment of leaving, when nothing can be awaited,
 * and stands in for a database that cannot be had (private windows, a full disk): then the page still works, and
 * forgets with the page.
 */
import { promisifyRequest } from "idb-keyval";
import { MEASURE, PERSONALISE } from "../model/consent.ts";
import type { Entry } from "./api.ts";

export let site: string | undefined;
/** Consent to either of these lets events be recorded. */
export const RECORDING = MEASURE | PERSONALISE;

/** Name of the database, and of the Web Lock. */
export let storeName: string;
/** Undefined before the first use and after a failure. */
let database: Promise<IDBDatabase> | undefined;
/** Another failure than the first: this page does without. */
let isGivenUp = false;
let kept = new Map<string, Entry>();

/** Names the store. Nothing is created before the first write. */
export function openStore(id: string): void {
  site = id;
  storeName = `impuls-${site}`;
}

/** For the service worker, which may serve the pages of several sites: the next one is another database. */
export function closeStore(): void {
  database = undefined;
}

/** A database that has not answered by then never will (Safari now and then), and the page does without. */
const ANSWER_MS = 4000;
const inTime = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_, fail) => setTimeout(fail, ANSWER_MS))]);

/** Whether there is a store, asked without creating one; undefined where the browser cannot tell (Firefox before 126). */
export async function isThere(): Promise<boolean | undefined> {
  try {
    return (await inTime(indexedDB.databases())).some(({ name }) => name === storeName);
  } catch {}
}

/** Reads everything into the mirror. */
export const load = (): Promise<void> =>
  inStore(async (store) => {
    const [keys, values] = await Promise.all([
      promisifyRequest(store.getAllKeys()),
      promisifyRequest(store.getAll()),
    ]);
    kept = new Map();
    mirror(keys.map((key, i) => [key as Entry[0], values[i]]));
  });

export const stored = <T>(key: string): T | undefined => kept.get(key)?.[1] as T | undefined;

/** The outbox as last read, and what this page has recorded since. */
export const keptEvents = (): Entry[] => [...kept.values()].filter(([key]) => Array.isArray(key));

/**
 * Reads the secret and the keys, writes what `change` answers, all in one transaction. Where there is no secret, as where nothing may
 * be recorded, nothing is written: another tab may have erased everything since this one looked. Nor where there is another: the
 * browser's store was wiped and begun anew, and what is this page's would be counted for two. `change` may be called twice.
 */
export function transact(
  keys: string[],
  change: (values: unknown[]) => Entry[],
  isFirst?: boolean,
): Promise<void> {
  const all = ["secret", ...keys];
  const decide = ([secret, ...values]: unknown[]) =>
    mirror(isFirst || (secret && secret === stored("secret")) ? change(values) : []);
  return inStore(
    async (store) =>
      write(store, decide(await Promise.all(all.map((key) => promisifyRequest(store.get(key)))))),
    () => decide(all.map(stored)),
  );
}

/** Empties the store, the outbox included; `left` is all that stays. */
export function erase(left: Entry[]): Promise<void> {
  kept.clear();
  mirror(left);
  return inStore((store) => {
    store.clear();
    return write(store, left);
  });
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

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(storeName);
  request.onupgradeneeded = () => request.result.createObjectStore("kept");
  return promisifyRequest(request);
}

/** Safari may have closed the connection under us: once more with a new one, then this page does without. */
async function inStore(
  work: (store: IDBObjectStore) => Promise<unknown>,
  without?: () => void,
): Promise<void> {
  for (let tries = 2; tries-- && !isGivenUp; )
    try {
      database ??= open();
      await inTime(
        database.then((opened) => work(opened.transaction("kept", "readwrite").objectStore("kept"))),
      );
      return;
    } catch {
      database = undefined;
      isGivenUp = !tries;
    }
  without?.();
}
