/**
 * `npm start`: builds what has changed, migrates, serves, and on first use plays 60 days of simulated visitors through the front door.
 *
 *     npm start -- [--port N] [--data DIR] [--empty]
 *
 * State lives in .impuls/ (or DIR). IMPULS_ADMIN_TOKEN sets the admin token; otherwise one is made and kept there.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhatChanged } from "./build.ts";
import { HISTORY_DAYS, playHistory } from "./demo-history.ts";
import { createDemoSite, signInLink } from "./demo-site.ts";
import { type Runtime, startRuntime } from "./runtime.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    data: { type: "string", default: ".impuls" },
    empty: { type: "boolean", default: false },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  fail(`--port takes a port number, not "${values.port}"`);
if (!(await isFree(port))) fail(`Port ${port} is in use. Take another one: npm start -- --port ${port + 1}`);

const dataDir = resolve(values.data);
mkdirSync(dataDir, { recursive: true });

console.log("Impuls");
await step("built", buildWhatChanged);
const secrets = {
  masterSecret: keptSecret("master-secret"),
  adminToken: process.env.IMPULS_ADMIN_TOKEN ?? keptSecret("admin-token"),
};
let runtime!: Runtime;
await step("migrated and serving", async () => {
  runtime = await startRuntime({ port, stateDir: join(dataDir, "state"), ...secrets });
});
stopOnSignal(runtime);

const { origin } = runtime;
const isFirstStart = await createDemoSite(origin, secrets.adminToken);
const historyMark = join(dataDir, "history.json");
if (!values.empty && (isFirstStart || !existsSync(historyMark)))
  await step(`${HISTORY_DAYS} days of simulated visitors`, async () => {
    const played = await playHistory(origin, secrets.adminToken);
    writeFileSync(historyMark, JSON.stringify(played, undefined, 2));
  });
// Only now: what is worked out once a day would else be of half a history, and what once an hour would be missing.
await runtime.hourlyCron(new Date());
driveCron(runtime);

console.log(`
  Start page   ${origin}/
  Demo shop    ${origin}/demo/
  Dashboard    ${await signInLink(origin, secrets.adminToken)}

  State is kept in ${values.data}/. Stop with Ctrl C.`);

/** Runs one step and says how long it took. */
async function step(name: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  console.log(`  ${name.padEnd(32)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Made once, kept beside the state, readable by its owner only. */
function keptSecret(name: string): string {
  const file = join(dataDir, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function isFree(candidate: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .once("error", () => done(false))
      .once("listening", () => probe.close(() => done(true)))
      .listen(candidate, "127.0.0.1");
  });
}

/** Every full minute, as Cloudflare's cron triggers do. */
function driveCron(running: Runtime): void {
  const untilMinute = 60_000 - (Date.now() % 60_000);
  setTimeout(() => {
    driveCron(running);
    running.cron(new Date()).catch((error: unknown) => console.error(`cron: ${error}`));
  }, untilMinute).unref();
}

function stopOnSignal(running: Runtime): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, async () => {
      await running.stop();
      process.exit(0);
    });
}
