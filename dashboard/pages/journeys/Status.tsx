import type { Journey } from "../../../model/journey.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { standingOf } from "./state.ts";

export function Status({ of }: { of: Journey }) {
  const { icon, word, isOn } = standingOf(of);
  return (
    <span class={`status${isOn ? " on" : ""}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
