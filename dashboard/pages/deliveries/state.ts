/** The log of notifications: one row a notification and visitor, and sending failed ones once more. */
import { signal } from "@preact/signals";
import { DELIVERY_STATES, type DeliveryState } from "../../../model/push.ts";
import { getBroadcasts, getDeliveries, getJourneys, replayDelivery } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { t } from "../../words.ts";

const asked = signal<Record<string, string>>({});
export const stateOf = (state: string | undefined): DeliveryState | undefined =>
  DELIVERY_STATES.find((one) => one === state);

export const deliveries = reading(() => {
  const { source, state, visitor, before } = asked.value;
  return getDeliveries({ source, visitor, before, state: stateOf(state) });
});
/** What sends, for the filter. */
export const broadcasts = reading(getBroadcasts);
export const journeys = reading(getJourneys);

export function show(query: Record<string, string>): void {
  asked.value = query;
  void deliveries.load();
}

export const replaying = signal<ReadonlySet<string>>(new Set());
/** `reload`: reads again the list it stands in. */
export async function replay(id: string, reload: () => Promise<void>): Promise<void> {
  replaying.value = new Set([...replaying.value, id]);
  const answer = await replayDelivery(id);
  replaying.value = new Set([...replaying.value].filter((one) => one !== id));
  if ("failure" in answer) say(t`Not sent again. ${sayFailure(answer.failure)}`);
  else say(t`It is sent once more.`);
  await reload();
}
