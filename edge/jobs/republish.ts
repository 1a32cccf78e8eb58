/**
 * The hour's look whether KV has what D1 has published: it has not after a backup was restored, or where KV refused a write.
 * D1 is the truth, KV holds copies.
 */
import type { Env } from "../env.ts";
import { sendLive } from "../send-live.ts";
import { pointerKey } from "../snapshot-keys.ts";
import { listVersions } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";

export async function republish({ DB, SNAPSHOTS }: Env): Promise<void> {
  for (const { id, version } of await listVersions(DB)) {
    if (Number(await SNAPSHOTS.get(pointerKey(id))) >= version) continue;
    const snapshot = await readNewestSnapshot(DB, id);
    if (snapshot) await sendLive(SNAPSHOTS, snapshot, JSON.stringify(snapshot));
  }
}
