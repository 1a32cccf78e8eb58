/** Buyers by score, and visitors by stage: two readings, since the second looks at thousands of profiles. */
import { getLifecycle, getRfm } from "../../api.ts";
import { reading } from "../../reading.ts";

export const rfm = reading(getRfm);
export const lifecycle = reading(getLifecycle);

export function show(): void {
  void rfm.load();
  void lifecycle.load();
}
