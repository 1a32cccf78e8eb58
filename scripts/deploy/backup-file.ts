/** Where backups are kept where no other place is named. */
import { join } from "node:path";

/** `.impuls/backups/impuls-2026-11-27T07-40-00.sql`: the time is UTC. */
export function backupFile(name: string, now = new Date()): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(":", "-");
  return join(".impuls", "backups", `${name}-${stamp}.sql`);
}
