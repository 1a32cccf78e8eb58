/** Puts rules where the Worker looks for them, for tests that are not about publishing. */
import { pointerKey, snapshotKey } from "../../edge/snapshot-keys.ts";
import type { Snapshot } from "../../model/snapshot.ts";

export async function publishDirectly(
  env: { DB: D1Database; SNAPSHOTS: KVNamespace },
  snapshot: Snapshot,
): Promise<void> {
  const { site, version } = snapshot;
  await env.DB.prepare(
    "INSERT INTO sites (id, settings, version) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET version = ?3",
  )
    .bind(site.id, JSON.stringify(site), version)
    .run();
  await env.SNAPSHOTS.put(snapshotKey(site.id, version), JSON.stringify(snapshot));
  await env.SNAPSHOTS.put(pointerKey(site.id), String(version));
}
