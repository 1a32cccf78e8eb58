import { signal } from "@preact/signals";
import type { Door } from "../../../../model/order-report.ts";
import { dropPreviousSecret, getDoors, setSecret } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { say } from "../../../components/toast/toast.ts";
import { reading } from "../../../reading.ts";
import { t } from "../../../words.ts";

export const doors = reading(getDoors);
/** Just set, until it is closed: it is in no later answer. */
export const shownSecret = signal<{ door: Door; secret: string }>();

export async function set(door: Door, given?: string): Promise<void> {
  const answer = await setSecret(door, given);
  if ("failure" in answer) return say(t`No secret was set. ${sayFailure(answer.failure)}`);
  if (given) say(t`Set. The secret before it is still accepted.`);
  else shownSecret.value = { door, secret: answer.value.secret };
  await doors.load();
}

/** Whose secret before the newest is about to be given up. */
export const givingUp = signal<Door>();

export async function giveUpPrevious(door: Door): Promise<void> {
  givingUp.value = undefined;
  const answer = await dropPreviousSecret(door);
  if ("failure" in answer) return say(t`The old secret is still accepted. ${sayFailure(answer.failure)}`);
  say(t`Only the newest secret is accepted now.`);
  await doors.load();
}
