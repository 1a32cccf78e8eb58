import { signal } from "@preact/signals";
import { PLANS, type Plan } from "../../../model/quota.ts";
import { getHealth, getQuota, getRunning, replayDeadLetter } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

export const health = reading(getHealth);
export const running = reading(getRunning);
/** Undefined: the one that the bindings speak for. */
export const plan = signal<Plan>();
export const quota = reading(() => getQuota(plan.value));
export const replaying = signal<ReadonlySet<string>>(new Set());
export function refresh(): void {
  void health.load();
  void running.load();
}

export function choosePlan(chosen: string | undefined): void {
  plan.value = PLANS.find((one) => one === chosen);
  void quota.load();
}

export async function replay(id: string): Promise<void> {
  replaying.value = new Set([...replaying.value, id]);
  const answer = await replayDeadLetter(id);
  replaying.value = new Set([...replaying.value].filter((other) => other !== id));
  if ("failure" in answer) say(t`Not taken in. ${sayFailure(answer.failure)}`);
  else say(t`Taken in again. What was counted before is not counted twice.`);
  await health.load();
}
