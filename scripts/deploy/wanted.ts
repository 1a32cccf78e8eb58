/** What a deployed Impuls is made of, as wrangler.toml says; and the same file with the ids of what is there. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { experimental_readRawConfig } from "wrangler";

const root = join(import.meta.dirname, "../..");
/** Made by deploying, ignored by git: wrangler.toml with ids. It stands beside it, since paths in it count from there. */
export const DEPLOY_CONFIG = join(root, "wrangler.deploy.json");

/** Of wrangler.toml, as far as deploying looks into it. */
export interface Config {
  name: string;
  d1_databases: { binding: string; database_name: string; database_id: string; migrations_dir: string }[];
  kv_namespaces: { binding: string; id: string }[];
  queues?: { producers: { binding: string; queue: string }[]; consumers: { queue: string }[] };
  triggers: { crons: string[] };
  routes?: (string | { pattern: string })[];
  vars: Record<string, string>;
  [other: string]: unknown;
}

export interface Wanted {
  worker: string;
  database: string;
  /** KV namespaces are known by a title. */
  namespace: string;
  queues: string[];
  crons: string[];
  /** Own domains and first-party paths (docs/deploy.md); empty: workers.dev alone. */
  routes: string[];
}

export const SECRETS = ["MASTER_SECRET", "ADMIN_TOKEN"] as const;

export function readConfig(): Config {
  const { rawConfig } = experimental_readRawConfig({ config: join(root, "wrangler.toml") });
  return rawConfig as unknown as Config;
}

/** `isFree`: without queues. */
export function wantedOf(config: Config, isFree: boolean): Wanted {
  return {
    worker: config.name,
    database: config.d1_databases[0]!.database_name,
    namespace: `${config.name}-snapshots`,
    queues: isFree ? [] : (config.queues?.producers.map(({ queue }) => queue) ?? []),
    crons: config.triggers.crons,
    routes: (config.routes ?? []).map((route) => (typeof route === "string" ? route : route.pattern)),
  };
}

/** The ids a file carries that no account has given out yet. */
const isBlank = (id: string) => /^[0-]*$/.test(id);

/** An id that stands in wrangler.toml stays: Cloudflare's button writes it there. */
export function databaseIdIn(config: Config): string | undefined {
  const id = config.d1_databases[0]!.database_id;
  return isBlank(id) ? undefined : id;
}
export function namespaceIdIn(config: Config): string | undefined {
  const id = config.kv_namespaces[0]!.id;
  return isBlank(id) ? undefined : id;
}

export interface Ids {
  database: string;
  /** Absent: as wrangler.toml has it. What asks D1 alone needs no other. */
  namespace?: string | undefined;
}

/** What is given to wrangler: the file with both ids, and without queues where none are wanted. */
export function deployConfigOf(config: Config, wanted: Wanted, ids: Ids): Config {
  const { queues, ...rest } = config;
  return {
    ...rest,
    ...(wanted.queues.length > 0 && queues && { queues }),
    d1_databases: [{ ...config.d1_databases[0]!, database_id: ids.database }],
    kv_namespaces: [{ ...config.kv_namespaces[0]!, ...(ids.namespace && { id: ids.namespace }) }],
  };
}

/** Without it wrangler takes the blank ids of wrangler.toml for those of the database that is named. */
export function writeDeployConfig(config: Config, wanted: Wanted, ids: Ids): void {
  writeFileSync(DEPLOY_CONFIG, JSON.stringify(deployConfigOf(config, wanted, ids), undefined, 2));
}
