/** The gate before everything else: what the visitor allows, remembered once something was allowed. */
import { EXPLICIT, effectiveConsent, SOURCED } from "../model/consent.ts";
import type { Entry } from "./api.ts";
import { randomText } from "./identity.ts";
import { erase, isThere, load, RECORDING, stored, transact } from "./store.ts";

/** What is allowed now, bits of `model/consent.ts`; 0 before anything is. */
export let consent = 0;

/** Not 0 where events are recorded; 0 means stop and erase. */
export const isRecording = (): number => consent & RECORDING;

/** The shop has said it itself, here or on an earlier page: then no source changes it. */
export const isOwn = (): boolean => (consent & (EXPLICIT | SOURCED)) === EXPLICIT;

/** What was only assumed goes when the browser objects. */
function setTo(bits: number): void {
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  consent = effectiveConsent(bits, !!globalPrivacyControl);
}

/** Reads what was remembered, else applies the policy. What a source has allowed is for the source to allow again. */
export async function readConsent(isAssumed: boolean): Promise<void> {
  // A browser that cannot tell is one that remembers nothing.
  if (await isThere()) await load();
  const remembered = stored<number>("consent");
  setTo(remembered! & SOURCED ? SOURCED | EXPLICIT : (remembered ?? (isAssumed ? RECORDING : 0)));
  if (!consent && remembered) erase([]);
}

/** What is said here, by the shop or (SOURCED) by a source. `isNoKept`: or the next page would be told a yes. */
export function setConsent(given: number, isNoKept: unknown): void {
  if (given & SOURCED && isOwn()) return;
  setTo(given);
  if (!isRecording()) forget(isNoKept && isOwn() ? [["consent", EXPLICIT]] : []);
}

/** Empties the store, which is not made in order to be emptied, and lets the other tabs hear of it (page.ts). */
async function forget(left: Entry[]): Promise<void> {
  if (!left.length && !stored("consent") && ((await isThere()) === false || isRecording())) return;
  erase(left);
  try {
    // Written and gone again: nothing stays.
    localStorage.impuls = consent;
    delete localStorage.impuls;
  } catch {
    // Where storage is closed no other tab has kept anything either.
  }
}

/** Keeps the consent, and with it the secret this device is known by. */
export const rememberConsent = (): Promise<void> =>
  transact(
    ["secret"],
    ([secret]) => [
      ["consent", consent],
      ["secret", secret ?? randomText(16)],
    ],
    true,
  );
