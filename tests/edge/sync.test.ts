/** POST /v1/sync, as a visitor's browser meets it: what is answered, what is kept, and what is refused. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { app } from "../../edge/app.ts";
import { openPassport, sealPassport } from "../../edge/passport.ts";
import { EXPLICIT, MEASURE, PERSONALISE } from "../../model/consent.ts";
import type { Event } from "../../model/event.ts";
import { SESSION_TIMEOUT_MS } from "../../model/limits.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile } from "../../model/profile.ts";
import { siteIdOf } from "../../model/site.ts";
import { DAY_MS } from "../../model/time.ts";
import { aCampaign, aSegment, NOON } from "../support/builders.ts";
import {
  ARRIVE,
  aPublishedSite,
  at,
  awayQueue,
  counted,
  deployed,
  gatedDatabase,
  LOOK,
  post,
  rowsOf,
  VIEW,
  Visitor,
  watchedDatabase,
  watchedQueue,
  withoutQueue,
} from "./visitor.ts";

const HELLO = { campaigns: [aCampaign("hello")] };
const exposureOf = (campaign: string, variant = "a"): Event => ({
  name: "exposure",
  props: { campaign, variant, placement: "home" },
});
/** The passport's content, to see what has been folded into it. */
const contentOf = async (visitor: Visitor, now = Date.now(), worker = deployed()) =>
  (await openPassport(worker, visitor.site, visitor.passport!, now))!;

describe("an answer", () => {
  test("to a first sync is two lines: decisions, then what was taken and a passport", async () => {
    const visitor = new Visitor(await aPublishedSite(HELLO));
    const { status, first, second } = await visitor.sync([ARRIVE, VIEW]);
    expect(status).toBe(200);
    expect(first).toMatchObject({ snapshot: 1, decisions: [{ campaign: "hello", placement: "home" }] });
    expect(second).toEqual({
      ack: [{ writer: visitor.writer, from: 0, to: 2 }],
      refused: [],
      passport: expect.stringMatching(/^[\w-]{100,2900}$/),
    });
  });

  test.each([
    ["/lamp", ["ten-off"]],
    ["/koszyk/", []],
    ["/checkout/", []],
  ])("to a page that does not say its kind reads it from the path: %s gets %o", async (path, campaigns) => {
    const visitor = new Visitor(
      await aPublishedSite({ campaigns: [aCampaign("ten-off", { role: "offer" })] }),
    );
    const { first } = await visitor.sync([ARRIVE], { page: { path, slots: ["home"] } });
    expect(first.decisions.map(({ campaign }) => campaign)).toEqual(campaigns);
  });

  test("holds a campaign back until the page of the visit it waits for, which is then for that page alone", async () => {
    const trigger = { kind: "nth_page" as const, page: 3 };
    const visitor = new Visitor(await aPublishedSite({ campaigns: [aCampaign("third", { trigger })] }));
    const early = await visitor.sync([ARRIVE], { explain: true });
    expect(early.first).toMatchObject({
      decisions: [],
      explain: {
        reasons: [{ outcome: "trigger", flip: "Would show once 3 pages of the visit have been seen." }],
      },
    });
    expect((await visitor.sync([LOOK])).first.decisions).toEqual([]);
    expect((await visitor.sync([LOOK])).first.decisions).toMatchObject([
      { campaign: "third", trigger: { kind: "at_once" }, isLasting: false },
    ]);
  });

  test("may show nothing for longer than a visit without hearing from the edge", async () => {
    const visitor = new Visitor(await aPublishedSite({ campaigns: [aCampaign("help")] }));
    expect((await visitor.sync([ARRIVE])).first.decisions[0]!.forMs).toBe(1_800_000);
  });

  test("with a place by selector goes to any page, and is kept for later pages where it is for all kinds", async () => {
    const place = { selector: "h1", where: "after" as const, reservePx: { phone: 90, wide: 80 } };
    const campaigns = [
      aCampaign("wide", { placement: "by-title", place }),
      aCampaign("home", { placement: "by-price", place, pageKinds: ["home"] }),
    ];
    const visitor = new Visitor(await aPublishedSite({ campaigns }));
    const { first } = await visitor.sync([ARRIVE], { page: { path: "/", kind: "home", slots: [] } });
    expect(first.decisions).toMatchObject([
      { campaign: "home", place, isLasting: false },
      { campaign: "wide", place, isLasting: true },
    ]);
  });

  test("with an overlay spends the attention all share, and says what the device waits for", async () => {
    const content = {
      form: "overlay" as const,
      position: "corner" as const,
      teaser: "Help",
      blocks: [{ kind: "head" as const, title: "Anything unclear?" }],
    };
    const overlay = aCampaign("overlay", {
      placement: "overlay",
      trigger: { kind: "exit" },
      variants: [{ id: "a", share: 1, content }],
    });
    const visitor = new Visitor(await aPublishedSite({ campaigns: [overlay] }));
    const { first } = await visitor.sync([ARRIVE]);
    expect(first.decisions).toMatchObject([
      { placement: "overlay", trigger: { kind: "exit" }, content, claimMs: 1_800_000, isLasting: false },
    ]);
    const page = { path: "/checkout/", kind: "checkout" as const, slots: [] };
    expect((await visitor.sync([LOOK], { page })).first.decisions).toEqual([]);
  });

  test("begins with the decisions while the queue has not answered yet", async () => {
    const visitor = new Visitor(await aPublishedSite(HELLO));
    const queue = Promise.withResolvers<void>();
    const INGEST = { send: () => queue.promise } as unknown as Queue;
    const response = await app.request(
      "/v1/sync",
      { method: "POST", body: JSON.stringify(visitor.request([ARRIVE])) },
      deployed({ INGEST }),
      createExecutionContext(),
    );
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const line = await reader.read();
    expect(JSON.parse(line.value!).decisions).toHaveLength(1);
    queue.resolve();
    expect(JSON.parse((await reader.read()).value!).ack).toHaveLength(1);
  });

  test("without events is two lines too, and sends nothing to the queue", async () => {
    const visitor = new Visitor(await aPublishedSite(HELLO));
    const { INGEST, sent } = watchedQueue();
    const { second } = await visitor.sync([], {}, { worker: deployed({ INGEST }) });
    expect([second.ack, typeof second.passport, sent]).toEqual([[], "string", []]);
  });

  test("explains itself only where the site is a demo and was asked", async () => {
    const [demo, shop] = [await aPublishedSite(HELLO), await aPublishedSite(HELLO, { isDemo: false })];
    expect((await new Visitor(demo).sync([ARRIVE], { explain: true })).first.explain).toMatchObject({
      reasons: [{ campaign: "hello", outcome: "won" }],
    });
    expect((await new Visitor(demo).sync([ARRIVE])).first.explain).toBeUndefined();
    expect((await new Visitor(shop).sync([ARRIVE], { explain: true })).first.explain).toBeUndefined();
  });
});

describe("a returning visitor", () => {
  test("is answered without asking D1: no per-visitor read but the first sync of a visit", async () => {
    const site = await aPublishedSite(HELLO);
    // The first sync of ten minutes from an origin is noted for the start guide.
    await new Visitor(site).sync([ARRIVE]);
    const visitor = new Visitor(site);
    const { DB, asked } = watchedDatabase();
    const { INGEST } = watchedQueue();
    const worker = deployed({ DB, INGEST });
    await visitor.sync([ARRIVE], { rebuild: true }, { worker });
    expect(asked).toHaveLength(1);
    for (let page = 0; page < 3; page++) await visitor.sync([LOOK], {}, { worker });
    expect(asked).toHaveLength(1);
    expect((await contentOf(visitor)).profile.pages).toBe(4);
    await visitor.sync([LOOK], { rebuild: true }, { worker });
    // The queue is not drained, so D1 has no row of theirs: they may have been erased.
    expect(asked).toHaveLength(3);
  });

  test("whose first answer was lost stays one visitor, each event counted and folded once", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const lost = visitor.request([ARRIVE, VIEW]);
    await post(lost, { worker: withoutQueue() });
    const again = await post(lost, { worker: withoutQueue() });
    visitor.passport = again.second.passport;
    expect((await contentOf(visitor)).profile).toMatchObject({ visits: 1, pages: 1 });
    expect((await visitor.stored())!.profile.days).toMatchObject({
      [Math.floor(Date.now() / DAY_MS)]: { pages: 1, products: 1 },
    });
    expect((await rowsOf(site)).visitors).toBe(1);
    expect(await counted(site, "events")).toBe(2);
  });

  test("who resends what the passport already holds is folded once", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const request = visitor.request([ARRIVE]);
    visitor.passport = (await post(request)).second.passport;
    await visitor.sync([], { runs: request.runs });
    expect((await contentOf(visitor)).profile.pages).toBe(1);
  });

  test("who names one event twice in a request has it once, in the passport and in D1", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const run = visitor.run([ARRIVE]);
    await visitor.sync([], { runs: [run, run] }, { worker: withoutQueue() });
    expect((await contentOf(visitor)).profile.pages).toBe(1);
    expect((await visitor.stored())!.profile.pages).toBe(1);
    expect(await counted(site, "views")).toBe(1);
  });

  test("on a new device storage, but with the same secret, has their profile rebuilt from D1", async () => {
    const visitor = new Visitor(await aPublishedSite());
    await visitor.sync([ARRIVE, LOOK, VIEW], {}, { worker: withoutQueue() });
    visitor.passport = undefined;
    await visitor.sync([LOOK], { rebuild: true }, { worker: withoutQueue() });
    expect((await contentOf(visitor)).profile).toMatchObject({ visits: 1, pages: 3 });
  });

  test("whose row comes too late is answered from the passport, and the next sync reads again", async () => {
    const visitor = new Visitor(await aPublishedSite(HELLO));
    await visitor.sync([ARRIVE, LOOK], {}, { worker: withoutQueue() });
    visitor.passport = undefined;
    const { DB, open } = gatedDatabase();
    const { INGEST } = watchedQueue();
    const { first } = await visitor.sync([], { rebuild: true }, { worker: deployed({ DB, INGEST }) });
    expect(first.decisions).toHaveLength(1);
    expect(await contentOf(visitor)).toMatchObject({ isMergeDue: true, profile: { pages: 0 } });
    open();
    const watched = watchedDatabase();
    await visitor.sync([], {}, { worker: deployed({ DB: watched.DB }) });
    expect(watched.asked).toHaveLength(1);
    expect(await contentOf(visitor)).toMatchObject({ isMergeDue: false, profile: { pages: 2 } });
    await visitor.sync([], {}, { worker: deployed({ DB: watched.DB }) });
    expect(watched.asked).toHaveLength(1);
  });

  test("is answered from the passport while D1 is away, and the merge stays due", async () => {
    const visitor = new Visitor(await aPublishedSite(HELLO));
    const broken = new Proxy(env.DB, {
      get: (db, name) =>
        name === "prepare"
          ? () => ({ bind: () => ({ first: () => Promise.reject(new Error("D1 is away")) }) })
          : Reflect.get(db, name),
    });
    const { status, first } = await visitor.sync([ARRIVE], {}, { worker: deployed({ DB: broken }) });
    expect([status, first.decisions.length]).toEqual([200, 1]);
    expect((await contentOf(visitor)).isMergeDue).toBe(true);
  });

  test("who has ordered once has one order on every later visit", async () => {
    const segments = [aSegment("regulars", { field: "orders", op: "gte", value: 2 })];
    const site = await aPublishedSite({
      segments,
      campaigns: [aCampaign("thanks", { segmentsIn: ["regulars"] })],
    });
    const visitor = new Visitor(site);
    const purchase: Event = {
      name: "purchase",
      props: { orderId: "P-1", valueMinor: 8900, currency: "EUR", lines: [] },
    };
    const { INGEST: _, ...worker } = at(NOON).worker!;
    const half = NOON + 700;
    const decided: number[] = [];
    for (const [i, events] of [[ARRIVE, purchase], [LOOK], [LOOK], [LOOK]].entries()) {
      const { headers } = at(half + i * 3_600_000);
      const { first } = await visitor.sync(events, { rebuild: true }, { worker, headers: headers! });
      decided.push(first.decisions.length);
    }
    expect(decided).toEqual([0, 0, 0, 0]);
  });

  test("keeps what was just done where D1 has not seen it yet", async () => {
    const visitor = new Visitor(await aPublishedSite());
    await visitor.sync([ARRIVE], {}, { worker: withoutQueue() });
    const waiting = { send: () => Promise.resolve() } as unknown as Queue;
    await visitor.sync([LOOK, LOOK], {}, { worker: deployed({ INGEST: waiting }) });
    await visitor.sync([], { rebuild: true }, { worker: deployed({ INGEST: waiting }) });
    expect(await contentOf(visitor)).toMatchObject({ isMergeDue: true, profile: { pages: 3 } });
  });
});

describe("a passport", () => {
  const flipped = (token: string, i: number) =>
    token.slice(0, i) + (token[i] === "A" ? "B" : "A") + token.slice(i + 1);
  const passports: [string, (own: Visitor, other: Visitor) => string | Promise<string>][] = [
    ["of another site", async ({ site }, other) => (other.site === site ? "" : other.passport!)],
    ["changed in its middle", (own) => flipped(own.passport!, 60)],
    ["changed in its header", (own) => flipped(own.passport!, 3)],
    ["cut short", (own) => own.passport!.slice(0, 50)],
    ["of random letters", () => "x".repeat(500)],
    ["that is not base64url", () => "§ł€".repeat(50)],
    [
      "sealed by another master",
      async ({ site }) =>
        sealPassport(deployed({ MASTER_SECRET: "somebody else's secret, long enough" }), site, {
          visitor: "AAAAAAAAAAAAAAAAAAAAAA",
          sealedAt: Date.now(),
          isMergeDue: false,
          profile: emptyProfile(),
          server: emptyServerPart,
          issued: [],
          marks: {},
        }),
    ],
  ];
  test.each(passports)(
    "%s starts a new visitor by the secret and changes nothing of the other",
    async (_, forge) => {
      const [site, elsewhere] = [await aPublishedSite(), await aPublishedSite()];
      const [owner, stranger] = [new Visitor(site), new Visitor(elsewhere)];
      await owner.sync([ARRIVE, LOOK], {}, { worker: withoutQueue() });
      await stranger.sync([ARRIVE, LOOK], {}, { worker: withoutQueue() });
      const rowBefore = await owner.stored();
      const thief = new Visitor(site);
      thief.passport = await forge(owner, stranger);
      const { status } = await thief.sync([LOOK], { rebuild: true }, { worker: withoutQueue() });
      expect(status).toBe(200);
      expect(await contentOf(thief)).toMatchObject({ visitor: await thief.id(), profile: { pages: 1 } });
      expect((await thief.stored())!.profile.pages).toBe(1);
      expect(await owner.stored()).toEqual(rowBefore);
    },
  );

  test.each([
    ["89 days", 89, 2],
    ["91 days", 91, 1],
  ])("sealed %s ago opens or not", async (_, days, pages) => {
    const visitor = new Visitor(await aPublishedSite());
    await visitor.sync([LOOK], {}, at(NOON));
    const then = NOON + days * DAY_MS;
    await visitor.sync([LOOK], {}, at(then));
    expect((await contentOf(visitor, then)).profile.pages).toBe(pages);
  });

  test("of the previous master secret still opens, one of an older does not", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const [oldest, older, current] = ["first", "second", "third"].map(
      (name) => `${name} secret of the tests`,
    );
    await visitor.sync([LOOK], {}, { worker: deployed({ MASTER_SECRET: oldest! }) });
    const first = visitor.passport;
    const rotated = deployed({ MASTER_SECRET: older!, MASTER_SECRET_PREVIOUS: oldest! });
    await visitor.sync([LOOK], {}, { worker: rotated });
    expect((await contentOf(visitor, Date.now(), rotated)).profile.pages).toBe(2);
    visitor.passport = first;
    const again = deployed({ MASTER_SECRET: current!, MASTER_SECRET_PREVIOUS: older! });
    await visitor.sync([LOOK], {}, { worker: again });
    expect((await contentOf(visitor, Date.now(), again)).profile.pages).toBe(1);
  });
});

describe("a request", () => {
  const long = "x".repeat(60_001);
  const one = { name: "page_view", props: { path: "/" }, ageMs: 0, session: 1 };
  const runOf = (events: unknown[], more = {}) => ({ writer: "AAAAAAAA", from: 0, events, ...more });
  const bad: [string, unknown, number, string | undefined][] = [
    ["that is not JSON", "{wire:1", 400, undefined],
    ["that is empty", "", 400, undefined],
    ["that is null", "null", 400, undefined],
    ["that is a list", "[]", 400, "wire"],
    ["of an unknown wire version", { wire: 2 }, 400, "wire"],
    ["without a wire version", { wire: undefined }, 400, "wire"],
    ["for a mistyped site", { site: "polana-xx" }, 400, "site"],
    ["with a short secret", { secret: "abc" }, 400, "secret"],
    ["with a number for a secret", { secret: 7 }, 400, "secret"],
    ["with a passport over its bound", { passport: "x".repeat(2901) }, 400, "passport"],
    ["with unknown consent bits", { consent: 16 }, 400, "consent"],
    ["without consent", { consent: undefined }, 400, "consent"],
    ["without a page", { page: undefined }, 400, "page"],
    ["with a slot that is no text", { page: { path: "/", slots: ["home", 7] } }, 400, "page.slots[1]"],
    ["with a time zone off the earth", { offsetMinutes: 841 }, 400, "offsetMinutes"],
    ["whose runs are no list", { runs: {} }, 400, "runs"],
    [
      "with a writer of seven characters",
      { runs: [runOf([one], { writer: "AAAAAAA" })] },
      400,
      "runs[0].writer",
    ],
    ["with a name below zero", { runs: [runOf([one], { from: -1 })] }, 400, "runs[0].from"],
    ["with an empty run", { runs: [runOf([])] }, 400, "runs[0].events"],
    [
      "with an age that is no number",
      { runs: [runOf([{ ...one, ageMs: "1" }])] },
      400,
      "runs[0].events[0].ageMs",
    ],
    [
      "with a visit that is no number",
      { runs: [runOf([{ ...one, session: 0.5 }])] },
      400,
      "runs[0].events[0].session",
    ],
    ["with too many events in a run", { runs: [runOf(new Array(51).fill(one))] }, 400, "runs[0].events"],
    [
      "with too many events in all",
      { runs: [runOf(new Array(30).fill(one)), runOf(new Array(21).fill(one), { from: 30 })] },
      400,
      "runs",
    ],
    ["with too many runs", { runs: new Array(51).fill(runOf([one])) }, 400, "runs"],
    ["over its size", { language: long }, 413, undefined],
    ["over its size in letters of two bytes", { language: "ż".repeat(30_100) }, 413, undefined],
  ];
  test.each(bad)(
    "%s is refused with problem details and leaves no trace",
    async (_, changes, status, field) => {
      const site = await aPublishedSite();
      const visitor = new Visitor(site);
      const { INGEST, sent } = watchedQueue();
      const { DB, asked } = watchedDatabase();
      const sound = visitor.request([ARRIVE]);
      const body = typeof changes === "string" ? changes : { ...sound, ...(changes as object) };
      const answer = await post(body, { worker: deployed({ INGEST, DB }) });
      expect([answer.status, answer.problem.field]).toEqual([status, field]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.problem).toMatchObject({ type: expect.stringMatching(/^urn:impuls:problem:/), status });
      expect(answer.problem.expected).toMatch(/.+/);
      expect([sent, asked, await rowsOf(site)]).toEqual([[], [], {}]);
    },
  );

  test("of a page kind that nobody knows is answered as of any page, and its view is counted", async () => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const view = { name: "page_view", props: { path: "/", kind: "shop" } } as unknown as Event;
    const page = { path: "/", kind: "shop", slots: ["home"] } as never;
    const { first, second } = await visitor.sync([view], { page }, { worker: withoutQueue() });
    expect([first.decisions.length, second.refused]).toEqual([1, []]);
    expect(await counted(site, "views")).toBe(1);
  });

  test("that says it is too large is refused by its length", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const { status } = await post(visitor.request([ARRIVE]), { headers: { "content-length": "60001" } });
    expect(status).toBe(413);
  });

  test("for a sound site id that nobody has published is 404", async () => {
    const { status, problem } = await new Visitor({ id: siteIdOf("nobody")! }).sync([ARRIVE]);
    expect([status, problem.field]).toEqual([404, "site"]);
  });

  test("too many of one secret wait as long as they are told, another secret does not", async () => {
    const site = await aPublishedSite();
    const [loop, visitor] = [new Visitor(site), new Visitor(site)];
    const answers = [];
    for (let i = 0; i < 45; i++) answers.push(await loop.sync([]));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.status).toBe(429);
    expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused[0]!.problem.type).toBe("urn:impuls:problem:rate");
    expect((await visitor.sync([ARRIVE])).status).toBe(200);
  });

  const origins: [string, string[], string | undefined, number][] = [
    ["from a listed origin", ["https://shop.example"], "https://shop.example", 200],
    ["from another origin", ["https://shop.example"], "https://evil.example", 403],
    ["from a subdomain that is not listed", ["https://shop.example"], "https://m.shop.example", 403],
    ["from no page at all", ["https://shop.example"], undefined, 200],
    ["from an opaque page", ["https://shop.example"], "null", 403],
    ["from anywhere while no origin is listed", [], "https://shop.example", 200],
  ];
  test.each(origins)(
    "%s is answered accordingly, readable by that page",
    async (_, listed, origin, status) => {
      const site = await aPublishedSite({}, { origins: listed });
      const { INGEST, sent } = watchedQueue();
      const answer = await new Visitor(site).sync(
        [ARRIVE],
        {},
        { worker: deployed({ INGEST }), headers: origin === undefined ? {} : { origin } },
      );
      expect(answer.status).toBe(status);
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin ?? "*");
      expect(answer.headers.get("vary")).toBe("origin");
      expect(sent).toHaveLength(status === 200 ? 1 : 0);
    },
  );
});

describe("an event", () => {
  const bad: [string, { name: unknown; props?: unknown; ageMs?: number }, string][] = [
    ["without its path", { name: "page_view", props: {} }, "path"],
    [
      "with a price that is a text",
      { name: "view_item", props: { item: { id: "a", priceMinor: "1" } } },
      "item.priceMinor",
    ],
    [
      "with an address that runs script",
      { name: "view_item", props: { item: { id: "a", url: "javascript:1" } } },
      "item.url",
    ],
    ["with a name in capitals", { name: "PageView", props: {} }, "name"],
    ["without a name", { name: undefined }, "name"],
    ["whose name is an object", { name: { toString: 1, valueOf: 1 } }, "name"],
    ["of the shop's own with a list in it", { name: "quiz_done", props: { answers: [1] } }, "answers"],
    ["eight days old", { name: "page_view", props: { path: "/" }, ageMs: 8 * DAY_MS }, "ageMs"],
    [
      "that saw a decision never issued",
      { name: "exposure", props: { campaign: "other", variant: "a", placement: "home" } },
      "props.campaign",
    ],
    [
      "that saw a variant never issued",
      { name: "exposure", props: { campaign: "hello", variant: "b", placement: "home" } },
      "props.campaign",
    ],
    [
      "that was held out from what was shown",
      { name: "exposure", props: { campaign: "hello", variant: "a", placement: "home", ghost: true } },
      "props.campaign",
    ],
    [
      "that clicked what was never shown",
      { name: "content_click", props: { campaign: "other", variant: "a", placement: "home" } },
      "props.campaign",
    ],
  ];
  test.each(bad)("%s is refused by name, counted, and the rest kept", async (_, event, path) => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const worker = withoutQueue();
    await visitor.sync([ARRIVE], {}, { worker });
    const wire = { name: event.name, props: event.props, ageMs: event.ageMs ?? 0, session: 1 };
    const run = visitor.run([LOOK, LOOK, LOOK]);
    run.events[1] = wire;
    const { second } = await visitor.sync([], { runs: [run] }, { worker });
    expect(second.ack).toEqual([{ writer: visitor.writer, from: 1, to: 4 }]);
    expect(second.refused).toEqual([
      expect.objectContaining({ writer: visitor.writer, n: 2, path, expected: expect.stringMatching(/.+/) }),
    ]);
    expect((await visitor.stored())!.profile.pages).toBe(3);
    expect((await contentOf(visitor)).profile.pages).toBe(3);
    const refused = await env.DB.prepare(
      "SELECT sum(value) AS n FROM counters WHERE site = ?1 AND name LIKE 'refused:%'",
    )
      .bind(site.id)
      .first("n");
    expect(refused).toBe(1);
  });

  test("refused together with all else its page told keeps no read of D1 due later", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const { DB, asked } = watchedDatabase();
    const worker = withoutQueue();
    const other = { ...visitor.run([LOOK]), writer: "earlier-" };
    other.events[0]!.name = "BAD";
    await visitor.sync([], { runs: [other] }, { worker });
    await visitor.sync([ARRIVE], {}, { worker });
    await visitor.sync([], { rebuild: true }, { worker: { ...worker, DB } });
    expect(asked).toHaveLength(1);
    await visitor.sync([], {}, { worker: { ...worker, DB } });
    expect(asked).toHaveLength(1);
  });

  test("six days and 23 hours old is kept at the time it happened", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const run = visitor.run([LOOK]);
    run.events[0]!.ageMs = 7 * DAY_MS - 3_600_000;
    const { second } = await visitor.sync([], { runs: [run] }, { worker: withoutQueue() });
    expect(second.refused).toEqual([]);
    const { lastSeenAt } = (await visitor.stored())!.profile;
    expect(Math.abs(Date.now() - lastSeenAt - run.events[0]!.ageMs)).toBeLessThan(60_000);
  });

  test("from a clock set back happened now, never later", async () => {
    const visitor = new Visitor(await aPublishedSite());
    const run = visitor.run([LOOK]);
    run.events[0]!.ageMs = -5 * DAY_MS;
    await visitor.sync([], { runs: [run] }, { worker: withoutQueue() });
    expect((await visitor.stored())!.profile.lastSeenAt).toBeLessThanOrEqual(Date.now());
  });

  test("that saw an issued decision is counted, and its click after it", async () => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const worker = withoutQueue();
    await visitor.sync([ARRIVE], {}, { worker });
    const click: Event = {
      name: "content_click",
      props: { campaign: "hello", variant: "a", placement: "home" },
    };
    const { second } = await visitor.sync([exposureOf("hello"), click], {}, { worker });
    expect(second.refused).toEqual([]);
    expect([await counted(site, "shown:hello"), await counted(site, "click:hello")]).toEqual([1, 1]);
  });

  test("that saw a variant with a long name is counted", async () => {
    const content = aCampaign("x").variants[0]!.content;
    const variants = [{ id: "with-free-delivery", share: 1, content }];
    const site = await aPublishedSite({ campaigns: [aCampaign("hello", { variants })] });
    const visitor = new Visitor(site);
    await visitor.sync([ARRIVE], {}, { worker: withoutQueue() });
    await visitor.sync([exposureOf("hello", "with-free-delivery")], {}, { worker: withoutQueue() });
    expect(await counted(site, "shown:hello")).toBe(1);
  });

  test("that saw any of the decisions of a page with many slots is counted", async () => {
    const slots = Array.from({ length: 8 }, (_, i) => `slot${i}`);
    const campaigns = slots.map((placement, i) => aCampaign(`c${i}`, { placement, priority: 90 - i }));
    const site = await aPublishedSite({ campaigns });
    const visitor = new Visitor(site);
    const page = { path: "/", kind: "home" as const, slots };
    const { first } = await visitor.sync([ARRIVE], { page, explain: true }, { worker: withoutQueue() });
    const shown = first.decisions.map(({ campaign }) => exposureOf(campaign));
    const { second } = await visitor.sync(shown, { page }, { worker: withoutQueue() });
    expect(second.refused).toEqual([]);
    const handedOut = ["c0", "c1", "c2", "c3", "c4", "c5"];
    expect(first.decisions.map(({ campaign }) => campaign)).toEqual(handedOut);
    const reasons = first.explain!.reasons.map(({ campaign, outcome }) => [campaign, outcome]);
    expect(reasons).toEqual([...handedOut.map((id) => [id, "won"]), ["c6", "room"], ["c7", "room"]]);
  });

  test("keeps its secrets: what a refused one was called is not made a counter", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const run = visitor.run([LOOK, LOOK]);
    run.events[0] = { name: "quiz_done", props: { "jan@example.com": {} }, ageMs: 0, session: 1 };
    run.events[1] = { name: "identify", props: { traits: { "ola@example.com": [] } }, ageMs: 0, session: 1 };
    const { second } = await visitor.sync([], { runs: [run] }, { worker: withoutQueue() });
    expect(second.refused).toHaveLength(2);
    const { results } = await env.DB.prepare("SELECT name FROM counters WHERE site = ?1").bind(site.id).all();
    expect(JSON.stringify(results)).not.toContain("example.com");
  });
});

describe("consent", () => {
  test.each([
    ["no purpose at all", 0, false],
    ["push alone", 4, false],
    ["an assumed yes under Global Privacy Control", MEASURE | PERSONALISE, true],
  ])("%s: acknowledged, and nothing kept, decided or handed out", async (_, consent, gpc) => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const { INGEST, sent } = watchedQueue();
    const { DB, asked } = watchedDatabase();
    const headers: Record<string, string> = gpc ? { "sec-gpc": "1" } : {};
    const { first, second } = await visitor.sync(
      [ARRIVE, VIEW],
      { consent },
      { worker: deployed({ INGEST, DB }), headers },
    );
    expect(first.decisions).toEqual([]);
    expect(second).toEqual({ ack: [{ writer: visitor.writer, from: 0, to: 2 }], refused: [] });
    expect([sent, asked, await rowsOf(site)]).toEqual([[], [], {}]);
  });

  test.each([
    ["an explicit yes under Global Privacy Control", MEASURE | PERSONALISE | EXPLICIT, true, 1, 1],
    ["an assumed yes without it", MEASURE | PERSONALISE, false, 1, 1],
    ["measuring without personalising", MEASURE | EXPLICIT, false, 1, 0],
    ["personalising without measuring", PERSONALISE | EXPLICIT, false, 0, 1],
  ])("%s: what is kept and what is decided", async (_, consent, gpc, kept, decided) => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const { DB, asked } = watchedDatabase();
    const headers: Record<string, string> = gpc ? { "sec-gpc": "1" } : {};
    const { first, second } = await visitor.sync(
      [ARRIVE],
      { consent },
      { worker: withoutQueue({ DB }), headers },
    );
    expect(first.decisions).toHaveLength(decided);
    expect(second.ack).toHaveLength(1);
    expect((await rowsOf(site)).visitors ?? 0).toBe(kept);
    expect(asked.length > 0).toBe(kept === 1);
  });

  test("of the request beats what the passport remembers", async () => {
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    await visitor.sync([ARRIVE], {}, { worker: withoutQueue() });
    const before = await visitor.stored();
    const { first, second } = await visitor.sync([LOOK], { consent: EXPLICIT }, { worker: withoutQueue() });
    expect([first.decisions, second.passport]).toEqual([[], undefined]);
    expect(await visitor.stored()).toEqual(before);
  });
});

describe("a robot", () => {
  test.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (X11; Linux x86_64) Chrome-Lighthouse",
  ])("%s sees no campaign and is not counted", async (agent) => {
    const site = await aPublishedSite(HELLO);
    const { first, second } = await new Visitor(site).sync(
      [ARRIVE],
      {},
      { worker: withoutQueue(), headers: { "user-agent": agent } },
    );
    expect([first.decisions, second.ack.length]).toEqual([[], 1]);
    expect(await rowsOf(site)).toEqual({ counters: 1 });
    expect(await counted(site, "bot:declared")).toBe(1);
  });

  const HEADLESS = { "user-agent": "Mozilla/5.0 HeadlessChrome/140.0.0.0", "accept-language": "en" };
  test("without a screen is one wherever the Worker is deployed, whatever the request says; on a local run it is a person", async () => {
    const site = await aPublishedSite(HELLO);
    const headers = { ...HEADLESS, LOCAL: "yes", "x-impuls-local": "yes" };
    const out = await new Visitor(site).sync([ARRIVE], {}, { worker: withoutQueue(), headers });
    expect([out.first.decisions, await rowsOf(site)]).toEqual([[], { counters: 1 }]);
    expect(await counted(site, "bot:driven")).toBe(1);
    const local = { ...withoutQueue(), LOCAL: "yes" };
    const seen = await new Visitor(site).sync([ARRIVE], {}, { worker: local, headers: HEADLESS });
    expect(seen.first.decisions).toHaveLength(1);
    expect(await counted(site, "visitors")).toBe(1);
  });

  test("that reads twenty pages in no time gets nothing, and nothing of it is counted but that", async () => {
    const site = await aPublishedSite(HELLO);
    const pages = Array.from(
      { length: 20 },
      (_, i) => ({ name: "page_view", props: { path: `/p/${i}` } }) as const,
    );
    const { first, second } = await new Visitor(site).sync(pages, {}, { worker: withoutQueue() });
    expect([first.decisions, second.ack.length]).toEqual([[], 1]);
    expect([await counted(site, "bot:fast"), await rowsOf(site)]).toEqual([20, { counters: 1 }]);
  });
});

describe("the queue", () => {
  test("that refuses: decisions, but no acknowledgement and no passport; sent again it counts once", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const site = await aPublishedSite(HELLO);
    const visitor = new Visitor(site);
    const request = visitor.request([ARRIVE]);
    const { first, second } = await post(request, { worker: deployed({ INGEST: awayQueue }) });
    expect(first.decisions).toHaveLength(1);
    expect(second).toEqual({ ack: [], refused: [] });
    expect(await rowsOf(site)).toEqual({});
    const again = await post(request, { worker: withoutQueue() });
    expect([again.second.ack.length, typeof again.second.passport]).toEqual([1, "string"]);
    await post(request, { worker: withoutQueue() });
    expect([await counted(site, "events"), await counted(site, "visitors")]).toEqual([1, 1]);
  });

  test("that is not bound: D1 has the events before the acknowledgement", async () => {
    const site = await aPublishedSite();
    const visitor = new Visitor(site);
    const { second } = await visitor.sync([ARRIVE], {}, { worker: withoutQueue() });
    expect(second.ack).toHaveLength(1);
    expect((await visitor.stored())!.profile.visits).toBe(1);
  });

  test("that is not bound and D1 away: no acknowledgement, no passport", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const visitor = new Visitor(await aPublishedSite());
    const DB = new Proxy(env.DB, {
      get: (db, name) =>
        name === "batch" ? () => Promise.reject(new Error("D1 is away")) : Reflect.get(db, name).bind(db),
    });
    const { status, second } = await visitor.sync([ARRIVE], {}, { worker: withoutQueue({ DB }) });
    expect([status, second]).toEqual([200, { ack: [], refused: [] }]);
  });

  test("brings a visit into D1 by itself", { timeout: 30_000 }, async () => {
    const visitor = new Visitor(await aPublishedSite());
    await visitor.sync([ARRIVE, LOOK]);
    await vi.waitFor(async () => expect((await visitor.stored())?.profile.pages).toBe(2), {
      timeout: 15_000,
      interval: 200,
    });
  });
});

describe("time", () => {
  const simulated = { "x-impuls-simulate": at(NOON).headers!["x-impuls-simulate"]! };

  test("cannot be simulated on a deployed Worker", async () => {
    const site = await aPublishedSite();
    const { status, problem } = await new Visitor(site).sync([ARRIVE], {}, { headers: simulated });
    expect([status, problem.field]).toEqual([403, "x-impuls-simulate"]);
    expect(await rowsOf(site)).toEqual({});
  });

  test.each(["not json", "{}", '{"now":"noon"}', '{"now":1.5,"place":{"country":"","region":"","city":""}}'])(
    "simulated as %s is refused on a local Worker too",
    async (header) => {
      const visitor = new Visitor(await aPublishedSite());
      const { status } = await visitor.sync(
        [ARRIVE],
        {},
        { ...at(NOON), headers: { "x-impuls-simulate": header } },
      );
      expect(status).toBe(403);
    },
  );

  test.each([
    ["GET", "/local/clock", undefined],
    ["POST", "/local/clock", { skipMs: 1000 }],
    ["GET", "/local/counters", undefined],
    ["POST", "/local/truth", { site: "polana-8n", campaign: "bar", addedMinor: 1200, effect: 0.1 }],
  ])("%s %s is only there on a local run", async (method, path, body) => {
    const request = { method, ...(body && { body: JSON.stringify(body) }) };
    const answers = [deployed(), { ...env, LOCAL: "yes" }].map((worker) =>
      app.request(path, request, worker, createExecutionContext()),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 200]);
  });

  test("the start page counts a visitor once, on however many days they came", async () => {
    const { INGEST: _, ...worker } = at(NOON).worker!;
    const counters = async () =>
      (await app.request("/local/counters", {}, worker)).json<{ visitors: number; visits: number }>();
    const before = await counters();
    const visitor = new Visitor(await aPublishedSite());
    for (const days of [0, 1]) await visitor.sync([ARRIVE], {}, { ...at(NOON + days * DAY_MS), worker });
    const after = await counters();
    expect([after.visitors - before.visitors, after.visits - before.visits]).toEqual([1, 2]);
  });

  test("moves for a local Worker, and a deployed one ignores the stored offset", async () => {
    const site = await aPublishedSite();
    const local = { ...env, LOCAL: "yes" };
    const skip = { method: "POST", body: JSON.stringify({ skipMs: DAY_MS }) };
    await app.request("/local/clock", skip, local, createExecutionContext());
    const [moved, real] = [new Visitor(site), new Visitor(site)];
    const { INGEST: _, ...worker } = local;
    await moved.sync([ARRIVE], {}, { worker });
    await real.sync([ARRIVE], {}, { worker: withoutQueue() });
    const seenAt = async (visitor: Visitor) => (await visitor.stored())!.profile.lastSeenAt;
    expect(await seenAt(moved)).toBeGreaterThan(Date.now() + DAY_MS - 60_000);
    expect(await seenAt(real)).toBeLessThanOrEqual(Date.now());
  });

  test.each([-1, 1.5, 91 * DAY_MS, "1", null])("does not move by %s", async (skipMs) => {
    const request = { method: "POST", body: JSON.stringify({ skipMs }) };
    const response = await app.request("/local/clock", request, { ...env, LOCAL: "yes" });
    expect(response.status).toBe(400);
  });
});

describe("what is decided", () => {
  test("follows the events of the very same sync", async () => {
    const site = await aPublishedSite({
      segments: [aSegment("lookers", { field: "viewed", of: "lamp-sowa", op: "is", value: true })],
      campaigns: [aCampaign("lamp", { segmentsIn: ["lookers"] })],
    });
    const visitor = new Visitor(site);
    expect((await visitor.sync([ARRIVE])).first.decisions).toEqual([]);
    expect((await visitor.sync([VIEW])).first.decisions).toMatchObject([{ campaign: "lamp" }]);
  });

  test("for someone held out has its content under another name, and its ghost exposure is counted as one", async () => {
    const site = await aPublishedSite({ campaigns: [aCampaign("hello", { holdoutShare: 1 })] });
    const visitor = new Visitor(site);
    const { first } = await visitor.sync([ARRIVE], {}, { worker: withoutQueue() });
    expect(first.decisions).toMatchObject([{ campaign: "hello", ghost: true }]);
    // An older tracker would draw it.
    expect(first.decisions[0]).not.toHaveProperty("content");
    expect(first.decisions[0]!.held).toEqual(aCampaign("hello").variants[0]!.content);
    const ghost: Event = {
      name: "exposure",
      props: { campaign: "hello", variant: "a", placement: "home", ghost: true },
    };
    await visitor.sync([ghost], {}, { worker: withoutQueue() });
    expect([await counted(site, "ghost:hello"), await counted(site, "shown:hello")]).toEqual([1, 0]);
  });

  test("names its exclusion group", async () => {
    const site = await aPublishedSite({ campaigns: [aCampaign("hello", { exclusionGroup: "welcome" })] });
    const { first } = await new Visitor(site).sync([ARRIVE]);
    expect(first.decisions).toMatchObject([{ campaign: "hello", group: "welcome" }]);
  });

  test("holds no longer than its campaign", async () => {
    const until = NOON + 600_000;
    const site = await aPublishedSite({ campaigns: [aCampaign("hello", { schedule: { until } })] });
    const { first } = await new Visitor(site).sync([ARRIVE], {}, at(NOON));
    expect(first.decisions[0]!.forMs).toBe(600_000);
  });

  test("says how far its campaign's end is, however far, and nothing where it has none", async () => {
    const until = NOON + 30 * DAY_MS;
    const site = await aPublishedSite({
      campaigns: [aCampaign("hello", { schedule: { until } }), aCampaign("bye", { placement: "aside" })],
    });
    const { first } = await new Visitor(site).sync([ARRIVE], {}, at(NOON));
    const [hello, bye] = ["hello", "bye"].map(
      (id) => first.decisions.find(({ campaign }) => campaign === id)!,
    );
    expect(hello).toMatchObject({ ends: { at: until, inMs: 30 * DAY_MS }, forMs: SESSION_TIMEOUT_MS });
    expect(bye).not.toHaveProperty("ends");
  });

  test("has the blocks and words for this visitor, and their traits travel for it", async () => {
    const blocks = [
      { kind: "head", title: "{{trait.size|Your size}} in {{city|your town}}, {{cart.value|nothing}}" },
      { kind: "text", text: "For who looks", when: { in: ["looks"], out: [] } },
      { kind: "text", text: "For the others", when: { in: [], out: ["looks"] } },
    ];
    const content = { form: "inline", blocks } as never;
    const site = await aPublishedSite({
      segments: [aSegment("looks", { field: "viewed", of: "lamp-sowa", op: "is", value: true })],
      campaigns: [aCampaign("hello", { variants: [{ id: "a", share: 1, content }] })],
    });
    const textsOf = (first: { decisions: { content?: { blocks: object[] } }[] }) =>
      first.decisions[0]!.content!.blocks.flatMap((block) => Object.values(block).slice(1));
    const visitor = new Visitor(site);
    const before = await visitor.sync([ARRIVE]);
    expect(textsOf(before.first)).toEqual([
      "Your size in your town, {{cart.value|nothing}}",
      "For the others",
    ]);
    await visitor.sync([{ name: "identify", props: { traits: { size: "XL", shoe: 42 } } }, VIEW]);
    const after = await visitor.sync([LOOK]);
    expect(textsOf(after.first)).toEqual(["XL in your town, {{cart.value|nothing}}", "For who looks"]);
    const { traits } = (await contentOf(visitor)).profile;
    expect(Object.keys(traits)).toEqual(["size"]);
  });
});
