/**
 * A page that is open, or stands in a cache, asks for the tracker's parts by the names of its own day (design.md §4, skew). Static
 * files are those of the newest release alone, so each release's parts are put into KV once it is there, by the minute's cron, and stay
 * for three releases more. A release that is replaced within its first minutes is missed.
 */
import type { Env } from "../env.ts";

/** Kept beside the newest. */
const EARLIER = 3;
/** Parts of one run: each is read and written, and the free plan has fifty such calls an invocation. */
const MOST = 20;
/** KV: the names of the parts of each release, newest first. */
const RELEASES = "parts";
/** KV: the text of a part. */
const partKey = (name: string) => `part:${name}`;

const read = (env: Env, path: string) => env.ASSETS.fetch(new URL(path, "https://assets.invalid"));

export async function keepParts(env: Env): Promise<void> {
  const answer = await read(env, "/parts.json");
  if (!answer.ok) return;
  const names = await answer.json<string[]>();
  const releases = (await env.SNAPSHOTS.get<string[][]>(RELEASES, "json")) ?? [];
  if (releases[0]?.join() === names.join()) return;
  const { keys } = await env.SNAPSHOTS.list({ prefix: partKey("") });
  const kept = new Set(keys.map(({ name }) => name));
  const missing = names.filter((name) => !kept.has(partKey(name)));
  for (const name of missing.slice(0, MOST)) {
    const part = await read(env, `/${name}`);
    // Between two releases: the list was of one, the part is of the other.
    if (!part.ok) return;
    await env.SNAPSHOTS.put(partKey(name), await part.text());
  }
  if (missing.length > MOST) return;
  const lasting = [names, ...releases].slice(0, EARLIER + 1);
  await env.SNAPSHOTS.put(RELEASES, JSON.stringify(lasting));
  const wanted = new Set(lasting.flat().map(partKey));
  const over = [...kept].filter((key) => !wanted.has(key)).slice(0, MOST);
  await Promise.all(over.map((key) => env.SNAPSHOTS.delete(key)));
}

/** A part of an earlier release; null where there is none of this name. */
export const readKeptPart = ({ SNAPSHOTS }: Env, name: string): Promise<string | null> =>
  SNAPSHOTS.get(partKey(name));
