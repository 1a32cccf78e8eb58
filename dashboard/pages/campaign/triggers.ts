/** One entry per trigger: what it is called, and what it begins with when it is chosen. */
import type { Trigger } from "../../../model/campaign.ts";
import { t } from "../../words.ts";

export const TRIGGERS: {
  [Kind in Trigger["kind"]]: { label: string; begin: Extract<Trigger, { kind: Kind }> };
} = {
  at_once: { label: t`At once`, begin: { kind: "at_once" } },
  engaged: { label: t`After some attention`, begin: { kind: "engaged", seconds: 8 } },
  scroll: { label: t`Once much of the page has been seen`, begin: { kind: "scroll", share: 0.6 } },
  idle: { label: t`After a while without a touch`, begin: { kind: "idle", seconds: 30 } },
  click: { label: t`At a click`, begin: { kind: "click", selector: "" } },
  event: { label: t`At an event`, begin: { kind: "event", event: "" } },
  moment: { label: t`At a micro-moment`, begin: { kind: "moment", moment: "hesitate" } },
  cart_change: { label: t`When the cart changes`, begin: { kind: "cart_change" } },
  nth_page: { label: t`From a page of the visit on`, begin: { kind: "nth_page", page: 3 } },
  return: { label: t`On coming back to the tab`, begin: { kind: "return", awaySeconds: 30 } },
  exit: { label: t`When about to leave`, begin: { kind: "exit" } },
};
