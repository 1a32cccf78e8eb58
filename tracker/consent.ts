/** The gate before everything else: what the visitor allows, remembered once something was allowed. */
import { EXPLICIT, effectiveConsent, MEASURE, PERSONALISE, PUSH, type Purpose } from "../model/consent.ts";
import { randomText } from "./identity.ts";
import { erase, loadIfThere, RECORDING, stored, transact } from "./store.ts";

/** What is allowed now, bits of `model/consent.ts`; 0 before anything is. */
export let consent = 0;

/** Not 0 where events are recorded; 0 means stop and erase. */
export const isRecording = (): number => consent & RECORDING;

/** Reads what was remembered, else applies the policy. What was only assumed goes when the browser objects. */
export async function readConsent(isAssumed: boolean): Promise<void> {
  await loadIfThere();
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  consent = effectiveConsent(stored("consent") ?? (isAssumed ? RECORDING : 0), !!globalPrivacyControl);
  if (!consent && stored("consent")) erase([]);
}

/** What the visitor has said here. */
export function setConsent(choice: Partial<Record<Purpose, boolean>>, isAssumed: boolean): void {
  consent =
    EXPLICIT |
    (choice.measure ? MEASURE : 0) |
    (choice.personalise ? PERSONALISE : 0) |
    (choice.push ? PUSH : 0);
  // Only a no that contradicts the policy has to be remembered, or the next page would assume it away.
  if (!isRecording()) erase(isAssumed ? [["consent", EXPLICIT]] : []);
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
