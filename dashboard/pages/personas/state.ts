/** Personas as they are counted, the shop's own numbers, and the way from a persona to a segment and a campaign. */
import { signal } from "@preact/signals";
import type { Persona, PersonaSettings, Thresholds } from "../../../model/personas.ts";
import type { PersonaReport } from "../../../model/report.ts";
import type { Condition } from "../../../model/segment.ts";
import { hrefOf } from "../../address.ts";
import { getPersonas, getSegments, savePersonaSettings, saveSegment } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { idFrom } from "../../condition-words.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { rootOf } from "../segment/tree.ts";

export const report = reading(getPersonas);
export const segments = reading(getSegments);
export const isSaving = signal(false);

export function show(): void {
  void report.load();
  void segments.load();
}

export async function choose(settings: PersonaSettings): Promise<void> {
  const answer = await savePersonaSettings(settings);
  if ("failure" in answer) say(t`Not saved. ${sayFailure(answer.failure)}`);
  else await report.load();
}

/** The persona's condition by the numbers in force. */
export const conditionOf = (persona: Persona, { thresholds }: PersonaReport): Condition =>
  persona.condition(
    Object.fromEntries(Object.entries(thresholds).map(([name, { value }]) => [name, value])) as Thresholds,
  );

/** The saved segment that asks the very same, if there is one. */
export function savedAs(condition: Condition) {
  // As the builder saves it, which begins with a group.
  const asked = JSON.stringify(rootOf(condition));
  return segments.value.value?.segments.find((one) => JSON.stringify(rootOf(one.condition)) === asked);
}

/** Saves the persona as a segment, unless it is one already, and opens the play as a campaign's draft for it. */
export async function reach(persona: Persona, play: number, condition: Condition): Promise<void> {
  const id = savedAs(condition)?.id ?? (await make(persona, condition));
  if (id) go(hrefOf("campaigns", "new", { persona: persona.id, play: String(play), segment: id }));
}

async function make({ name }: Persona, condition: Condition): Promise<string | undefined> {
  const taken = new Set(segments.value.value?.segments.map((segment) => segment.id));
  const segment = { id: idFrom(name, taken), name, condition };
  isSaving.value = true;
  const answer = await saveSegment(segment);
  isSaving.value = false;
  if ("failure" in answer) {
    say(t`The segment was not saved. ${sayFailure(answer.failure)}`);
    return undefined;
  }
  void refreshPublication();
  say(t`Segment ${name} saved. Not live until it is published.`);
  return segment.id;
}
