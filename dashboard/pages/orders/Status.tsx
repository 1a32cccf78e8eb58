import type { OrderStatus } from "../../../model/order.ts";
import type { Stage } from "../../../model/order-report.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { STATUS_WORDS } from "./words.ts";

export function Status({ of }: { of: OrderStatus | Stage }) {
  const { word, icon } = STATUS_WORDS[of];
  return (
    <span class={`status${of === "paid" ? " on" : ""}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
