/** The progress block: the cart's value on its way to a threshold. */
import type { ProgressPart } from "../api.ts";
import { element } from "./element.ts";

export const progress: ProgressPart["progress"] = ({ thresholdMinor, label }, { texts }) =>
  element("progress", {
    max: thresholdMinor,
    value: Math.min(texts.cart?.valueMinor ?? 0, thresholdMinor),
    ariaLabel: label,
  });
