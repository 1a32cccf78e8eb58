/** What runs behind the pages, and the plan's meters, as the dashboard reads them. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { INGEST_BEAT, noteHeartbeat } from "../../edge/store/heartbeats.ts";
import { addWebhook } from "../../edge/store/webhooks.ts";
import type { Meter, MeterName, Quota } from "../../model/quota.ts";
import type { Running } from "../../model/running.ts";
import { ARRIVE, aSite, LOOK, type TestSite, visit } from "./api/support.ts";

const meters = async (site: TestSite, query = "") => {
  const { body } = await site.get<Quota>(`/api/running/quota${query}`);
  return {
    plan: body.plan,
    by: Object.fromEntries(body.meters.map((one) => [one.name, one])) as Record<MeterName, Meter>,
  };
};

test("the lag is the age of the last word through the queue", async () => {
  const site = await aSite();
  await noteHeartbeat(env.DB, INGEST_BEAT, Date.now() - 5_000);
  const { body } = await site.get<Running>("/api/running");
  expect(body.hasQueue).toBe(true);
  expect(body.lastBeatMs).toBeGreaterThanOrEqual(5_000);
});

test("a webhook is told of once a message of it has failed", async () => {
  const site = await aSite();
  const hook = { id: "hook-1", url: "https://tool.example/in", types: ["lead.created" as const], isOn: true };
  await addWebhook(env.DB, site.id, { ...hook, secrets: "", oldSecretUntil: 0, madeAt: 1 }, 10, {
    by: "Test",
    at: 1,
  });
  expect((await site.get<Running>("/api/running")).body.webhooks).toEqual([]);
  await env.DB.prepare(
    `INSERT INTO webhook_messages (site, id, webhook, type, body, state, due_at, made_at)
     VALUES (?1, 'msg_1', 'hook-1', 'lead.created', '{}', 'failed', 1, 1)`,
  )
    .bind(site.id)
    .run();
  expect((await site.get<Running>("/api/running")).body.webhooks).toEqual([
    { id: "hook-1", url: "https://tool.example/in", isOn: true, failed: 1, due: 0 },
  ]);
});

test("page views and publications of every site come into the meters, and D1 says its own size", async () => {
  const site = await aSite();
  const before = (await meters(site)).by;
  await visit(site, [ARRIVE, LOOK, LOOK, LOOK]);
  await visit(await aSite(), [ARRIVE, LOOK, LOOK, LOOK]);
  await site.post("/api/publication");
  const { plan, by } = await meters(site);
  expect(plan).toBe("paid");
  expect(by.requests.today - before.requests.today).toBe(10);
  expect(by.kv_writes.today - before.kv_writes.today).toBe(2);
  expect(by.size.today).toBeGreaterThan(100_000);
  expect((await meters(site, "?plan=free")).by.size.limit).toBe(500_000_000);
});

test("an unknown plan is refused by name", async () => {
  const { status, body } = await (await aSite()).get("/api/running/quota?plan=gold");
  expect([status, body.field]).toEqual([400, "plan"]);
});
