/** The progress block: the cart's value on its way to a threshold; nothing of a cart in another currency. */
import type { ProgressPart } from "../api.ts";
import { element } from "./element.ts";

export const progress: ProgressPart["progress"] = (
  { thresholdMinor, currency, label },
  { content, texts: { cart } },
) => {
  const unit = cart?.currency ?? content.currency;
  return element("progress", {
    max: thresholdMinor,
    value: cart && (currency ?? unit) === unit ? Math.min(thresholdMinor, cart.valueMinor) : 0,
    ariaLabel: label,
  });
};
