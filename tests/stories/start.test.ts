import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
let dataDir: string;
const running: ChildProcess[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "impuls-start-"));
});
afterAll(async () => {
  await Promise.all(running.map(stopped));
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start` without its wish to install; `ended` holds what it said in all. */
function start(port: number): {
  said: (text: string) => Promise<string>;
  ended: Promise<string>;
  process: ChildProcess;
} {
  const child = spawn("node", ["scripts/start.ts", "--port", `${port}`, "--data", dataDir, "--empty"], {
    cwd: root,
  });
  running.push(child);
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
      for (const listen of listeners) listen();
    });
  const said = (text: string) =>
    new Promise<string>((resolve) => {
      const listen = () => output.includes(text) && resolve(output);
      listeners.add(listen);
      listen();
    });
  return {
    said,
    ended: new Promise((resolve) => child.once("close", () => resolve(output))),
    process: child,
  };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  });
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;

it("npm start says in at most 15 lines where things are, and after another start everything is still there", async () => {
  const probe = await listening();
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));

  const first = start(port);
  const output = await first.said("Ctrl C");
  expect(output.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  const [startPage, shop, dashboard] = output.match(/http:\/\/\S+/g)!;
  for (const address of [startPage!, shop!, dashboard!]) expect((await fetch(address)).status).toBe(200);
  expect(dashboard).toContain("/dashboard/sign-in#");
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect([health.status, await health.json()]).toMatchObject([200, { isWell: true, missing: [], late: [] }]);
  await fetch(`http://127.0.0.1:${port}/local/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ skipMs: 3_600_000 }),
  });
  await stopped(first.process);

  const second = start(port);
  await second.said("Ctrl C");
  const clock = await fetch(`http://127.0.0.1:${port}/local/clock`);
  expect(await clock.json()).toMatchObject({ offsetMs: 3_600_000 });
  await stopped(second.process);
});

it("npm start names a port that is taken, and how to take another", async () => {
  const taken = await listening();
  const refused = start(portOf(taken));
  expect(await refused.ended).toBe(
    `Port ${portOf(taken)} is in use. Take another one: npm start -- --port ${portOf(taken) + 1}\n`,
  );
  expect(refused.process.exitCode).toBe(1);
  await new Promise((resolve) => taken.close(resolve));
});
