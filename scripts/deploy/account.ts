/** What an account has of ours, looked up by name through wrangler. */
import type { Found } from "./plan.ts";
import { type Config, databaseIdIn, namespaceIdIn, type Wanted } from "./wanted.ts";
import { jsonOf, mustRun, WranglerFailed, wrangler } from "./wrangler.ts";

/** Throws WranglerFailed where the account cannot be asked. */
export async function lookUp(config: Config, wanted: Wanted): Promise<Found> {
  const [[databaseId, namespaceId], secrets, ...queues] = await Promise.all([
    lookUpIds(config, wanted),
    secretsOf(wanted.worker),
    ...wanted.queues.map(async (name) => ((await hasQueue(name)) ? [name] : [])),
  ]);
  return {
    databaseId,
    namespaceId,
    queues: new Set(queues.flat()),
    hasWorker: secrets !== undefined,
    secrets: new Set(secrets),
  };
}

/** Of the database and the namespace; undefined where there is none. */
export async function lookUpIds(
  config: Config,
  wanted: Wanted,
): Promise<[string | undefined, string | undefined]> {
  const [listedDatabases, listedNamespaces] = await Promise.all([
    mustRun(["d1", "list", "--json"]),
    mustRun(["kv", "namespace", "list"]),
  ]);
  const databases = jsonOf<{ uuid: string; name: string }[]>(listedDatabases.stdout);
  const namespaces = jsonOf<{ id: string; title: string }[]>(listedNamespaces.stdout);
  return [
    databaseIdIn(config) ?? databases.find(({ name }) => name === wanted.database)?.uuid,
    namespaceIdIn(config) ?? namespaces.find(({ title }) => title === wanted.namespace)?.id,
  ];
}

async function hasQueue(name: string): Promise<boolean> {
  const args = ["queues", "info", name];
  const ran = await wrangler(args);
  if (ran.status !== 0 && !ran.said.includes("does not exist")) throw new WranglerFailed(args, ran.said);
  return ran.status === 0;
}

/** Undefined where there is no such Worker. */
async function secretsOf(worker: string): Promise<string[] | undefined> {
  const args = ["secret", "list", "--name", worker];
  const ran = await wrangler(args);
  if (ran.status === 0) return jsonOf<{ name: string }[]>(ran.stdout).map(({ name }) => name);
  if (/not found/.test(ran.said)) return undefined;
  throw new WranglerFailed(args, ran.said);
}

/** The version that has all the traffic now: what a failed deploy goes back to. */
export async function liveVersion(worker: string): Promise<string | undefined> {
  const { stdout } = await mustRun(["deployments", "status", "--json", "--name", worker]);
  const { versions } = jsonOf<{ versions: { version_id: string; percentage: number }[] }>(stdout);
  return versions.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id;
}

/** Where D1 stands now; D1 goes back to it for 30 days (7 on the free plan). */
export async function bookmarkOf(config: string, database: string): Promise<string> {
  const { stdout } = await mustRun(["d1", "time-travel", "info", database, "--json", "-c", config]);
  return jsonOf<{ bookmark: string }>(stdout).bookmark;
}
