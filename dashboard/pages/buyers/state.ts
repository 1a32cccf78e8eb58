/** Buyers by score, and visitors by stage: three readings, since the last looks at thousands of profiles. */
import { signal } from "@preact/signals";
import type { ScoringSettings } from "../../../model/scoring.ts";
import { getFalls, getLifecycle, getRfm, getScoring, saveScoring } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const rfm = reading(getRfm);
export const falls = reading(getFalls);
export const lifecycle = reading(getLifecycle);
export const scoring = reading(getScoring);

export function show(): void {
  void rfm.load();
  void falls.load();
  void lifecycle.load();
}

/** What was expected of the cut points, where they are not so. */
export const fault = signal<string>();

/** True where it is saved. */
export async function setScoring(settings: ScoringSettings): Promise<boolean> {
  const answer = await saveScoring(settings);
  fault.value = "failure" in answer ? sayFailure(answer.failure) : undefined;
  if ("failure" in answer) return false;
  say(t`Saved. Everybody is scored by it from now on.`);
  show();
  return true;
}
