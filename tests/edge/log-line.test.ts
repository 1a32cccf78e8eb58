/** One JSON line for what happens, and nothing of a visitor in it. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import { consumeWork } from "../../edge/jobs/lease-due-work.ts";
import { logFailure } from "../../edge/log-line.ts";
import { ADMIN, aSite, ORIGIN } from "./api/support.ts";
import { failingDatabase } from "./failing-database.ts";

const lines: Record<string, unknown>[] = [];
for (const stream of ["log", "error"] as const)
  vi.spyOn(console, stream).mockImplementation((line: string) => void lines.push(JSON.parse(line)));
afterEach(() => {
  lines.length = 0;
});

/** As deployed: without LOCAL. */
const deployed: Env = { ...env };
delete deployed.LOCAL;

const PRIVATE = {
  visitor: "Vs3cretVisitorIdOf22ch",
  address: "203.0.113.77",
  agent: "Mozilla/5.0 (a browser of somebody)",
  email: "ola@example.com",
  words: "do you deliver to Ustka",
};

test("a request that fails leaves a line with its route, site, status, time, error and ray, and nothing of whom it was about", async () => {
  const site = await aSite();
  const { DB } = failingDatabase(env.DB, { at: 3, when: "before" });
  const context = createExecutionContext();
  const answer = await app.request(
    `${ORIGIN}/api/visitors/${PRIVATE.visitor}?site=${site.id}&search=${encodeURIComponent(PRIVATE.email)}`,
    {
      headers: {
        ...ADMIN,
        "cf-connecting-ip": PRIVATE.address,
        "user-agent": PRIVATE.agent,
        "cf-ray": "8f00ba4dcafe0001-WAW",
      },
    },
    { ...deployed, DB },
    context,
  );
  await waitOnExecutionContext(context);
  expect(answer.status).toBe(500);
  expect(lines).toHaveLength(1);
  const { at, ...line } = lines[0]!;
  expect(line).toEqual({
    what: "request failed",
    route: "/api/visitors/:id",
    method: "GET",
    site: site.id,
    status: 500,
    ray: "8f00ba4dcafe0001-WAW",
    error: "Error",
    said: "D1_ERROR: network connection lost",
  });
  expect(at).not.toHaveLength(0);
  for (const secret of Object.values(PRIVATE)) expect(JSON.stringify(lines)).not.toContain(secret);
});

test("an error that quotes what it was given is told by its name and place alone", () => {
  const quoting = (() => {
    try {
      return JSON.parse(`{"q": "${PRIVATE.words}`) as never;
    } catch (error) {
      return error;
    }
  })();
  logFailure("work failed", { kind: "feed" }, quoting);
  logFailure(
    "work failed",
    { kind: "feed" },
    new Error(`\n    at ${PRIVATE.email}\nnobody ${PRIVATE.words}`),
  );
  logFailure("work failed", { kind: "feed" }, PRIVATE.email);
  expect(lines.map(({ error }) => error)).toEqual(["SyntaxError", "Error", "string"]);
  expect(lines[0]!.at).not.toHaveLength(0);
  for (const secret of Object.values(PRIVATE)) expect(JSON.stringify(lines)).not.toContain(secret);
});

test("what went well leaves no line of a request, and one of a piece of work", async () => {
  const site = await aSite();
  await app.request(
    `${ORIGIN}/api/overview?site=${site.id}`,
    { headers: ADMIN },
    deployed,
    createExecutionContext(),
  );
  expect(lines).toEqual([]);
  const message = { body: { site: site.id, kind: "retain", subject: "" }, ack: () => {} };
  await consumeWork(deployed, [message as unknown as Message<never>], Date.now());
  expect(lines).toEqual([{ what: "work done", kind: "retain", site: site.id, ms: expect.any(Number) }]);
});

test("a local run says nothing of what went well: its lines would stand in the terminal", async () => {
  const site = await aSite();
  const message = { body: { site: site.id, kind: "retain", subject: "" }, ack: () => {} };
  await consumeWork(env, [message as unknown as Message<never>], Date.now());
  expect(lines).toEqual([]);
});
