/** Buyers by score, and visitors by stage: three readings, since the last looks at thousands of profiles. */
import { getFalls, getLifecycle, getRfm } from "../../api.ts";
import { reading } from "../../reading.ts";

export const rfm = reading(getRfm);
export const falls = reading(getFalls);
export const lifecycle = reading(getLifecycle);

export function show(): void {
  void rfm.load();
  void falls.load();
  void lifecycle.load();
}
