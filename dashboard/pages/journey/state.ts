/** One journey: its draft being edited, what is wrong with it, saving and publishing; and who stands where in it. */
import { computed, signal } from "@preact/signals";
import { type Journey, journeySchema, type Step, stepsIn } from "../../../model/journey.ts";
import { hrefOf } from "../../address.ts";
import { deleteJourney, getEnrolments, getJourney, getJourneyResults, saveJourney } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayUndoable } from "../../components/toast/undo.ts";
import { idFrom } from "../../condition-words.ts";
import { type FieldFault, faultOf, faultsIn } from "../../faults.ts";
import { capital } from "../../format.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { findings, isReviewing as isPublishAsked, refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { journeys, loadNames } from "../journeys/state.ts";
import {
  changeStep,
  EMPTY,
  freshId,
  insertStep,
  type ListAt,
  moveStep,
  pathsOf,
  removeStep,
  STEP_KINDS,
} from "./steps.ts";

const opened = signal("");
export const report = reading(() => getJourney(opened.value));
export const results = reading(() => getJourneyResults(opened.value));
export const draft = signal<Journey>();
/** What is open to be edited: a step by its id, or one of the parts around them. */
export type Part = "trigger" | "who" | "end" | { step: string };
export const openPart = signal<Part>();
export const isBusy = signal(false);
/** After the first try that was refused, faults stand at their fields. */
export const isChecked = signal(false);
/** The field that the edge refused, until something is changed. */
const refused = signal<FieldFault>();

export const isNew = computed(() => opened.value === "new");
export const isMissing = computed(() => !isNew.value && report.failure.value?.status === 404);
export const saved = computed(() => (isNew.value ? undefined : report.value.value));
export const isChanged = computed(
  () => !saved.value || JSON.stringify(saved.value.journey) !== JSON.stringify(draft.value),
);
export const paths = computed(() => pathsOf(draft.value?.steps ?? []));

export const isOpen = (part: Part): boolean => {
  const now = openPart.value;
  return typeof part === "object" ? typeof now === "object" && now.step === part.step : now === part;
};

export async function open(id: string): Promise<void> {
  watched.value = undefined;
  if (opened.value === id && draft.value) {
    // Who comes back finds what was not saved.
    const isKept = isChanged.value;
    if (!isNew.value) await report.load();
    if (!isKept) draft.value = saved.value?.journey ?? draft.value;
    return;
  }
  opened.value = id;
  draft.value = undefined;
  report.clear();
  results.clear();
  isChecked.value = false;
  refused.value = undefined;
  openPart.value = id === "new" ? "trigger" : undefined;
  await Promise.all([loadNames(), id === "new" ? journeys.load() : report.load()]);
  if (opened.value === id) draft.value = id === "new" ? EMPTY : saved.value?.journey;
}
/** Counts move while visitors do. */
export function refresh(): void {
  if (saved.value) void report.load();
}

export const faults = computed(() => {
  const edited = draft.value;
  if (!edited) return [];
  const found = faultsIn(journeySchema, { ...edited, id: edited.id || "new" });
  return refused.value ? [...found, refused.value] : found;
});
/** What stands at the field of this path. */
export function faultAt(path: string): string {
  const fault = isChecked.value && faults.value.find((one) => one.path === path);
  return fault ? capital(fault.text) : "";
}

const PARTS: [prefix: RegExp, part: Part, name: string][] = [
  [/^name/, "trigger", t`Name`],
  [/^trigger/, "trigger", t`What begins it`],
  [/^segments/, "who", t`Segments`],
  [/^(exits|reentryDays)/, "end", t`What ends it`],
];
/** The part that puts a fault right, and what it is called. */
function partOf(path: string): { part: Part | undefined; name: string } {
  const found = PARTS.find(([prefix]) => prefix.test(path));
  if (found) return { part: found[1], name: found[2] };
  const [id] =
    [...paths.value]
      .filter(([, own]) => path === own || path.startsWith(`${own}.`))
      .sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const step = stepsIn(draft.value?.steps ?? []).find((one) => one.id === id);
  return step
    ? { part: { step: step.id }, name: STEP_KINDS[step.kind].label }
    : { part: undefined, name: t`Steps` };
}
export function isFaulty(part: Part): boolean {
  if (!isChecked.value) return false;
  return faults.value.some(({ path }) => {
    const { part: own } = partOf(path);
    return typeof part === "object" && typeof own === "object" ? own.step === part.step : own === part;
  });
}

export function change(part: Partial<Journey>): void {
  refused.value = undefined;
  if (draft.value) draft.value = { ...draft.value, ...part };
}
const edit = (edited: (steps: Step[]) => Step[]) => change({ steps: edited(draft.value?.steps ?? []) });

export const setStep = (step: Step) => edit((steps) => changeStep(steps, step));
export const shiftStep = (id: string, by: 1 | -1) => edit((steps) => moveStep(steps, id, by));
export function addStep(at: ListAt, index: number, kind: Step["kind"]): void {
  const id = freshId(kind, draft.value?.steps ?? [], saved.value?.sums ?? {});
  edit((steps) => insertStep(steps, at, index, STEP_KINDS[kind].begin(id)));
  openPart.value = { step: id };
}
export function dropStep(id: string): void {
  const before = draft.value?.steps;
  edit((steps) => removeStep(steps, id));
  say(t`Step removed.`, { label: t`Undo`, run: () => before && change({ steps: before }) });
}

/** Saved with a status; undefined where something is to be put right first, or was refused: and that is said. */
async function put(status: Journey["status"]): Promise<Journey | undefined> {
  const edited = draft.value;
  if (!edited) return undefined;
  isChecked.value = true;
  const fault = faults.value[0];
  if (fault) {
    const { part, name } = partOf(fault.path);
    openPart.value = part ?? openPart.value;
    say(t`Not saved. ${name}: ${fault.text}`);
    return undefined;
  }
  const taken = new Set(journeys.value.value?.journeys.map(({ journey }) => journey.id));
  const journey = { ...edited, status, id: edited.id || idFrom(edited.name, taken.add("new")) };
  isBusy.value = true;
  const answer = await saveJourney(journey);
  isBusy.value = false;
  if ("failure" in answer) {
    refused.value = faultOf(answer.failure);
    if (refused.value) openPart.value = partOf(refused.value.path).part ?? openPart.value;
    say(t`Not saved. ${sayFailure(answer.failure)}`);
    return undefined;
  }
  const wasNew = isNew.value;
  opened.value = journey.id;
  draft.value = journey;
  await Promise.all([report.load(), refreshPublication()]);
  draft.value = saved.value?.journey ?? journey;
  if (wasNew) go(hrefOf("journeys", journey.id), { replace: true });
  return journey;
}

export async function save(): Promise<void> {
  const journey = await put(draft.value?.status ?? "draft");
  if (!journey) return;
  const isLater = journey.status === "published" ? t` Not live until it is published.` : "";
  say(t`${journey.name} saved.${isLater}`);
}

/** With another status, and then to the dialog in which all that is saved goes live. */
export async function publishAs(status: "published" | "paused" | "archived"): Promise<void> {
  const journey = await put(status);
  if (!journey) return;
  openPart.value = undefined;
  void findings.load();
  isPublishAsked.value = true;
}

/** Never live, so nothing is published. */
export async function archive(status: "archived" | "draft"): Promise<void> {
  const before = draft.value?.status === "archived" ? "archived" : "draft";
  const journey = await put(status);
  if (!journey) return;
  sayUndoable(
    status === "archived" ? t`${journey.name} archived.` : t`${journey.name} is a draft again.`,
    () => saveJourney({ ...journey, status: before }),
    () =>
      void refreshPublication().then(async () => {
        if (opened.value === journey.id) await open(journey.id);
      }),
  );
}

export async function remove(): Promise<void> {
  const gone = saved.value?.journey;
  if (!gone) return;
  const answer = await deleteJourney(gone.id);
  if ("failure" in answer) {
    say(t`Not deleted. ${sayFailure(answer.failure)}`);
    return;
  }
  draft.value = undefined;
  opened.value = "";
  void refreshPublication();
  go(hrefOf("journeys"));
  sayUndoable(
    t`${gone.name} deleted.`,
    () => saveJourney(gone),
    () => go(hrefOf("journeys", gone.id)),
  );
}

/** The step whose waiting visitors are looked at; `after`: cursors of the pages before. */
export const watched = signal<{ step: string; after: string[] }>();
export const waiting = reading(() =>
  getEnrolments(opened.value, {
    step: watched.value?.step,
    after: watched.value?.after.at(-1),
  }),
);
export function watch(step: string): void {
  waiting.clear();
  watched.value = { step, after: [] };
  void waiting.load();
}
export function turnPage(after: string[]): void {
  if (!watched.value) return;
  watched.value = { ...watched.value, after };
  void waiting.load();
}
