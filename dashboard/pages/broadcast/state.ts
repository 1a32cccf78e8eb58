/** One broadcast: while it is a draft being written, how many it would reach, sending it; from then on how far it is. */
import { computed, signal } from "@preact/signals";
import type { Broadcast } from "../../../model/broadcast.ts";
import { type PushMessage, USUAL_PUSH } from "../../../model/push.ts";
import { hrefOf } from "../../address.ts";
import {
  type BroadcastMove,
  deleteBroadcast,
  getBroadcast,
  getBroadcastResults,
  getBroadcasts,
  getDeliveries,
  getSegments,
  moveBroadcast,
  saveBroadcast,
  sizeBroadcast,
  testPush,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayUndoable } from "../../components/toast/undo.ts";
import { idFrom } from "../../condition-words.ts";
import { type FieldFault, faultOf } from "../../faults.ts";
import { capital } from "../../format.ts";
import { DELIVERY_WORDS, sayReason } from "../../push-words.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { push } from "./beholder/state.ts";
import { EMPTY, faultsOf, placeOf, type Step, withoutVariant, withVariant } from "./draft.ts";

const opened = signal("");
const others = reading(getBroadcasts);
export const report = reading(() => getBroadcast(opened.value));
export const results = reading(() => getBroadcastResults(opened.value));
export const segments = reading(getSegments);
export const draft = signal<Broadcast>();
export const openStep = signal<Step | undefined>("who");
export const variant = signal(0);
export const isBusy = signal(false);
export const isReviewing = signal(false);
/** After the first try that was refused, faults stand at their fields. */
export const isChecked = signal(false);
/** The field that the edge refused, until something is changed. */
const refused = signal<FieldFault>();

export const isNew = computed(() => opened.value === "new");
export const isMissing = computed(() => !isNew.value && report.failure.value?.status === 404);
export const saved = computed(() => (isNew.value ? undefined : report.value.value));
export const isDraft = computed(() => (saved.value?.status ?? "draft") === "draft");
export const isChanged = computed(
  () => !saved.value || JSON.stringify(saved.value.broadcast) !== JSON.stringify(draft.value),
);
export const settings = computed(() => push.value.value?.settings ?? USUAL_PUSH);

/** `query`: what a new one begins with, `?segment=ID`. */
export async function open(id: string, { segment }: Record<string, string>): Promise<void> {
  if (opened.value === id && draft.value) {
    // Who comes back finds what was not saved.
    if (isDraft.value && isChanged.value) return;
    await report.load();
    draft.value = saved.value?.broadcast ?? draft.value;
    return;
  }
  opened.value = id;
  draft.value = undefined;
  report.clear();
  results.clear();
  size.clear();
  isReviewing.value = false;
  isChecked.value = false;
  refused.value = undefined;
  variant.value = 0;
  openStep.value = id === "new" ? "who" : "what";
  await Promise.all([segments.load(), id === "new" ? others.load() : report.load()]);
  if (opened.value !== id) return;
  draft.value =
    id === "new" ? { ...EMPTY, ...(segment && { segmentsIn: [segment] }) } : saved.value?.broadcast;
}
/** How far it is: while it is being sent. */
export function refresh(): void {
  if (!isDraft.value) void Promise.all([report.load(), recent.load()]);
}

export const known = computed(
  () => new Map(segments.value.value?.segments.map(({ id, name }) => [id, name]) ?? []),
);
export const nameOf = (segment: string) => known.value.get(segment) ?? segment;

/** How many it is for, as the choice stands. */
export const size = reading(() => {
  const { segmentsIn, segmentsOut, holdoutShare } = draft.value ?? EMPTY;
  return sizeBroadcast({ segmentsIn, segmentsOut, holdoutShare: holdoutShare || 0 });
});

export const faults = computed(() => {
  const found = draft.value ? faultsOf(draft.value, now.peek()) : [];
  return refused.value ? [...found, refused.value] : found;
});
/** What stands at the field of this path. */
export function faultAt(path: string): string {
  const fault = isChecked.value && faults.value.find((one) => one.path === path);
  return fault ? capital(fault.text) : "";
}
/** Of a chosen segment, by its name: only published ones are known to the edge. */
export const segmentFault = computed(() => {
  const found = isChecked.value && faults.value.find(({ path }) => path.startsWith("segments"));
  if (!found) return "";
  const [field, at] = found.path.split(".") as ["segmentsIn" | "segmentsOut", string | undefined];
  const id = draft.value?.[field][Number(at)];
  return id ? `${nameOf(id)}: ${found.text}` : capital(found.text);
});
export const isFaulty = (step: Step) =>
  isChecked.value && faults.value.some(({ path }) => placeOf(path).step === step);

export function change(part: Partial<Broadcast>): void {
  refused.value = undefined;
  if (draft.value) draft.value = { ...draft.value, ...part };
}
export const shown = computed(() => draft.value?.variants[variant.value] ?? draft.value?.variants[0]);
export function changeMessage(message: PushMessage): void {
  const one = shown.value;
  change({ variants: (draft.value?.variants ?? []).map((old) => (old === one ? { ...old, message } : old)) });
}
export function changeShare(id: string, share: number): void {
  change({ variants: (draft.value?.variants ?? []).map((old) => (old.id === id ? { ...old, share } : old)) });
}
export function addVariant(): void {
  const { variants = [] } = draft.value ?? {};
  if (shown.value) change({ variants: withVariant(variants, shown.value) });
  variant.value = variants.length;
}
export function removeVariant(): void {
  if (shown.value) change({ variants: withoutVariant(draft.value?.variants ?? [], shown.value.id) });
  variant.value = 0;
}

/** False where something is to be put right first: then its step is open, and it is said. */
function isSound(before: string): boolean {
  isChecked.value = true;
  const fault = faults.value[0];
  if (!fault) return true;
  const { step, name } = placeOf(fault.path);
  const inVariant = /^variants\.(\d+)/.exec(fault.path);
  if (inVariant) variant.value = Number(inVariant[1]);
  openStep.value = step;
  say(`${before} ${name}: ${fault.text}`);
  return false;
}

/** The broadcast as it is saved now; undefined where it was refused, and said. */
async function put(): Promise<Broadcast | undefined> {
  const edited = draft.value;
  if (!edited) return undefined;
  const taken = new Set(others.value.value?.broadcasts.map(({ broadcast }) => broadcast.id));
  const broadcast = { ...edited, id: edited.id || idFrom(edited.name, taken.add("new")) };
  isBusy.value = true;
  const answer = await saveBroadcast(broadcast);
  isBusy.value = false;
  if ("failure" in answer) {
    refused.value = faultOf(answer.failure);
    say(t`Not saved. ${sayFailure(answer.failure)}`);
    return undefined;
  }
  return broadcast;
}

/** Goes on with what was saved, under its own address. */
async function settle({ id }: Broadcast): Promise<void> {
  const wasNew = isNew.value;
  opened.value = id;
  await report.load();
  draft.value = saved.value?.broadcast;
  if (wasNew) go(hrefOf("push", id), { replace: true });
}

export async function save(): Promise<void> {
  if (!isSound(t`Not saved.`)) return;
  const broadcast = await put();
  if (!broadcast) return;
  await settle(broadcast);
  say(t`${broadcast.name} saved.`);
}

/** Opens the review, unless there is something to put right first. */
export function review(): void {
  if (!isSound(t`Before it is sent:`)) return;
  void size.load();
  isReviewing.value = true;
}

export async function send(): Promise<void> {
  const broadcast = await put();
  if (broadcast) {
    isBusy.value = true;
    const answer = await moveBroadcast(broadcast.id, "send");
    isBusy.value = false;
    await settle(broadcast);
    if ("failure" in answer) {
      refused.value = faultOf(answer.failure);
      if (refused.value) openStep.value = placeOf(refused.value.path).step;
      say(t`Saved, and not sent. ${sayFailure(answer.failure)}`);
    } else {
      say(t`${broadcast.name} is on its way.`);
      void recent.load();
    }
  }
  isReviewing.value = false;
}

const MOVED: Record<Exclude<BroadcastMove, "send">, string> = {
  pause: t`paused: what has not been sent waits`,
  resume: t`goes on`,
  cancel: t`cancelled: what has not been sent never will be`,
};
export async function move(to: keyof typeof MOVED): Promise<void> {
  const { id, name } = draft.value!;
  isBusy.value = true;
  const answer = await moveBroadcast(id, to);
  isBusy.value = false;
  await Promise.all([report.load(), recent.load()]);
  say("failure" in answer ? t`Not done. ${sayFailure(answer.failure)}` : `${name} ${MOVED[to]}.`);
}

export async function remove(): Promise<void> {
  const gone = saved.value?.broadcast;
  if (!gone) return;
  const answer = await deleteBroadcast(gone.id);
  if ("failure" in answer) {
    say(t`Not deleted. ${sayFailure(answer.failure)}`);
    return;
  }
  const wasDraft = isDraft.value;
  draft.value = undefined;
  opened.value = "";
  go(hrefOf("push"));
  if (wasDraft)
    sayUndoable(
      t`${gone.name} deleted.`,
      () => saveBroadcast(gone),
      () => go(hrefOf("push", gone.id)),
    );
  else say(t`${gone.name} deleted.`);
}

/** To this very browser, as it stands here. */
export async function test(message: PushMessage): Promise<void> {
  if (!you.value) return;
  isBusy.value = true;
  const answer = await testPush(you.value, message);
  isBusy.value = false;
  if ("failure" in answer) say(t`Not sent. ${sayFailure(answer.failure)}`);
  else {
    const { state, reason } = answer.value;
    say(
      state === "sent"
        ? t`Sent to this browser.`
        : t`Not sent. ${reason ? capital(sayReason(reason)) : DELIVERY_WORDS[state].meaning}`,
    );
  }
}

/** The newest of its notifications. */
export const recent = reading(() =>
  getDeliveries({
    source: `broadcast:${opened.value}`,
    state: undefined,
    visitor: undefined,
    before: undefined,
  }),
);
