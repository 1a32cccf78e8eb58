/** Before showing, a tab claims: one atomic update of the device's store, so that two tabs never show the same. */
import type { Core } from "./api.ts";

/** Of bars by campaign, of overlays under "" for all of them; what was closed by campaign: device clock, epoch ms, until when. */
type Claims = Record<string, number>;

/**
 * True where the campaign may be shown now; the quiet time after it has begun. With 0 ms nothing is spent. `spent`: the
 * entry it is written under. A bar waits for the attention of all and spends none of it: it keeps no overlay away (model/decision.ts).
 */
export async function claim(core: Core, campaign: string, quietMs: number, spent: string): Promise<boolean> {
  let isGranted = false;
  await core.transact(["claims"], ([claims]) => {
    const now = Date.now();
    const { [campaign]: own = 0, "": shared = 0 } = (claims ?? {}) as Claims;
    isGranted = own <= now && (!quietMs || shared <= now);
    return isGranted && quietMs ? [["claims", { ...(claims as Claims), [spent]: now + quietMs }]] : [];
  });
  return isGranted;
}

/** A close keeps a campaign away for so long; the edge holds to the same (`CLOSED_DAYS`). */
const CLOSED_MS = 14 * 86_400_000;

/** Remembers that the visitor has closed the campaign. */
export function keepAway(core: Core, campaign: string): void {
  core.transact(["claims"], ([claims]) => [
    ["claims", { ...(claims as Claims), [campaign]: Date.now() + CLOSED_MS }],
  ]);
}
