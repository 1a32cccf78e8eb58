/** Published rules in an isolate: the newest are picked up behind an answer, anything else keeps the old ones. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { loadSnapshot } from "../../edge/snapshot.ts";
import { pointerKey, snapshotKey } from "../../edge/snapshot-keys.ts";
import { aCampaign, aSegment, aSite, aSnapshot } from "../support/builders.ts";
import { publishDirectly } from "./publish.ts";

/** Looks for newer rules at every request. */
const eager = { ...env, SNAPSHOT_SECONDS: "-1" };
const fresh = () => aSite(`shop${crypto.randomUUID().slice(0, 8)}`);

/** One request for the rules, and what it left to do behind the answer. */
async function load(site: string, worker = eager): Promise<number | undefined> {
  const behind: Promise<unknown>[] = [];
  const rules = await loadSnapshot(worker, site, (promise) => behind.push(promise));
  await Promise.all(behind);
  return rules?.compiled.version;
}
const point = (site: string, version: string) => env.SNAPSHOTS.put(pointerKey(site), version);

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describe("the rules of a site", () => {
  test("nobody has published are none", async () => {
    expect(await load(fresh().id)).toBeUndefined();
  });

  test("are there with the first request after the first publication", async () => {
    const site = fresh();
    await load(site.id);
    await publishDirectly(env, aSnapshot(site));
    expect(await load(site.id)).toBe(1);
  });

  test("in a newer version are found behind one answer and used by the next", async () => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    await load(site.id);
    await publishDirectly(env, aSnapshot(site, { version: 2 }));
    expect([await load(site.id), await load(site.id)]).toEqual([1, 2]);
  });

  test("are not looked for again before SNAPSHOT_SECONDS have passed", async () => {
    const site = fresh();
    const patient = { ...env, SNAPSHOT_SECONDS: "60" };
    await publishDirectly(env, aSnapshot(site));
    await load(site.id, patient);
    await publishDirectly(env, aSnapshot(site, { version: 2 }));
    expect([await load(site.id, patient), await load(site.id, patient)]).toEqual([1, 1]);
  });

  test("stay at the newer version where a lagging KV shows an older pointer", async () => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    await publishDirectly(env, aSnapshot(site, { version: 2 }));
    await load(site.id);
    await point(site.id, "1");
    expect([await load(site.id), await load(site.id)]).toEqual([2, 2]);
  });

  test("stay at the newer version where two requests fetched at once and the older answer came last", async () => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    const slow = Promise.withResolvers<void>();
    const lagging = new Proxy(env.SNAPSHOTS, {
      get: (kv, name) =>
        name === "get"
          ? async (key: string) => {
              const value = await kv.get(key);
              if (key === snapshotKey(site.id, 1)) await slow.promise;
              return value;
            }
          : Reflect.get(kv, name),
    });
    const old = load(site.id, { ...eager, SNAPSHOTS: lagging });
    await publishDirectly(env, aSnapshot(site, { version: 2 }));
    await vi.waitFor(async () => expect(await load(site.id)).toBe(2));
    slow.resolve();
    await old;
    expect(await load(site.id, { ...env, SNAPSHOT_SECONDS: "60" })).toBe(2);
  });

  const sound = aSnapshot(aSite("sound"));
  const corrupt: [string, string | null][] = [
    ["is cut short", JSON.stringify(sound).slice(0, 40)],
    ["is empty", ""],
    ["lacks its site", JSON.stringify({ ...sound, site: undefined, version: 2 })],
    [
      "has a campaign without a variant",
      JSON.stringify({ ...sound, version: 2, campaigns: [aCampaign("a", { variants: [] })] }),
    ],
    [
      "asks for an unknown field",
      JSON.stringify({
        ...sound,
        version: 2,
        segments: [aSegment("a", { field: "shoe_size", op: "gte", value: 1 })],
      }),
    ],
    ["has not arrived in this KV yet", null],
  ];
  test.each(corrupt)("stay as they are where the newer version %s", async (_, text) => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    await load(site.id);
    if (text !== null) await env.SNAPSHOTS.put(snapshotKey(site.id, 2), text);
    await point(site.id, "2");
    expect([await load(site.id), await load(site.id)]).toEqual([1, 1]);
  });

  test.each(corrupt)("are none where the only version %s", async (_, text) => {
    const site = fresh();
    if (text !== null) await env.SNAPSHOTS.put(snapshotKey(site.id, 1), text);
    await point(site.id, "1");
    expect(await load(site.id)).toBeUndefined();
  });

  test("stay as they are where the pointer is no number", async () => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    await load(site.id);
    await point(site.id, "latest");
    expect([await load(site.id), await load(site.id)]).toEqual([1, 1]);
  });

  test("stay as they are while KV is away", async () => {
    const site = fresh();
    await publishDirectly(env, aSnapshot(site));
    await load(site.id);
    const SNAPSHOTS = { get: () => Promise.reject(new Error("KV is away")) } as unknown as KVNamespace;
    await load(site.id, { ...eager, SNAPSHOTS }).catch(() => undefined);
    expect(await load(site.id)).toBe(1);
  });
});
