/** GET /api/reach: what another tool asks before it sends. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Event } from "../../../model/event.ts";
import type { Reach } from "../../../model/reach.ts";
import { ARRIVE, aSite, aVisitorId, type TestSite, visit } from "./support.ts";

async function aPublished(settings = {}): Promise<TestSite> {
  const site = await aSite({
    timeZone: "UTC",
    push: { quiet: { from: 0, until: 0 }, mostPerDay: 1 },
    ...settings,
  });
  await site.post("/api/publication");
  return site;
}
const reachOf = async (site: TestSite, query: string) => (await site.get<Reach>(`/api/reach?${query}`)).body;
const told = (name: string): Event => ({ name: `custom:${name}`, props: {} }) as Event;
const link = (site: TestSite, visitor: string) =>
  env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 1, 'anna')")
    .bind(site.id, visitor)
    .run();
const HOUR = 3_600_000;

test("of a customer all browsers count: contacts, subscription, and what was told by the shop's server", async () => {
  const site = await aPublished();
  const lead: Event = {
    name: "answer",
    props: {
      campaign: "news",
      variant: "a",
      placement: "overlay",
      values: {},
      contacts: [{ type: "email", name: "email", value: "anna@shop.example" }],
      consent: { text: "One letter a month.", controller: "Polana" },
    },
  };
  const at = Date.now() - 5 * HOUR;
  const [phone, server] = [await visit(site, [ARRIVE, lead], { at, context: { consent: 15 } }), aVisitorId()];
  await visit(site, [told("email_sent")], { visitor: server, at });
  await link(site, phone);
  await link(site, server);
  const reach = await reachOf(site, "customer=anna");
  expect([...reach.visitors].sort()).toEqual([phone, server].sort());
  expect(reach.channels.email).toEqual({ mayUse: true, obstacle: null, until: null, lastAt: at });
  expect(reach.channels.push).toMatchObject({ mayUse: false, obstacle: "subscription" });
  expect(reach.preferred).toMatchObject({ channel: "email", by: "usual", tries: 1 });
  expect((await reachOf(site, `visitor=${phone}`)).customer).toBe("anna");
});

test("an e-mail that was just told of keeps every other channel quiet for the shop's attention", async () => {
  const site = await aPublished({ attentionMinutes: 30 });
  const at = Date.now() - 60_000;
  const visitor = await visit(site, [ARRIVE, told("email_sent")], { at });
  const { channels } = await reachOf(site, `visitor=${visitor}`);
  expect(channels.on_site).toMatchObject({ obstacle: "attention", until: at + 1_000 + 30 * 60_000 });
});

test("notifications of the last day count, in whichever browser", async () => {
  const site = await aPublished();
  const visitor = await visit(site, [ARRIVE], { context: { consent: 15 } });
  const sentAt = Date.now() - HOUR;
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO subscriptions (site, visitor, endpoint, p256dh, auth, key_id, origin, time_zone, language, made_at, seen_at)
       VALUES (?1, ?2, 'https://push.example/1', 'p', 'a', 'k', 'https://shop.example', 'Asia/Tokyo', 'en', 1, 1)`,
    ).bind(site.id, visitor),
    env.DB.prepare(
      `INSERT INTO deliveries (site, id, visitor, source, step, state, due_at, expires_at, made_at, sent_at)
       VALUES (?1, 'd', ?2, 'broadcast:b', 'a', 'sent', 1, 2, 1, ?3)`,
    ).bind(site.id, visitor, sentAt),
  ]);
  expect((await reachOf(site, `visitor=${visitor}`)).channels.push).toMatchObject({
    mayUse: false,
    obstacle: "daily_cap",
    until: sentAt + 24 * HOUR,
  });
});

test("a declared channel stands above all", async () => {
  const site = await aPublished({ usualChannel: "call" });
  const identify: Event = { name: "identify", props: { traits: { preferred_channel: "sms" } } };
  const said = await visit(site, [ARRIVE, identify]);
  const silent = await visit(site, [ARRIVE]);
  expect((await reachOf(site, `visitor=${said}`)).preferred).toMatchObject({
    channel: "sms",
    by: "declared",
  });
  expect((await reachOf(site, `visitor=${silent}`)).preferred).toMatchObject({
    channel: "call",
    by: "usual",
  });
});

test.each([
  ["", 400],
  [`visitor=${"v".repeat(22)}&customer=anna`, 400],
  ["visitor=short", 400],
  [`visitor=${"v".repeat(22)}`, 404],
  ["customer=nobody", 404],
])("asked with “%s” it answers %i", async (query, status) => {
  expect((await (await aPublished()).get(`/api/reach?${query}`)).status).toBe(status);
});

test("before the first publication it says so", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE]);
  expect((await site.get(`/api/reach?visitor=${visitor}`)).status).toBe(409);
});
