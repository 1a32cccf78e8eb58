/** Where a campaign stands, as icon and word. */
import type { Campaign } from "../../../model/campaign.ts";
import { sayDayAndTime } from "../../format.ts";
import { t } from "../../words.ts";
import type { IconName } from "../icon/shapes.ts";

export interface Standing {
  icon: IconName;
  word: string;
  /** Visitors may meet it now. */
  isOn: boolean;
}

export function standingOf(
  { status, schedule, isPublished }: Pick<Campaign, "status" | "schedule"> & { isPublished: boolean },
  zone: string,
  now: number,
): Standing {
  if (status === "draft") return { icon: "page", word: t`Draft`, isOn: false };
  if (status === "paused")
    return { icon: "minus", word: isPublished ? t`Paused, still live` : t`Paused`, isOn: false };
  if (status === "archived") return { icon: "box", word: t`Archived`, isOn: false };
  if (schedule.until && schedule.until <= now) return { icon: "box", word: t`Over`, isOn: false };
  if (!isPublished) return { icon: "clock", word: t`Not live yet`, isOn: false };
  if (schedule.from && schedule.from > now)
    return { icon: "clock", word: t`Starts ${sayDayAndTime(schedule.from, zone, now)}`, isOn: false };
  return { icon: "check", word: t`Published`, isOn: true };
}
