/** The last step of publishing: from D1, where a snapshot is kept, to KV, where every isolate looks. */
import type { Snapshot } from "../model/snapshot.ts";
import { logFailure } from "./log-line.ts";
import { pointerKey, snapshotKey } from "./snapshot-keys.ts";

/**
 * `body` is the snapshot's JSON. The pointer last: whoever follows it finds the snapshot. False where KV refuses (it
 * takes one write a second to a key): then the version stays unseen, and publishing again makes the next one.
 */
export async function sendLive(kv: KVNamespace, { site, version }: Snapshot, body: string): Promise<boolean> {
  try {
    await kv.put(snapshotKey(site.id, version), body);
    await kv.put(pointerKey(site.id), String(version));
    return true;
  } catch (error) {
    logFailure("snapshot not live", { site: site.id, version }, error);
    return false;
  }
}
