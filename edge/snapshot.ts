/**
 * The published rules, compiled and kept in this isolate. A request never waits for KV but the first of an isolate;
 * later ones use what is there and look for a newer version behind the answer, at most every SNAPSHOT_SECONDS.
 * KV: `snapshot:SITE` holds the newest version number, `snapshot:SITE:VERSION` the rules, never changed.
 */
import * as v from "valibot";
import { type CompiledSnapshot, compileSnapshot, type Snapshot, snapshotSchema } from "../model/snapshot.ts";
import type { Env } from "./env.ts";
import { logFailure } from "./log-line.ts";
import { pointerKey, snapshotKey } from "./snapshot-keys.ts";

interface Kept {
  snapshot: Snapshot;
  compiled: CompiledSnapshot;
  lookedAt: number;
  /** Length of its JSON: what the bound below counts. */
  characters: number;
}

const kept = new Map<string, Kept>();
const MAX_CHARACTERS = 16_000_000;

/** The site's rules, or undefined where nothing was ever published for it. Real time decides when to look again. */
export async function loadSnapshot(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<{ snapshot: Snapshot; compiled: CompiledSnapshot } | undefined> {
  const known = kept.get(site);
  if (!known) return fetchNewest(env, site);
  const now = Date.now();
  if (now - known.lookedAt > Number(env.SNAPSHOT_SECONDS) * 1000) {
    known.lookedAt = now;
    waitUntil(fetchNewest(env, site, known));
  }
  return known;
}

async function fetchNewest(env: Env, site: string, known?: Kept): Promise<Kept | undefined> {
  const version = Number(await env.SNAPSHOTS.get(pointerKey(site)));
  // Versions only rise: an older pointer read from a lagging KV edge changes nothing.
  if (!version || (known && version <= known.snapshot.version)) return known;
  const text = await env.SNAPSHOTS.get(snapshotKey(site, version));
  if (text === null) return known;
  const parsed = v.safeParse(snapshotSchema, readJson(text));
  if (!parsed.success) {
    logFailure("snapshot refused", { site, version, path: v.getDotPath(parsed.issues[0]) });
    return known;
  }
  // Somebody else may have fetched a newer one meanwhile.
  const newest = kept.get(site);
  return newest && newest.snapshot.version >= version ? newest : keep(site, parsed.output, text.length);
}

/** Undefined, which no schema takes, where the text is not JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keep(site: string, snapshot: Snapshot, characters: number): Kept {
  const entry = { snapshot, compiled: compileSnapshot(snapshot), lookedAt: Date.now(), characters };
  kept.delete(site);
  kept.set(site, entry);
  let total = 0;
  for (const [, each] of kept) total += each.characters;
  for (const [oldest, each] of kept) {
    if (total <= MAX_CHARACTERS || oldest === site) break;
    total -= each.characters;
    kept.delete(oldest);
  }
  return entry;
}
