import { signal } from "@preact/signals";
import { getHealth, replayDeadLetter } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";

export const health = reading(getHealth);
export const replaying = signal<ReadonlySet<string>>(new Set());
export const refresh = () => void health.load();

export async function replay(id: string): Promise<void> {
  replaying.value = new Set([...replaying.value, id]);
  const answer = await replayDeadLetter(id);
  replaying.value = new Set([...replaying.value].filter((other) => other !== id));
  if ("failure" in answer) say(`Not taken in. ${sayFailure(answer.failure)}`);
  else say("Taken in again. What was counted before is not counted twice.");
  await health.load();
}
