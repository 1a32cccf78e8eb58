/** What was changed, and the way back: the state before a change is saved again, by the route that saves such things. */
import type { Broadcast } from "../../../model/broadcast.ts";
import type { Campaign } from "../../../model/campaign.ts";
import type { Change, ChangedState, ChangeKind, ChangeList } from "../../../model/change.ts";
import type { CouponPool } from "../../../model/coupon.ts";
import type { Journey } from "../../../model/journey.ts";
import type { PersonaSettings } from "../../../model/personas.ts";
import type { PushSettings } from "../../../model/push.ts";
import type { Revenue } from "../../../model/report.ts";
import type { ScoringSettings } from "../../../model/scoring.ts";
import type { Segment } from "../../../model/segment.ts";
import type { ValueSettings } from "../../../model/value-settings.ts";
import {
  type Answer,
  api,
  ask,
  given,
  saveBroadcast,
  saveCampaign,
  saveCouponPool,
  saveFeed,
  saveJourney,
  savePersonaSettings,
  savePushSettings,
  saveRevenue,
  saveScoring,
  saveSegment,
  saveValueSettings,
} from "../../api.ts";
import { refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { sayFailure } from "../panel/failure.ts";
import { say } from "../toast/toast.ts";
import { KIND_WORDS } from "./words.ts";

export type ChangeQuery = Record<"kind" | "of" | "by" | "before", string | undefined>;

export const getChanges = (query: ChangeQuery) =>
  ask(
    api.changes.$get({ query: given(query) as Parameters<typeof api.changes.$get>[0]["query"] }),
  ) as Promise<Answer<ChangeList>>;

const getChange = (seq: number) =>
  ask(api.changes[":seq"].$get({ param: { seq: String(seq) } })) as Promise<Answer<ChangedState>>;

const SAVES: Partial<Record<ChangeKind, (state: unknown) => Promise<Answer<unknown>>>> = {
  segment: (state) => saveSegment(state as Segment),
  campaign: (state) => saveCampaign(state as Campaign),
  journey: (state) => saveJourney(state as Journey),
  broadcast: (state) => saveBroadcast(state as Broadcast),
  pool: (state) => saveCouponPool(state as CouponPool),
  personas: (state) => savePersonaSettings(state as PersonaSettings),
  scoring: (state) => saveScoring(state as ScoringSettings),
  value: (state) => saveValueSettings(state as ValueSettings),
  revenue: (state) => saveRevenue(state as Revenue),
  feed: (state) => saveFeed((state as { url: string }).url),
  push: (state) => savePushSettings(state as PushSettings),
};

/** Of rules: what is saved is not live yet. */
const PUBLISHED: readonly ChangeKind[] = ["segment", "campaign", "journey"];

/** True where it is as it was before that change. */
export async function putBack({ seq, kind, name }: Change): Promise<boolean> {
  const asked = await getChange(seq);
  const answer = "failure" in asked ? asked : await SAVES[kind]!(asked.value.before);
  if ("failure" in answer) {
    const { field, expected } = answer.failure;
    say(
      field && expected
        ? t`Not put back. ${field}: expected ${t(expected)}.`
        : t`Not put back. ${sayFailure(answer.failure)}`,
    );
    return false;
  }
  const what = name || KIND_WORDS[kind].word;
  if (!PUBLISHED.includes(kind)) say(t`${what}: as it was before that change.`);
  else {
    say(t`${what}: as it was before that change. Not live until it is published.`);
    await refreshPublication();
  }
  return true;
}
