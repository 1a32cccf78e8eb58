import { computed } from "@preact/signals";
import type { Journey } from "../../../model/journey.ts";
import { getCampaigns, getCoupons, getJourneys, getSegments } from "../../api.ts";
import type { IconName } from "../../components/icon/shapes.ts";
import type { JourneyNames } from "../../journey-words.ts";
import { reading } from "../../reading.ts";
import { publication } from "../../shell/state.ts";
import { t } from "../../words.ts";

export const journeys = reading(getJourneys);
export const segments = reading(getSegments);
export const campaigns = reading(getCampaigns);
export const pools = reading(getCoupons);

/** What journeys mention by id; the id itself where it is gone. */
export const names = computed((): JourneyNames => {
  const nameIn = (list: { id: string; name: string }[] = []) => {
    const known = new Map(list.map(({ id, name }) => [id, name]));
    return (id: string) => known.get(id) ?? id;
  };
  return {
    segment: nameIn(segments.value.value?.segments),
    campaign: nameIn(campaigns.value.value?.campaigns),
    pool: nameIn(pools.value.value?.pools),
  };
});

export const loadNames = () => Promise.all([segments.load(), campaigns.load(), pools.load()]);

export interface Standing {
  icon: IconName;
  word: string;
  /** Visitors may be enrolled now. */
  isOn: boolean;
}

/** What is saved is live once it is published: until then it is so in name only. */
export function standingOf({ status, name }: Pick<Journey, "status" | "name">): Standing {
  const isAhead = publication.value.value?.changes.includes(name) ?? false;
  switch (status) {
    case "draft":
      return { icon: "page", word: t`Draft`, isOn: false };
    case "published":
      return isAhead
        ? { icon: "clock", word: t`Not live as saved`, isOn: false }
        : { icon: "check", word: t`Published`, isOn: true };
    case "paused":
      return { icon: "minus", word: isAhead ? t`Paused, still live` : t`Paused`, isOn: false };
    case "archived":
      return { icon: "box", word: t`Archived`, isOn: false };
  }
}
