/**
 * The Worker in a local workerd, by wrangler.toml: real D1, KV, queues and static files, state in a directory.
 * Miniflare directly and not `wrangler dev`, whose proxy serves only some 450 requests a second.
 */
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { DIST, publicDirOf } from "./build.ts";

const root = join(import.meta.dirname, "..");

export interface Runtime {
  /** Without a slash at the end. */
  origin: string;
  miniflare: Miniflare;
  /** Runs the cron handler as production would at this minute. */
  cron(at: Date): Promise<void>;
  /** Runs it as at minute 7, when all that is worked out once an hour becomes due. */
  hourlyCron(at: Date): Promise<void>;
  stop(): Promise<void>;
}

export interface RuntimeOptions {
  /** 0: any free port. */
  port: number;
  /** Where D1 and KV live; undefined: nowhere, gone at the end. */
  stateDir?: string;
  /** What was built: default dist/. Tests have their own, so that they can run beside `npm start`. */
  dist?: string;
  /** Default: the built Worker. */
  script?: string;
  masterSecret: string;
  adminToken: string;
  /** Default: with them. A bench leaves them out, and with them a hop through the router before every request. */
  hasStaticFiles?: boolean;
  /** Default: applied. A backup that is restored brings its own tables. */
  hasMigrations?: boolean;
  /** Changes to the bindings of wrangler.toml's [vars]. */
  vars?: Record<string, string>;
}

/** What requests are said to come from: a local run has no Cloudflare in front of it. */
const PLACE = { country: "PL", region: "Małopolskie", city: "Kraków" };

/** Cloudflare waits whole seconds for a batch to fill; here, on one machine, what was clicked is to be seen soon. */
const BATCH_SECONDS = 0.2;

/** Starts it with `dist/` as built. */
export async function startRuntime({
  port,
  stateDir,
  dist = DIST,
  script = join(dist, "worker.js"),
  masterSecret,
  adminToken,
  hasStaticFiles = true,
  hasMigrations = true,
  vars,
}: RuntimeOptions): Promise<Runtime> {
  // Wrangler answers options in Miniflare's older form, without a type that says so.
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml")) as unknown as {
    workerOptions: Record<string, object | undefined>;
  };
  const {
    modulesRules: _rules,
    rootPath: _root,
    zone: _zone,
    access: _access,
    assets,
    queueConsumers,
    ...options
  } = workerOptions;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      queueConsumers: Object.fromEntries(
        Object.entries(queueConsumers ?? {}).map(([queue, consumer]) => [
          queue,
          { ...consumer, maxBatchTimeout: BATCH_SECONDS },
        ]),
      ),
      ...(hasStaticFiles && { assets: { ...assets, directory: publicDirOf(dist) } }),
      name: "impuls",
      modules: true,
      script: await readFile(script, "utf8"),
      bindings: {
        ...options.bindings,
        SNAPSHOT_SECONDS: "2",
        LOCAL: "yes",
        MASTER_SECRET: masterSecret,
        ADMIN_TOKEN: adminToken,
        ...vars,
      },
      host: "127.0.0.1",
      port,
      cf: PLACE,
      log: new Log(LogLevel.ERROR),
      ...(stateDir && { resourcePersistencePath: stateDir }),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  const url = await miniflare.ready;
  if (hasMigrations) await migrate(miniflare);
  const schedule = async (cron: string, at: Date) => {
    const worker = await miniflare.getWorker();
    await worker.scheduled({ cron, scheduledTime: at });
  };
  return {
    origin: url.origin,
    miniflare,
    cron: async (at) => {
      await schedule("* * * * *", at);
      if (at.getMinutes() === 7) await schedule("7 * * * *", at);
    },
    hourlyCron: (at) => schedule("7 * * * *", at),
    stop: () => miniflare.dispose(),
  };
}

/** Applies what is new in edge/migrations, each once, kept in the table wrangler uses for the same. */
async function migrate(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database("DB");
  await db
    .prepare(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const directory = join(root, "edge/migrations");
  for (const name of readdirSync(directory).sort()) {
    if (applied.has(name)) continue;
    const statements = unstable_splitSqlQuery(readFileSync(join(directory, name), "utf8"));
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(name),
    ]);
  }
}
