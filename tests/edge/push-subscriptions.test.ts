/** Keys of a shop, and subscriptions as visitors' devices tell them. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import type { Problem } from "../../edge/problem.ts";
import { contactOf } from "../../edge/push/contact.ts";
import { currentKey, rotateKey, signingKey } from "../../edge/push/keys.ts";
import { findSubscription } from "../../edge/store/subscriptions.ts";
import { EXPLICIT, PERSONALISE } from "../../model/consent.ts";
import type { PushKey, SubscriptionRequest } from "../../model/push.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { aPushReceiver, base64url, fromBase64url } from "../support/push-receiver.ts";
import { ADMIN, aSite, ask } from "./api/support.ts";
import { ARRIVE, aPublishedSite, deployed, Visitor } from "./visitor.ts";

const SHOP = "https://shop.example";

async function call(method: string, path: string, body?: unknown, origin: string | undefined = SHOP) {
  const context = createExecutionContext();
  const response = await app.request(
    `https://edge.test${path}`,
    {
      method,
      headers: origin ? { origin } : {},
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    },
    deployed(),
    context,
  );
  await waitOnExecutionContext(context);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || "null") };
}

const keyOf = async (site: Pick<SiteSettings, "id">): Promise<PushKey> =>
  (await call("GET", `/v1/push/key?site=${site.id}`)).body;

async function arrived(site: SiteSettings): Promise<Visitor> {
  const visitor = new Visitor(site);
  await visitor.sync([ARRIVE]);
  return visitor;
}

async function aSubscription(site: SiteSettings, changes: object = {}) {
  const { keys } = await aPushReceiver();
  const endpoint = `https://fcm.googleapis.com/fcm/send/${crypto.randomUUID()}`;
  return { endpoint, keys, keyId: (await keyOf(site)).id, ...changes };
}

const tell = (
  visitor: Visitor,
  subscription: SubscriptionRequest["subscription"],
  changes: Partial<SubscriptionRequest> = {},
  origin?: string,
) =>
  call(
    "POST",
    "/v1/push/subscriptions",
    {
      site: visitor.site,
      passport: visitor.passport,
      subscription,
      timeZone: "Europe/Warsaw",
      language: "pl-PL",
      ...changes,
    },
    origin,
  );
const keptOf = async (visitor: Visitor) => findSubscription(env.DB, visitor.site, await visitor.id());

describe("a shop's key", () => {
  test("is made when the shop is saved, and when nobody has made one yet", async () => {
    const { settings } = await aSite();
    await ask("PUT", `/api/sites/${settings.id}`, ADMIN, settings);
    const { results } = await env.DB.prepare("SELECT id FROM vapid_keys WHERE site = ?1")
      .bind(settings.id)
      .all();
    expect(results).toHaveLength(1);
    await ask("PUT", `/api/sites/${settings.id}`, ADMIN, settings);
    const published = await aPublishedSite();
    const { id, key } = await keyOf(published);
    expect(id).toMatch(/^[\w-]{8}$/);
    expect([fromBase64url(key).length, fromBase64url(key)[0]]).toEqual([65, 4]);
    expect(await keyOf(published)).toEqual({ id, key });
  });

  test("of two who ask at once is the same", async () => {
    const site = await aPublishedSite();
    const asked = await Promise.all([1, 2, 3].map(() => currentKey(env, site.id, 1)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  });

  test("is read by the shop's pages, and kept by browsers for five minutes", async () => {
    const site = await aPublishedSite();
    const { headers } = await call("GET", `/v1/push/key?site=${site.id}`);
    expect(headers.get("access-control-allow-origin")).toBe(SHOP);
    expect(headers.get("cache-control")).toBe("public, max-age=300");
  });

  test("signs, is kept sealed for its site alone, and opens under the master secret before", async () => {
    const site = await aPublishedSite();
    const { id, key } = await keyOf(site);
    const next = deployed({
      MASTER_SECRET: "another, long enough for anybody",
      MASTER_SECRET_PREVIOUS: env.MASTER_SECRET,
    });
    const opened = (await signingKey(next, site.id, id))!;
    const es256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const text = new Uint8Array([1, 2, 3]);
    const signature = await crypto.subtle.sign(es256, opened.privateKey, text);
    const verifier = await crypto.subtle.importKey("raw", fromBase64url(key), es256, false, ["verify"]);
    expect(await crypto.subtle.verify(es256, verifier, signature, text)).toBe(true);

    const other = await aPublishedSite();
    await env.DB.prepare(
      "INSERT INTO vapid_keys SELECT ?2, id, public_key, private_key, made_at FROM vapid_keys WHERE site = ?1",
    )
      .bind(site.id, other.id)
      .run();
    expect(await signingKey(env, other.id, id)).toBeUndefined();
  });

  test("gives way to a new one, and goes on signing for the subscriptions made with it", async () => {
    const site = await aPublishedSite();
    const first = await keyOf(site);
    await rotateKey(env, site.id, { by: "Test", at: 1 });
    const second = await keyOf(site);
    expect(second.id).not.toBe(first.id);
    for (const { id, key } of [first, second])
      expect((await signingKey(env, site.id, id))!.publicKey).toBe(key);
  });

  test.each([
    ["of a shop that is not there", "nobody-00", SHOP, 404],
    ["for another shop's page", null, "https://evil.example", 403],
  ])("%s is not told", async (_, id, origin, status) => {
    const site = await aPublishedSite({}, { origins: [SHOP] });
    expect((await call("GET", `/v1/push/key?site=${id ?? site.id}`, undefined, origin)).status).toBe(status);
  });
});

describe("a subscription", () => {
  test("is kept as the device says it, with the page it leads back to", async () => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    const subscription = await aSubscription(site);
    const { status, headers } = await tell(visitor, subscription);
    expect([status, headers.get("access-control-allow-origin")]).toEqual([204, SHOP]);
    expect(await keptOf(visitor)).toEqual({
      visitor: await visitor.id(),
      endpoint: subscription.endpoint,
      ...subscription.keys,
      keyId: subscription.keyId,
      origin: SHOP,
      timeZone: "Europe/Warsaw",
      language: "pl-PL",
    });
  });

  test("told again takes the place of the one before", async () => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    await tell(visitor, await aSubscription(site));
    const renewed = await aSubscription(site);
    await tell(visitor, renewed, { language: "en" });
    expect(await keptOf(visitor)).toMatchObject({ endpoint: renewed.endpoint, language: "en" });
  });

  test("moves to the visitor who tells of it last", async () => {
    const site = await aPublishedSite();
    const [before, after] = [await arrived(site), await arrived(site)];
    const subscription = await aSubscription(site);
    await tell(before, subscription);
    await tell(after, subscription);
    expect(await keptOf(before)).toBeNull();
    expect(await keptOf(after)).toMatchObject({ endpoint: subscription.endpoint });
  });

  test("is forgotten when the device has none any more", async () => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    await tell(visitor, await aSubscription(site));
    expect((await tell(visitor, null)).status).toBe(204);
    expect(await keptOf(visitor)).toBeNull();
  });

  test("in a zone that nobody knows is kept by the shop's", async () => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    await tell(visitor, await aSubscription(site), { timeZone: "Moon/Tranquillity" });
    expect((await keptOf(visitor))!.timeZone).toBe("Europe/Warsaw");
  });

  test("goes with an erased customer, and does not come back", async () => {
    const published = await aPublishedSite();
    const visitor = await arrived(published);
    await tell(visitor, await aSubscription(published));
    await env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 1, 'c-1')")
      .bind(published.id, await visitor.id())
      .run();
    expect((await ask("DELETE", `/api/customers/c-1?site=${published.id}`, ADMIN)).status).toBe(200);
    expect(await keptOf(visitor)).toBeNull();
    const { status, body } = await tell(visitor, await aSubscription(published));
    expect([status, body.type]).toEqual([403, "urn:impuls:problem:erased"]);
    expect(await keptOf(visitor)).toBeNull();
  });

  const POINT = base64url(new Uint8Array(65));
  test.each<[string, object, Partial<SubscriptionRequest>, number, string]>([
    [
      "to a host that is no push service",
      { endpoint: "https://evil.example/" },
      {},
      400,
      "subscription.endpoint",
    ],
    [
      "to this machine, where it is not a local run",
      { endpoint: "http://127.0.0.1:1/" },
      {},
      400,
      "subscription.endpoint",
    ],
    [
      "with a key that is no point",
      { keys: { p256dh: POINT, auth: "A".repeat(22) } },
      {},
      400,
      "subscription.keys.p256dh",
    ],
    [
      "with keys of another length",
      { keys: { p256dh: "AA", auth: "AA" } },
      {},
      400,
      "subscription.keys.p256dh",
    ],
    ["made with a key of another shop", { keyId: "AAAAAAAA" }, {}, 400, "subscription.keyId"],
    ["without a zone", {}, { timeZone: 1 as unknown as string }, 400, "timeZone"],
    ["with a passport that does not open", {}, { passport: "abc" }, 403, "passport"],
    ["of a shop that is not there", {}, { site: "nobody-00" }, 404, "site"],
  ])("%s is refused, and the field is named", async (_, changes, others, status, field) => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    const answer = await tell(visitor, await aSubscription(site, changes), others);
    expect([answer.status, (answer.body as Problem).field]).toEqual([status, field]);
    expect(await keptOf(visitor)).toBeNull();
  });

  test("from another shop's page is refused", async () => {
    const site = await aPublishedSite({}, { origins: [SHOP] });
    const visitor = await arrived(site);
    const answer = await tell(visitor, await aSubscription(site), {}, "https://evil.example");
    expect([answer.status, answer.body.field]).toEqual([403, "origin"]);
  });

  test("of who has not agreed to be remembered is refused, and its end is heard all the same", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    await visitor.sync([ARRIVE], { consent: EXPLICIT | PERSONALISE });
    const { status, body } = await tell(visitor, await aSubscription(site));
    expect([status, body.type]).toEqual([403, "urn:impuls:problem:consent"]);
    expect((await tell(visitor, null)).status).toBe(204);
  });

  test("told without end is asked to wait", async () => {
    const site = await aPublishedSite();
    const visitor = await arrived(site);
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await tell(visitor, null));
    expect(answers.at(-1)!.status).toBe(429);
    expect(Number(answers.at(-1)!.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("whom a push service may ask", () => {
  const of = (origins: string[], contact?: string) =>
    contactOf({
      origins,
      push: { quiet: { from: 21, until: 8 }, mostPerDay: 2, ...(contact && { contact }) },
    });

  test.each([
    ["as the shop has set it", of([SHOP], "mailto:push@shop.example"), "mailto:push@shop.example"],
    ["the first public origin by https", of(["http://shop.example", "https://localhost", SHOP]), SHOP],
    ["nobody where there is none", of(["http://127.0.0.1:8787"]), undefined],
  ])("is %s", (_, contact, expected) => {
    expect(contact).toBe(expected);
  });
});
