/** Another tool is told, over a real connection: a server of its own takes the message, and verifies it as the specification says. */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WebhookList, WebhookPayload } from "../../model/webhook.ts";
import { aStory } from "../support/story.ts";

// An address that is refused is said so by the edge.
const story = aStory({ excused: /status of 400/ });

const got: { headers: IncomingHttpHeaders; body: string }[] = [];
let status: number;
let receiver: Server;
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    got.push({ headers: request.headers, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));

const toldOf = (secret: string): WebhookPayload[] =>
  got.map(
    ({ headers, body }) => new Verifier(secret).verify(body, headers as Record<string, string>) as never,
  );

it("who looks at a product enters a segment, and the marketer's other tool is told; what it missed is sent again", async () => {
  const { port } = receiver.address() as AddressInfo;
  got.length = 0;
  status = 204;
  const { webhooks } = await story.api<WebhookList>("GET", "/webhooks");
  for (const { id } of webhooks) await story.api("DELETE", `/webhooks/${id}`);
  const dashboard = await story.dashboard();
  await dashboard.goto(`${story.origin}/dashboard/webhooks`);
  await dashboard.getByText("No webhooks yet").waitFor();
  await dashboard.getByRole("link", { name: "New webhook" }).click();
  await dashboard.getByLabel("Address").fill("https://10.0.0.1/");
  await dashboard.getByRole("button", { name: "Make webhook" }).click();
  await dashboard.getByText("Expected a public host name.", { exact: true }).waitFor();
  await dashboard.getByLabel("Address").fill(`http://127.0.0.1:${port}/impuls`);
  await dashboard.getByRole("button", { name: "Make webhook" }).click();
  const dialog = dashboard.getByRole("dialog", { name: "Secret of the webhook" });
  const secret = (await dialog.locator("code").textContent())!;
  await dialog.getByRole("button", { name: "Done" }).click();

  await dashboard.getByRole("button", { name: "Send a test message" }).click();
  await dashboard.getByText("Taken: the receiver answered 204.").waitFor();
  expect(toldOf(secret)).toMatchObject([{ type: "test" }]);

  status = 500;
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa");
  await expect.poll(() => got.length, { timeout: 30_000 }).toBeGreaterThan(1);
  const { type, data } = toldOf(secret).at(-1)!;
  expect([type, Object.keys(data).sort()]).toEqual(["segment.entered", ["customer", "segment", "visitor"]]);
  const missed = got.at(-1)!.headers["webhook-id"];

  // Given up, as three days later.
  const db = await story.runtime.miniflare.getD1Database("DB");
  await expect
    .poll(async () => {
      const row = await db.prepare("SELECT count(*) AS n FROM webhook_messages WHERE status = 500").first();
      return row!.n;
    })
    .toBeGreaterThan(0);
  await db.prepare("UPDATE webhook_messages SET state = 'failed', attempts = 10 WHERE status = 500").run();
  status = 204;
  await dashboard.reload();
  await dashboard.getByRole("button", { name: /^Send \d+\sfailed ones? again$/ }).click();
  await expect
    .poll(() => got.filter(({ headers }) => headers["webhook-id"] === missed).length, { timeout: 30_000 })
    .toBeGreaterThan(1);
  await dashboard.reload();
  await dashboard
    .getByRole("row", { name: /Segment entered.*Taken/s })
    .first()
    .waitFor();
});
