/** Who is who: a visitor linked to a customer by the shop's token or server, never merged, and always taken back. */

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64Url } from "../../edge/base64url.ts";
import { identitySecret } from "../../edge/identity-token.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { openPassport } from "../../edge/passport.ts";
import type { VisitorCard } from "../../model/report.ts";
import { aSegment, aSnapshot } from "../support/builders.ts";
import { deep } from "../support/depth.ts";
import { aMessage, aSite, aVisitorId, LOOK, type TestSite, visit } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { counted, deployed, Visitor, watchedQueue, withoutQueue } from "./visitor.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

const utf8 = new TextEncoder();

/** As the shop's server signs it. */
async function aToken(site: { id: string }, customer: string, expires = Date.now() / 1000 + 300) {
  const signed = `v1.${toBase64Url(utf8.encode(JSON.stringify([customer, Math.floor(expires)])))}`;
  const secret = utf8.encode(await identitySecret(env, site.id));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", key, utf8.encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

const cardOf = async (site: TestSite, visitor: string) =>
  (await site.get<VisitorCard>(`/api/visitors/${visitor}`)).body;

/** An event that shows who the visitor is, as a checked token leaves it. */
async function link(site: TestSite, visitor: string, customer: string, at: number): Promise<void> {
  const message = aMessage(site.id, [{ name: "identify", props: { traits: {} } }], { visitor, at });
  message.runs[0]!.events[0]!.customer = customer;
  await ingest(env, [message]);
}

const anOrder = (id: string, changes: Record<string, unknown>) => ({
  id,
  placedAt: NOON,
  valueMinor: 1_000,
  currency: "EUR",
  ...changes,
});
const send = (site: TestSite, ...orders: unknown[]) => site.post("/v1/orders", { orders });

async function buyersOf(site: TestSite): Promise<Record<string, [orders: number, valueMinor: number]>> {
  const { results } = await env.DB.prepare("SELECT who, orders, value_minor FROM buyers WHERE site = ?1")
    .bind(site.id)
    .all<{ who: string; orders: number; value_minor: number }>();
  return Object.fromEntries(results.map(({ who, orders, value_minor }) => [who, [orders, value_minor]]));
}
const spentOf = async (site: TestSite, visitor: string) => {
  const { spent } = await cardOf(site, visitor);
  return [spent.count, spent.valueMinor];
};

describe("a visitor who turns out to be a customer", () => {
  test("is one buyer with them, and knows the orders of the store", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await send(site, anOrder("web", { visitor }), anOrder("till", { customer: "anna", channel: "store" }));
    expect(Object.keys(await buyersOf(site)).sort()).toEqual(["c:anna", `v:${visitor}`]);
    await link(site, visitor, "anna", NOON + 1);
    expect(await buyersOf(site)).toEqual({ "c:anna": [2, 2_000] });
    expect(await spentOf(site, visitor)).toEqual([2, 2_000]);
    expect((await cardOf(site, visitor)).orders.map(({ id }) => id).sort()).toEqual(["till", "web"]);
  });

  test("hears of an order that the customer places elsewhere later", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await link(site, visitor, "anna", NOON);
    await send(site, anOrder("till", { customer: "anna", channel: "store" }));
    expect(await spentOf(site, visitor)).toEqual([1, 1_000]);
  });

  test("leaves another customer's history alone when another one logs in", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await link(site, visitor, "anna", NOON);
    await send(site, anOrder("hers", { visitor, placedAt: NOON + 10 }));
    await link(site, visitor, "ben", NOON + 20);
    await send(site, anOrder("his", { visitor, placedAt: NOON + 30, valueMinor: 500 }));
    expect(await buyersOf(site)).toEqual({ "c:anna": [1, 1_000], "c:ben": [1, 500] });
    expect(await spentOf(site, visitor)).toEqual([1, 500]);
    const { customer, links } = await cardOf(site, visitor);
    expect([customer!.id, links.map((one) => one.customer)]).toEqual(["ben", ["ben", "anna"]]);
  });

  test("has what is ordered at the very instant of a link, whoever was linked before", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await link(site, visitor, "anna", NOON);
    await link(site, visitor, "ben", NOON + 20);
    await send(site, anOrder("his", { visitor, placedAt: NOON + 20 }));
    expect(await buyersOf(site)).toEqual({ "c:ben": [1, 1_000] });
  });

  test("is nobody again when the link is taken away, and a link that is not there is a 404", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await send(site, anOrder("web", { visitor }), anOrder("till", { customer: "anna" }));
    await link(site, visitor, "anna", NOON);
    const path = `/api/visitors/${visitor}/links/${NOON}`;
    expect((await site.delete(path)).status).toBe(200);
    expect(await buyersOf(site)).toEqual({ "c:anna": [1, 1_000], [`v:${visitor}`]: [1, 1_000] });
    expect(await spentOf(site, visitor)).toEqual([1, 1_000]);
    expect((await cardOf(site, visitor)).customer).toBeNull();
    expect((await site.delete(path)).status).toBe(404);
  });

  test("is not linked twice by what comes twice, or by what is known", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    for (const at of [NOON, NOON, NOON + 1, NOON + 2]) await link(site, visitor, "anna", at);
    expect((await cardOf(site, visitor)).links).toEqual([{ since: NOON, customer: "anna" }]);
  });
});

const VISITORS = 2;
const CUSTOMERS = ["anna", "ben", "cleo"];
/** Few people, few instants, and most orders without a customer: then everything meets everything. */
const step = fc.oneof(
  fc.record({
    does: fc.constant("link" as const),
    visitor: fc.nat(VISITORS - 1),
    customer: fc.constantFrom(...CUSTOMERS),
    at: fc.nat(6),
  }),
  fc.record({ does: fc.constant("unlink" as const), which: fc.nat(20) }),
  fc.record({
    does: fc.constant("order" as const),
    id: fc.nat(5),
    visitor: fc.constantFrom(null, 0, 0, 0, 1, 1),
    customer: fc.constantFrom(null, null, null, null, ...CUSTOMERS),
    at: fc.nat(6),
    valueMinor: fc.integer({ min: 1, max: 9 }),
  }),
);

interface KnownOrder {
  visitor: string | undefined;
  customer: string | undefined;
  at: number;
  valueMinor: number;
}

test("after any sequence of links, links taken away and orders, everything is as the remaining ones alone say", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      const site = await aSite();
      const visitors = Array.from({ length: VISITORS }, aVisitorId);
      await ingest(
        env,
        visitors.map((visitor) => aMessage(site.id, [LOOK], { visitor, at: NOON })),
      );
      const links: { visitor: string; since: number; customer: string }[] = [];
      const orders = new Map<string, KnownOrder>();
      const linksOf = (visitor: string) =>
        links.filter((one) => one.visitor === visitor).sort((a, b) => a.since - b.since);

      for (const each of steps) {
        if (each.does === "link") {
          const visitor = visitors[each.visitor]!;
          const since = NOON + each.at;
          await link(site, visitor, each.customer, since);
          const before = linksOf(visitor).findLast((one) => one.since <= since);
          if (before?.customer !== each.customer && before?.since !== since)
            links.push({ visitor, since, customer: each.customer });
        } else if (each.does === "unlink") {
          const [gone] = links.splice(each.which % Math.max(1, links.length), 1);
          if (gone) await site.delete(`/api/visitors/${gone.visitor}/links/${gone.since}`);
        } else {
          const id = String(each.id);
          const known = orders.get(id);
          const visitor = each.visitor === null ? undefined : visitors[each.visitor];
          const { customer, valueMinor } = each;
          const placedAt = NOON + each.at;
          await send(site, anOrder(id, { placedAt, valueMinor, visitor, customer: customer ?? undefined }));
          orders.set(id, {
            visitor: visitor ?? known?.visitor,
            customer: customer ?? known?.customer,
            at: placedAt,
            valueMinor,
          });
        }
      }

      const buyerOf = ({ visitor, customer, at }: KnownOrder) => {
        if (customer) return `c:${customer}`;
        if (!visitor) return undefined;
        const own = linksOf(visitor);
        const linked = own.findLast(({ since }) => since <= at) ?? own[0];
        return linked ? `c:${linked.customer}` : `v:${visitor}`;
      };
      const sum = (those: KnownOrder[]) => [
        those.length,
        those.reduce((total, { valueMinor }) => total + valueMinor, 0),
      ];
      const all = [...orders.values()];
      const byBuyer = Map.groupBy(
        all.filter((order) => buyerOf(order)),
        (order) => buyerOf(order)!,
      );
      expect(await buyersOf(site)).toEqual(
        Object.fromEntries([...byBuyer].map(([who, those]) => [who, sum(those)])),
      );
      for (const visitor of visitors) {
        const current = linksOf(visitor).at(-1)?.customer;
        const own = all.filter((order) =>
          current ? buyerOf(order) === `c:${current}` : order.visitor === visitor,
        );
        expect(await spentOf(site, visitor)).toEqual(sum(own));
      }
    }),
    { numRuns: deep({ full: 30, usual: 8 }), interruptAfterTimeLimit: 60_000, endOnFailure: true },
  );
}, 180_000);

describe("a token", () => {
  const aPublishedSite = async () => {
    const site = await aSite();
    const segments = [aSegment("gold", { field: "trait", of: "plan", op: "is", value: "gold" })];
    await publishDirectly(env, aSnapshot(site.settings, { segments }));
    return site;
  };
  const direct = { worker: withoutQueue() };
  const identify = (traits: Record<string, string>) =>
    [{ name: "identify", props: { traits } }] as Parameters<Visitor["sync"]>[0];

  test("of the shop links the visitor, sets the other traits on this visitor alone, and is kept nowhere", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const token = await aToken(site, "anna");
    const { second } = await visitor.sync(identify({ room: "kitchen", token }), {}, direct);
    expect(second.refused).toEqual([]);
    const card = await cardOf(site, await visitor.id());
    expect(card.customer?.id).toBe("anna");
    expect(card.profile.traits.room?.value).toBe("kitchen");
    const kept = JSON.stringify([card, (await site.get("/api/live")).body]);
    expect(kept).not.toContain(token);
  });

  test("brings the customer's traits into the passport, those alone that a segment asks for", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const message = aMessage(site.id, [{ name: "identify", props: { traits: {} } }]);
    message.runs[0]!.told = {
      message: "anna",
      source: "server",
      customer: "anna",
      traits: { plan: "gold", email: "a@example.org" },
    };
    await ingest(env, [message]);
    await visitor.sync(identify({ room: "kitchen", token: await aToken(site, "anna") }), {}, direct);
    await visitor.sync([LOOK], {}, direct);
    const passport = await openPassport(env, site.id, visitor.passport!, Date.now());
    expect(passport!.server.traits).toEqual({ plan: "gold" });
    expect(passport!.profile.traits).toEqual({});
    expect((await visitor.stored())!.segments).toEqual(["gold"]);
  });

  test("that names whom the visitor is linked to already leaves D1 alone", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const token = await aToken(site, "anna");
    await visitor.sync(identify({ token }), {}, direct);
    await visitor.sync([LOOK], {}, direct);
    const { INGEST, sent } = watchedQueue();
    await visitor.sync(identify({ token }), {}, { worker: deployed({ INGEST }) });
    expect(sent[0]!.runs[0]!.events[0]!.customer).toBeUndefined();
    const passport = await openPassport(env, site.id, visitor.passport!, Date.now());
    expect(passport!.isMergeDue).toBe(false);
  });

  test.each<[string, (site: TestSite) => Promise<string>]>([
    ["of another site", async () => aToken(await aSite(), "anna")],
    ["that has expired", (site) => aToken(site, "anna", Date.now() / 1000 - 1)],
    [
      "for another customer",
      async (site) => {
        const [version, , signature] = (await aToken(site, "anna")).split(".");
        const [, payload] = (await aToken(site, "ben")).split(".");
        return [version, payload, signature].join(".");
      },
    ],
    ["that is none", async () => "anna"],
  ])("%s links nobody, is refused by name and spares the other traits", async (_, forge) => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const token = await forge(site);
    const { second } = await visitor.sync(identify({ room: "kitchen", token }), {}, direct);
    expect(second.refused).toMatchObject([{ name: "identify", path: "traits.token" }]);
    const card = await cardOf(site, await visitor.id());
    expect([card.customer, card.links, card.profile.traits.room?.value]).toEqual([null, [], "kitchen"]);
    expect(await counted(site.settings, "refused:token")).toBe(1);
  });
});
