/** Something read from the edge: the last good value stays while it is refreshed, and while it fails. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Answer, Failure } from "./api.ts";

export interface Reading<T> {
  value: ReadonlySignal<T | undefined>;
  failure: ReadonlySignal<Failure | undefined>;
  /** 150 ms without any value: time for a skeleton, and not before. */
  isSlow: ReadonlySignal<boolean>;
  isBusy: ReadonlySignal<boolean>;
  load(): Promise<void>;
  /** Forgets the value: what is read next is about something else. */
  clear(): void;
}

const SLOW_MS = 150;

export function reading<T>(ask: () => Promise<Answer<T>>): Reading<T> {
  const value = signal<T>();
  const failure = signal<Failure>();
  const isSlow = signal(false);
  const isBusy = signal(false);
  /** Only the latest question counts: answers may overtake each other. */
  let latest = 0;

  return {
    value,
    failure,
    isSlow,
    isBusy,
    async load() {
      const mine = ++latest;
      isBusy.value = true;
      const timer = setTimeout(() => {
        if (mine === latest && value.value === undefined) isSlow.value = true;
      }, SLOW_MS);
      const answer = await ask();
      clearTimeout(timer);
      if (mine !== latest) return;
      batch(() => {
        isBusy.value = false;
        isSlow.value = false;
        failure.value = "failure" in answer ? answer.failure : undefined;
        if ("value" in answer) value.value = answer.value;
      });
    },
    clear() {
      latest++;
      batch(() => {
        value.value = undefined;
        failure.value = undefined;
        isBusy.value = false;
        isSlow.value = false;
      });
    },
  };
}
