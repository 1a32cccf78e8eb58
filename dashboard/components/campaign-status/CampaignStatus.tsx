import { now, zone } from "../../site.ts";
import { Icon } from "../icon/Icon.tsx";
import { standingOf } from "./status.ts";

export function CampaignStatus({ of }: { of: Parameters<typeof standingOf>[0] }) {
  const { icon, word, isOn } = standingOf(of, zone.value, now.value);
  return (
    <span class={`status${isOn ? " on" : ""}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
