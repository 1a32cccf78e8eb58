/** API keys of the shop's servers and its automation: only the SHA-256 of each is kept. */
import type { KeyScope } from "../../model/role.ts";
import { type Act, recorded } from "./changes.ts";

export interface ServerKey {
  /** SHA-256 of the key, hex. */
  hash: string;
  name: string;
  scope: KeyScope;
  /** Epoch ms. */
  createdAt: number;
}

/** Which site a key belongs to, by its hash in hex, how it is called and what it is for. */
export async function readKey(
  db: D1Database,
  hash: string,
): Promise<(Pick<ServerKey, "name" | "scope"> & { site: string }) | null> {
  return db.prepare("SELECT site, name, scope FROM keys WHERE hash = ?1").bind(hash).first();
}

/** Newest first. Reads the keys of every site: there are few. */
export async function listKeys(db: D1Database, site: string): Promise<ServerKey[]> {
  const { results } = await db
    .prepare(
      "SELECT hash, name, scope, created_at AS createdAt FROM keys WHERE site = ?1 ORDER BY created_at DESC, hash",
    )
    .bind(site)
    .all<ServerKey>();
  return results;
}

export async function saveKey(
  db: D1Database,
  site: string,
  { hash, name, scope, createdAt }: ServerKey,
  act: Act,
): Promise<void> {
  const save = db
    .prepare("INSERT INTO keys (hash, site, name, scope, created_at) VALUES (?1, ?2, ?3, ?4, ?5)")
    .bind(hash, site, name, scope, createdAt);
  await db.batch(recorded(db, site, act, { kind: "key", id: hash }, [save]));
}

/** False where the site has no such key. */
export async function deleteKey(db: D1Database, site: string, hash: string, act: Act): Promise<boolean> {
  const gone = db.prepare("DELETE FROM keys WHERE site = ?1 AND hash = ?2").bind(site, hash);
  const [, deleted] = await db.batch(recorded(db, site, act, { kind: "key", id: hash }, [gone]));
  return deleted!.meta.changes > 0;
}
