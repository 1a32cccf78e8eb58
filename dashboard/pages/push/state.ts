/** Notifications as a whole: who takes them, how the shop sends, its keys, its broadcasts. */
import { computed, signal } from "@preact/signals";
import { type PushSettings, pushSettingsSchema } from "../../../model/push.ts";
import { getBroadcasts, getPush, makePushKey, savePushSettings } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { type FieldFault, faultOf, faultsIn } from "../../faults.ts";
import { capital } from "../../format.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const push = reading(getPush);
export const broadcasts = reading(getBroadcasts);
export const isBusy = signal(false);

const edited = signal<PushSettings>();
export const settings = computed(() => edited.value ?? push.value.value?.settings);
export const isChanged = computed(
  () => !!edited.value && JSON.stringify(edited.value) !== JSON.stringify(push.value.value?.settings),
);
const faults = signal<FieldFault[]>([]);
export function faultAt(path: string): string {
  const fault = faults.value.find((one) => one.path === path);
  return fault ? capital(fault.text) : "";
}

export async function load(): Promise<void> {
  await Promise.all([push.load(), broadcasts.load()]);
}

/** What is empty is left out, and then is as usual. */
export function change(part: { [Name in keyof PushSettings]?: PushSettings[Name] | undefined }): void {
  if (!settings.value) return;
  edited.value = Object.fromEntries(
    Object.entries({ ...settings.value, ...part }).filter(([, value]) => value !== undefined && value !== ""),
  ) as unknown as PushSettings;
}

export async function save(): Promise<void> {
  if (!edited.value) return;
  faults.value = faultsIn(pushSettingsSchema, edited.value);
  if (faults.value.length > 0) return;
  isBusy.value = true;
  const answer = await savePushSettings(edited.value);
  isBusy.value = false;
  if ("failure" in answer) {
    const fault = faultOf(answer.failure);
    faults.value = fault ? [fault] : [];
    say(t`Not saved. ${sayFailure(answer.failure)}`);
    return;
  }
  await push.load();
  edited.value = undefined;
  say(t`Saved. It holds for what is sent from now on.`);
}

/** Old keys stay, for those who subscribed with them. */
export async function rotate(): Promise<void> {
  isBusy.value = true;
  const answer = await makePushKey();
  isBusy.value = false;
  await push.load();
  say("failure" in answer ? t`No new key. ${sayFailure(answer.failure)}` : t`There is a new key.`);
}
