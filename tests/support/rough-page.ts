/** What a story's page does besides wearing the tag: tells of each event whose write is done, and has its clock put. Runs in the browser. */
import type { Entry } from "../../tracker/api.ts";
import type { Written } from "./fates.ts";

type Watched = Window & { written: (events: Written[], at: number) => void; putClock: (ms: number) => void };

/** Before all else in the page. `clockMs`: how far out the device's clock is. */
export function watchPage(clockMs: number): void {
  const page = window as unknown as Watched;
  const RightDate = Date;
  let outBy = clockMs;
  page.putClock = (ms) => {
    outBy = ms;
  };
  window.Date = class extends RightDate {
    constructor(...given: []) {
      super(...((given.length > 0 ? given : [RightDate.now() + outBy]) as []));
    }
    static override now() {
      return RightDate.now() + outBy;
    }
  } as DateConstructor;
  const put = IDBObjectStore.prototype.put;
  const writing = new WeakMap<IDBTransaction, Written[]>();
  IDBObjectStore.prototype.put = function (value, key) {
    if (Array.isArray(key)) {
      const [writer, n] = key as [string, number];
      let events = writing.get(this.transaction);
      if (!events) {
        const all: Written[] = [];
        events = all;
        writing.set(this.transaction, all);
        this.transaction.addEventListener("complete", () => page.written(all, RightDate.now()));
      }
      events.push({ writer, n, name: value.name, props: value.props });
    }
    return put.call(this, value, key);
  };
}

export type Kept = Entry[];

/**
 * Everything in the device's store; with `instead`, that is put in its place in the same transaction, as a backup that is
 * played back does. Looking makes no store.
 */
export async function keptNow({ store: name, instead }: { store: string; instead?: Kept }): Promise<Kept> {
  // Asked while the store is being wiped, Chromium now and then neither answers this nor fails, whereas the next one is answered.
  const asked = () =>
    Promise.race([indexedDB.databases(), new Promise<undefined>((resolve) => setTimeout(resolve, 1000))]);
  let known = await asked();
  while (!known) known = await asked();
  if (!instead && !known.some((each) => each.name === name)) return [];
  const open = indexedDB.open(name);
  open.onupgradeneeded = () => open.result.createObjectStore("kept");
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = reject;
  });
  try {
    const transaction = open.result.transaction("kept", "readwrite");
    const store = transaction.objectStore("kept");
    const keys = store.getAllKeys();
    const values = store.getAll();
    if (instead) {
      store.clear();
      for (const [key, value] of instead) store.put(value, key);
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = reject;
    });
    return keys.result.map((key, i) => [key as Entry[0], values.result[i]]);
  } finally {
    open.result.close();
  }
}
