/** GET /health: 200, or 503 and what is missing or late. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import type { Fitness } from "../../edge/fitness.ts";
import { NEWEST_MIGRATION } from "../../edge/newest-migration.ts";
import { CRON_BEAT, INGEST_BEAT, noteHeartbeat } from "../../edge/store/heartbeats.ts";
import worker from "../../edge/worker.ts";

/** Whether the static files are built is not this file's to say: tests/stories/start.test.ts asks the whole product. */
const BUILT: Env = { ...env, ASSETS: { fetch: async () => new Response() } as unknown as Fetcher };

async function ask(
  changes: Partial<Env> = {},
): Promise<{ status: number; body: Fitness & { isWell: boolean } }> {
  const answer = await app.request("https://edge.test/health", {}, { ...BUILT, ...changes });
  return { status: answer.status, body: await answer.json() };
}

test("the newest migration that the code names is the last of edge/migrations (edge/newest-migration.ts)", () => {
  expect(NEWEST_MIGRATION).toBe(
    env.MIGRATIONS.map(({ name }) => name)
      .sort()
      .at(-1),
  );
});

test("with everything there it is well, before cron has ever run too", async () => {
  expect(await ask()).toEqual({
    status: 200,
    body: { isWell: true, missing: [], late: [], hasQueues: true, cronSeconds: null, ingestSeconds: null },
  });
});

const gone = { fetch: async () => new Response(null, { status: 404 }) } as unknown as Fetcher;
const silent = (name: string) => ({ [name]: () => Promise.reject(new Error("away")) });

test.each([
  ["MASTER_SECRET", { MASTER_SECRET: "too short" }],
  ["ADMIN_TOKEN", { ADMIN_TOKEN: undefined as unknown as string }],
  ["INGEST", { INGEST: undefined }],
  ["PUSH", { PUSH: undefined }],
  ["ASSETS", { ASSETS: gone }],
  ["SNAPSHOTS", { SNAPSHOTS: silent("get") as unknown as KVNamespace }],
  ["DB", { DB: undefined as unknown as D1Database }],
])("without %s it answers 503 and names it, and tells no secret", async (name, changes) => {
  const { status, body } = await ask(changes as Partial<Env>);
  expect([status, body.isWell]).toEqual([503, false]);
  expect(body.missing).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  expect(JSON.stringify(body)).not.toContain("too short");
  expect(JSON.stringify(body)).not.toContain(env.ADMIN_TOKEN);
});

const WITHOUT_QUEUES = { INGEST: undefined, WORK: undefined, PUSH: undefined } as unknown as Partial<Env>;

test("without any queue, as on the free plan, it is well", async () => {
  const { status, body } = await ask(WITHOUT_QUEUES);
  expect([status, body.hasQueues]).toEqual([200, false]);
});

test("a D1 that lacks the newest migration is named", async () => {
  await env.DB.prepare("DELETE FROM d1_migrations WHERE name = ?1").bind(NEWEST_MIGRATION).run();
  const { status, body } = await ask();
  await env.DB.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(NEWEST_MIGRATION).run();
  expect([status, body.missing]).toEqual([503, [`DB: the migration ${NEWEST_MIGRATION} applied`]]);
});

test("cron notes that it ran, and a queue or cron not heard for a quarter of an hour is late", async () => {
  await worker.scheduled({ cron: "* * * * *" } as ScheduledController, env as Env);
  const { body } = await ask();
  expect(body.cronSeconds).toBeLessThan(60);

  await env.DB.prepare("DELETE FROM heartbeats").run();
  const ago = Date.now() - 20 * 60_000;
  await noteHeartbeat(env.DB, CRON_BEAT, ago);
  await noteHeartbeat(env.DB, INGEST_BEAT, ago);
  const late = await ask();
  expect(late.status).toBe(503);
  expect(late.body.late).toEqual([
    expect.stringMatching(/^cron: last ran 12\d\d s ago$/),
    expect.stringMatching(/^INGEST: last heard 12\d\d s ago$/),
  ]);
});
