/** Outgoing webhooks: told in the transaction of what happened, signed as the specification's own verifier takes it, tried again. */
import { env } from "cloudflare:workers";
import { Webhook as Verifier } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { consumeWork, leaseWork } from "../../edge/jobs/lease-due-work.ts";
import { retain } from "../../edge/jobs/retain.ts";
import { sendWebhook } from "../../edge/jobs/send-webhook.ts";
import type { DueWork } from "../../edge/store/due-work.ts";
import { eraseCustomer } from "../../edge/store/erasure.ts";
import { claimMessages, tellWebhooks } from "../../edge/store/webhook-messages.ts";
import { signedHeaders } from "../../edge/webhook/sign.ts";
import type { Event } from "../../model/event.ts";
import { DAY_MS } from "../../model/time.ts";
import {
  RETRIES_MS,
  type Telling,
  WEBHOOK_TYPES,
  type WebhookList,
  type WebhookLog,
  type WebhookMessage,
  type WebhookSecret,
} from "../../model/webhook.ts";
import { aCampaign, aSegment, aSnapshot } from "../support/builders.ts";
import { ARRIVE, aMessage, aSite, aVisitorId, LOOK, type TestSite } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";

const { WORK: _, ...quiet } = env;
/** The Worker of the free plan: nothing is sent but by the tests' own hand. */
const worker = quiet as Env;
const URL_ = "https://hook.example/impuls";
const NOW = Date.now();

async function aWebhook(
  site: TestSite,
  changes: { url?: string; types?: readonly string[]; isOn?: boolean } = {},
): Promise<WebhookSecret> {
  const made = await site.post<WebhookSecret>("/api/webhooks", {
    url: URL_,
    types: WEBHOOK_TYPES,
    isOn: true,
    ...changes,
  });
  expect(made.status).toBe(201);
  return made.body;
}
const logOf = async (site: TestSite, id: string, query = ""): Promise<WebhookMessage[]> =>
  (await site.get<WebhookLog>(`/api/webhooks/${id}/messages${query}`)).body.messages;
const listOf = async (site: TestSite) => (await site.get<WebhookList>("/api/webhooks")).body.webhooks;
const work = (site: TestSite, subject: string): DueWork => ({ site: site.id, kind: "webhook", subject });

interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
  redirect: string | undefined;
}
/** A receiver that answers so, one after another, the last one from then on. */
function aReceiver(...answers: (number | Response | Error)[]) {
  const sent: Sent[] = [];
  const post = (async (url: URL, { headers, body, redirect }: RequestInit) => {
    sent.push({
      url: url.href,
      headers: headers as Record<string, string>,
      body: body as string,
      redirect: redirect as string,
    });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    return typeof answer === "number" ? new Response(null, { status: answer }) : answer;
  }) as unknown as typeof fetch;
  return { post, sent };
}

const entered = (visitor = aVisitorId(), at = NOW): Telling => ({
  type: "segment.entered",
  visitor,
  at,
  subject: "keen",
  data: { segment: { id: "keen", name: "Keen" } },
});
const tell = async (site: TestSite, tellings: Telling[], at = NOW) =>
  env.DB.batch(await tellWebhooks(env.DB, site.id, tellings, at));

describe("a signature", () => {
  const secret = `whsec_${btoa("a secret of 24 bytes, so.")}`;

  test("is taken by the specification's own verifier, and over another body is not", async () => {
    const body = '{"type":"test","data":{"name":"Żółć"}}';
    const headers = await signedHeaders("msg_1", body, [secret], Date.now());
    expect(new Verifier(secret).verify(body, headers)).toEqual({ type: "test", data: { name: "Żółć" } });
    expect(() => new Verifier(secret).verify(body.replace("test", "text"), headers)).toThrow("No matching");
  });

  test("is the verifier's own, of the same instant", async () => {
    const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    const { "webhook-signature": signature, "webhook-timestamp": timestamp } = await signedHeaders(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      [secret],
      at,
    );
    expect(timestamp).toBe("1767323045");
    expect(signature).toBe(
      new Verifier(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", new Date(at), '{"test": 2432232314}'),
    );
  });

  test("of a minute's attempt made ten minutes ago is refused", async () => {
    const headers = await signedHeaders("msg_1", "{}", [secret], Date.now() - 600_000);
    expect(() => new Verifier(secret).verify("{}", headers)).toThrow("too old");
  });
});

describe("what is told", () => {
  const SURVEY = aCampaign("leaving", {
    variants: [
      {
        id: "a",
        share: 1,
        content: {
          form: "inline",
          blocks: [
            {
              kind: "survey",
              questions: [{ name: "why", ask: "What made you leave?", answer: "text" }],
              atMost: 1,
              send: "Send",
              thanks: "Thank you",
            },
          ],
        },
      },
    ],
  });
  const KEEN = aSegment("keen", { field: "pages", op: "gte", value: 2 });
  const answer: Event = {
    name: "answer",
    props: {
      campaign: "leaving",
      variant: "a",
      placement: "home",
      values: { why: "Too dear" },
      contacts: [{ type: "email", name: "email", value: "anna@shop.example" }],
      consent: { text: "One letter a month.", controller: "Polana, Kraków" },
    },
  };
  async function aTellingSite(): Promise<TestSite> {
    const site = await aSite();
    await publishDirectly(env, aSnapshot(site.settings, { segments: [KEEN], campaigns: [SURVEY] }));
    return site;
  }

  test("is a segment entered, a lead and an answer, once however often the message comes", async () => {
    const site = await aTellingSite();
    const { id } = await aWebhook(site);
    const message = aMessage(site.id, [ARRIVE, LOOK, answer]);
    message.runs[0]!.events[0]!.customer = "anna";
    await ingest(worker, [message, message]);
    await ingest(worker, [message]);
    const told = await logOf(site, id);
    expect(told.map(({ type }) => type).sort()).toEqual(["answer.given", "lead.created", "segment.entered"]);
    const bodyOf = (type: string) => JSON.parse(told.find((one) => one.type === type)!.body);
    const who = { visitor: message.visitor, customer: "anna" };
    expect(bodyOf("segment.entered")).toEqual({
      type: "segment.entered",
      timestamp: new Date(message.receivedAt).toISOString(),
      data: { segment: { id: "keen", name: KEEN.name }, ...who },
    });
    expect(bodyOf("lead.created").data).toEqual({
      contact: { type: "email", value: "anna@shop.example" },
      field: "email",
      campaign: "leaving",
      consent: { text: "One letter a month.", controller: "Polana, Kraków" },
      ...who,
    });
    expect(bodyOf("answer.given").data).toEqual({
      campaign: { id: "leaving", name: SURVEY.name },
      question: { name: "why", ask: "What made you leave?" },
      values: ["Too dear"],
      ...who,
    });
  });

  test("is a segment left, with the one that was entered instead", async () => {
    const site = await aSite();
    const few = aSegment("few", { field: "pages", op: "lte", value: 1 });
    await publishDirectly(env, aSnapshot(site.settings, { segments: [KEEN, few] }));
    const { id } = await aWebhook(site);
    const visitor = aVisitorId();
    await ingest(worker, [aMessage(site.id, [ARRIVE], { visitor })]);
    await ingest(worker, [aMessage(site.id, [LOOK], { visitor })]);
    const told = (await logOf(site, id)).map(({ body }) => JSON.parse(body));
    expect(told.map(({ type, data }) => [type, data.segment.id, data.customer]).sort()).toEqual([
      ["segment.entered", "few", null],
      ["segment.entered", "keen", null],
      ["segment.left", "few", null],
    ]);
  });

  test("goes to each webhook that is on and has the type, and to no other", async () => {
    const site = await aTellingSite();
    const [all, leads, off] = [
      await aWebhook(site),
      await aWebhook(site, { types: ["lead.created"] }),
      await aWebhook(site, { isOn: false }),
    ];
    const other = await aSite();
    const elsewhere = await aWebhook(other);
    await ingest(worker, [aMessage(site.id, [ARRIVE, LOOK, answer])]);
    expect(await logOf(site, all.id)).toHaveLength(3);
    expect((await logOf(site, leads.id)).map(({ type }) => type)).toEqual(["lead.created"]);
    expect([await logOf(site, off.id), await logOf(other, elsewhere.id)]).toEqual([[], []]);
  });

  test("costs a sync no row where there is no webhook", async () => {
    const site = await aTellingSite();
    const [statement] = await tellWebhooks(env.DB, site.id, [entered()], NOW);
    const { meta } = await statement!.run();
    expect(meta.rows_written).toBe(0);
    await aWebhook(site);
    const [told] = await tellWebhooks(env.DB, site.id, [entered()], NOW);
    // Itself, and two indexes.
    expect((await told!.run()).meta.rows_written).toBe(3);
  });

  test("is not told where the transaction of what happened failed", async () => {
    const site = await aTellingSite();
    const { id } = await aWebhook(site);
    const broken = env.DB.prepare("INSERT INTO sites (id) VALUES (NULL)");
    const telling = await tellWebhooks(env.DB, site.id, [entered()], NOW);
    await expect(env.DB.batch([...telling, broken])).rejects.toThrow();
    expect(await logOf(site, id)).toEqual([]);
  });
});

describe("a message", () => {
  test("goes out signed, to the address, and is not followed elsewhere", async () => {
    const site = await aSite();
    const { id, secret } = await aWebhook(site);
    await tell(site, [entered()]);
    const receiver = aReceiver(204);
    await sendWebhook(worker, work(site, id), NOW, receiver.post);
    const [sent] = receiver.sent;
    expect(sent).toMatchObject({ url: URL_, redirect: "manual" });
    expect(new Verifier(secret).verify(sent!.body, sent!.headers)).toMatchObject({ type: "segment.entered" });
    const [message] = await logOf(site, id);
    expect(message).toMatchObject({ state: "sent", status: 204, attempts: 1, sentAt: NOW, reason: null });
    expect(message!.body).toBe(sent!.body);
    await sendWebhook(worker, work(site, id), NOW + DAY_MS, receiver.post);
    expect(receiver.sent).toHaveLength(1);
  });

  test("is tried ten times over three days under one id, and then kept as failed", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    const receiver = aReceiver(new Error("connection refused"), 500);
    let at = NOW;
    for (const wait of [...RETRIES_MS, 0]) {
      await sendWebhook(worker, work(site, id), at, receiver.post);
      // Not before its time.
      if (wait > 0) await sendWebhook(worker, work(site, id), at + wait - 1, receiver.post);
      at += wait;
    }
    expect(receiver.sent).toHaveLength(10);
    expect(new Set(receiver.sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const [message] = await logOf(site, id, "?state=failed");
    expect(message).toMatchObject({ attempts: 10, status: 500, reason: "The receiver failed" });
  });

  test("that failed goes again when it is asked to, under the same id", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    await env.DB.prepare("UPDATE webhook_messages SET state = 'failed', attempts = 10 WHERE webhook = ?1")
      .bind(id)
      .run();
    const [failed] = await logOf(site, id);
    const headers = await site.owner();
    const replay = (query: string) =>
      app.request(`https://edge.test/api/webhooks/${id}/replay${query}`, { method: "POST", headers }, worker);
    expect(await (await replay("?message=msg_other")).json()).toEqual({ id, messages: 0 });
    expect(await (await replay(`?message=${failed!.id}`)).json()).toEqual({ id, messages: 1 });
    const receiver = aReceiver(200);
    await sendWebhook(worker, work(site, id), Date.now() + 1_000, receiver.post);
    expect(receiver.sent[0]!.headers["webhook-id"]).toBe(failed!.id);
    expect((await logOf(site, id))[0]).toMatchObject({ state: "sent", attempts: 1 });
  });

  test("waits as long as the receiver asks", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    const busy = new Response(null, { status: 429, headers: { "retry-after": "3600" } });
    await sendWebhook(worker, work(site, id), NOW, aReceiver(busy).post);
    expect((await logOf(site, id))[0]).toMatchObject({ state: "due", dueAt: NOW + 3_600_000, status: 429 });
  });

  test("answered with 410 switches its webhook off, and what else is due waits", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    await sendWebhook(worker, work(site, id), NOW, aReceiver(410).post);
    expect((await listOf(site))[0]).toMatchObject({ isOn: false, messages: { due: 0, sent: 0, failed: 1 } });
    await tell(site, [entered()]);
    expect(await logOf(site, id)).toHaveLength(1);
  });

  test("is sent by one at a time, and again when a sender has died with its lease", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    const claim = (at: number) => claimMessages(env.DB, site.id, id, at, at + 300_000, 20);
    expect(await claim(NOW)).toHaveLength(1);
    const receiver = aReceiver(200);
    await sendWebhook(worker, work(site, id), NOW + 299_000, receiver.post);
    expect(receiver.sent).toEqual([]);
    await sendWebhook(worker, work(site, id), NOW + 300_000, receiver.post);
    expect(receiver.sent).toHaveLength(1);
  });

  test("that was sent when D1 failed to note it goes again under its id", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    const receiver = aReceiver(200);
    const DB = new Proxy(env.DB, {
      get(db, name) {
        if (name === "batch") return () => Promise.reject(new Error("D1 is away"));
        const member = Reflect.get(db, name);
        return typeof member === "function" ? member.bind(db) : member;
      },
    });
    await expect(sendWebhook({ ...worker, DB }, work(site, id), NOW, receiver.post)).rejects.toThrow("away");
    await sendWebhook(worker, work(site, id), NOW + 300_000, receiver.post);
    expect(new Set(receiver.sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(receiver.sent).toHaveLength(2);
    expect(await logOf(site, id, "?state=sent")).toHaveLength(1);
  });

  test("does not go where the Worker may not send, whatever was saved", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered()]);
    await env.DB.prepare("UPDATE webhooks SET url = 'https://10.0.0.1/' WHERE id = ?1").bind(id).run();
    const receiver = aReceiver(200);
    await sendWebhook(worker, work(site, id), NOW, receiver.post);
    expect(receiver.sent).toEqual([]);
    expect((await logOf(site, id))[0]).toMatchObject({
      state: "due",
      reason: "The address is not a public host name",
    });
  });

  test("is found by the minute's cron, of every webhook, and handed to the queue", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(site, [entered(), entered()]);
    const handedOver: DueWork[] = [];
    const sendBatch = async (messages: Iterable<{ body: DueWork }>) => {
      for (const { body } of messages) handedOver.push(body);
    };
    await leaseWork({ ...env, WORK: { sendBatch } as unknown as Queue<DueWork> }, NOW);
    expect(handedOver.filter(({ subject }) => subject === id)).toEqual([work(site, id)]);
  });

  test("of a webhook that is gone is work that is done", async () => {
    const site = await aSite();
    const fates: string[] = [];
    const message = {
      body: work(site, "gone"),
      ack: () => fates.push("ack"),
      retry: () => fates.push("retry"),
    };
    await consumeWork(worker, [message as unknown as Message<DueWork>], NOW);
    expect(fates).toEqual(["ack"]);
  });

  test("is kept thirty days, and goes with who is erased", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    const anna = aVisitorId();
    await env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 1, 'anna')")
      .bind(site.id, anna)
      .run();
    await tell(site, [entered()], NOW - 31 * DAY_MS);
    await tell(site, [entered(anna), entered()]);
    await retain(env, { site: site.id, kind: "retain", subject: "" }, NOW);
    expect(await logOf(site, id)).toHaveLength(2);
    await eraseCustomer(env.DB, site.id, "anna", NOW);
    expect((await logOf(site, id)).map(({ body }) => body.includes(anna))).toEqual([false]);
  });
});

describe("the API", () => {
  test("tells the secret once, keeps it sealed, and signs with the old one for a day after a new one", async () => {
    const site = await aSite();
    const { id, secret } = await aWebhook(site);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const row = await env.DB.prepare("SELECT * FROM webhooks WHERE id = ?1").bind(id).first();
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await listOf(site))).not.toContain("secret:");
    const next = (await site.post<WebhookSecret>(`/api/webhooks/${id}/secret`)).body.secret;
    expect((await listOf(site))[0]!.oldSecretUntil).toBeGreaterThan(Date.now());
    const receiver = aReceiver(200);
    const signers = async (at: number) => {
      await tell(site, [entered()], at);
      await sendWebhook(worker, work(site, id), at, receiver.post);
      const { body, headers } = receiver.sent.at(-1)!;
      return [secret, next].map((one) => {
        try {
          return Boolean(new Verifier(one).verify(body, headers));
        } catch {
          return false;
        }
      });
    };
    expect(await signers(Date.now())).toEqual([true, true]);
    expect(await signers(Date.now() + 2 * DAY_MS)).toEqual([false, true]);
  });

  test.each([
    ["http://hook.example/", "an https address"],
    ["https://user:word@hook.example/", "an address without a name and password"],
    ["https://hook.example:8443/", "an address without a port"],
    ["https://[::1]/", "a public host name"],
    ["http://127.0.0.1.evil.example/", "an https address"],
  ])("refuses %s as an address", async (url, expected) => {
    const site = await aSite();
    const body = { url, types: ["lead.created"], isOn: true };
    const { status, body: refusal } = await site.post("/api/webhooks", body);
    expect([status, refusal]).toMatchObject([400, { field: "url", expected }]);
  });

  test("takes this very machine as an address on a local run alone", async () => {
    const site = await aSite();
    const owner = await site.owner();
    const make = (LOCAL: string) =>
      app.request(
        "https://edge.test/api/webhooks",
        {
          method: "POST",
          headers: { ...owner, "content-type": "application/json" },
          body: JSON.stringify({ url: "http://127.0.0.1:9999/x", types: ["lead.created"], isOn: true }),
        },
        { ...worker, LOCAL },
      );
    expect([(await make("yes")).status, (await make("no")).status]).toEqual([201, 400]);
  });

  test("changes and deletes a webhook of its own site alone, and has at most ten", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const { id } = await aWebhook(site);
    const changed = { url: "https://other.example/", types: ["lead.created"], isOn: false };
    expect((await other.put(`/api/webhooks/${id}`, changed)).status).toBe(404);
    for (const path of ["test", "secret"])
      expect((await other.post(`/api/webhooks/${id}/${path}`)).status).toBe(404);
    expect((await other.get(`/api/webhooks/${id}/messages`)).status).toBe(404);
    expect((await site.put(`/api/webhooks/${id}`, changed)).status).toBe(200);
    expect((await listOf(site))[0]).toMatchObject(changed);
    expect((await other.delete(`/api/webhooks/${id}`)).status).toBe(404);
    for (let i = 0; i < 9; i++) await aWebhook(site);
    expect((await site.post("/api/webhooks", changed)).status).toBe(409);
    expect((await site.delete(`/api/webhooks/${id}`)).status).toBe(200);
    expect(await listOf(site)).toHaveLength(9);
  });

  test("pages through the log, newest first", async () => {
    const site = await aSite();
    const { id } = await aWebhook(site);
    await tell(
      site,
      Array.from({ length: 60 }, () => entered()),
    );
    const first = (await site.get<WebhookLog>(`/api/webhooks/${id}/messages`)).body;
    const second = (await site.get<WebhookLog>(`/api/webhooks/${id}/messages?before=${first.next}`)).body;
    expect([first.messages.length, second.messages.length, second.next]).toEqual([50, 10, null]);
    expect(new Set([...first.messages, ...second.messages].map((one) => one.id)).size).toBe(60);
  });
});
