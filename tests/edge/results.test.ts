/** What campaigns add and earn, as ingest and the doors keep it: equal to what follows from the log and the orders, read slowly. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ingest } from "../../edge/jobs/ingest.ts";
import { sumCredited } from "../../edge/store/credit.ts";
import { listLogAfter } from "../../edge/store/log.ts";
import { type KnownSums, listExposureSums, sumKnown } from "../../edge/store/results.ts";
import { listGrowth } from "../../edge/store/results-by-day.ts";
import { deleteOldVisitors } from "../../edge/store/retention.ts";
import type { Event } from "../../model/event.ts";
import { armOf, HELD_OUT, splitOf } from "../../model/results/split.ts";
import { DAY_MS } from "../../model/time.ts";
import type { Moment } from "../../model/timeline.ts";
import { aCampaign, aSnapshot } from "../support/builders.ts";
import { deep } from "../support/depth.ts";
import { aMessage, aSite, aVisitorId, type TestSite } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";

const START = Date.UTC(2026, 2, 1, 12);
const HOUR_MS = 3_600_000;
const PATIENT = { timeout: 60_000 };

const CAMPAIGNS = [
  aCampaign("spring", { holdoutShare: 0.3 }),
  aCampaign("summer", { holdoutShare: 0.3, attribution: { clickDays: 2, viewDays: 0 } }),
];

async function aMeasuredSite(): Promise<TestSite> {
  const site = await aSite({ holdoutShare: 0.1 });
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: CAMPAIGNS }));
  return site;
}

const props = (campaign: string) => ({ campaign, variant: "a", placement: "home" });
const shown = (campaign = "spring"): Event => ({ name: "exposure", props: props(campaign) });
const ghost = (campaign = "spring"): Event => ({
  name: "exposure",
  props: { ...props(campaign), ghost: true },
});
const click = (campaign = "spring"): Event => ({ name: "content_click", props: props(campaign) });
const purchase = (orderId: string, valueMinor: number): Event => ({
  name: "purchase",
  props: { orderId, valueMinor, currency: "EUR", lines: [] },
});

/** Events of a visitor, each at so many ms after the start. */
async function happen(site: TestSite, visitor: string, ...events: [at: number, event: Event][]) {
  const message = aMessage(
    site.id,
    events.map(([, event]) => event),
    { visitor, at: START },
  );
  message.runs[0]!.events.forEach((one, i) => {
    one.at = START + events[i]![0];
  });
  await ingest(env, [message]);
}
async function link(site: TestSite, visitor: string, customer: string, at: number): Promise<void> {
  const message = aMessage(site.id, [{ name: "identify", props: { traits: {} } }], {
    visitor,
    at: START + at,
  });
  message.runs[0]!.events[0]!.customer = customer;
  await ingest(env, [message]);
}

let ids = 0;
const send = (site: TestSite, ...orders: { placed: number; [field: string]: unknown }[]) =>
  site.post("/v1/orders", {
    orders: orders.map(({ placed, ...order }) => ({
      id: `o-${ids++}`,
      placedAt: START + placed,
      valueMinor: 1_000,
      currency: "EUR",
      ...order,
    })),
  });

const creditsOf = async (site: TestSite) =>
  (await sumCredited(env.DB, site.id)).map(({ campaign, by, orders, revenueMinor }) => [
    `${by}:${campaign}`,
    orders,
    revenueMinor,
  ]);
const splitsOf = ({ settings }: TestSite, ...campaigns: string[]) =>
  new Map(campaigns.map((id) => [id, splitOf(settings, CAMPAIGNS.find((one) => one.id === id)!)]));
const knownOf = async (site: TestSite, campaign = "spring") =>
  (await sumKnown(env.DB, site.id, splitsOf(site, campaign))).map(
    ({ arm, browsers, people, buyers, orders, revenueMinor }) => ({
      arm,
      browsers,
      people,
      buyers,
      orders,
      revenueMinor,
    }),
  );
type Sums = Pick<KnownSums, "arm" | "browsers" | "people" | "buyers" | "orders" | "revenueMinor" | "squares">;
const sumsOf = ({ arm, browsers, people, buyers, orders, revenueMinor, squares }: Sums): Sums => ({
  arm,
  browsers,
  people,
  buyers,
  orders,
  revenueMinor,
  squares,
});
const byArm = (a: Sums, b: Sums) => (a.arm < b.arm ? -1 : 1);
/** What the days have added, together. */
async function grownOf(site: TestSite, campaign: string): Promise<Sums[]> {
  const ends = Array.from({ length: 13 }, (_, day) => START + (day + 1) * DAY_MS);
  const split = splitsOf(site, campaign).get(campaign)!;
  const arms = new Map<string, Sums>();
  for (const one of await listGrowth(env.DB, site.id, campaign, split, ends)) {
    const known = arms.get(one.arm);
    const add = (figure: Exclude<keyof Sums, "arm">) => (known?.[figure] ?? 0) + one[figure];
    arms.set(one.arm, {
      arm: one.arm,
      browsers: add("browsers"),
      people: add("people"),
      buyers: add("buyers"),
      orders: add("orders"),
      revenueMinor: add("revenueMinor"),
      squares: add("squares"),
    });
  }
  return [...arms.values()].sort(byArm);
}
/** Visitors by arm of a campaign. */
async function countedOf(site: TestSite, campaign = "spring"): Promise<Record<string, number>> {
  const sums = (await listExposureSums(env.DB, site.id, 0)).map(
    ({ name, value }) => [name.split(":"), value] as const,
  );
  return Object.fromEntries(
    sums
      .filter(([[kind, id], value]) => kind === "first" && id === campaign && value !== 0)
      .map(([[, , arm], value]) => [arm!, value]),
  );
}

describe("an order is credited", () => {
  test("to the campaign clicked last, else the one seen last, and to one alone", async () => {
    const site = await aMeasuredSite();
    const [first, second] = [aVisitorId(), aVisitorId()];
    await happen(
      site,
      first,
      [0, shown("spring")],
      [1, click("spring")],
      [2, shown("summer")],
      [3, purchase("a", 500)],
    );
    await happen(site, second, [0, shown("spring")], [1, purchase("b", 700)]);
    expect(await creditsOf(site)).toEqual([
      ["click:spring", 1, 500],
      ["view:spring", 1, 700],
    ]);
  });

  test.each<[string, number, string[]]>([
    ["an hour after a view", HOUR_MS, ["view:spring"]],
    ["a day after a view", DAY_MS, []],
    ["before it", -1, []],
    ["at the same instant", 0, ["view:spring"]],
  ])("within the campaign's windows: %s", async (_, placed, credits) => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, shown()]);
    await send(site, { placed, visitor });
    expect((await creditsOf(site)).map(([credit]) => credit)).toEqual(credits);
  });

  test("by the campaign's own windows where it has such", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, shown("summer")], [1, click("summer")]);
    await send(site, { placed: DAY_MS, visitor }, { placed: 3 * DAY_MS, visitor });
    expect(await creditsOf(site)).toEqual([["click:summer", 1, 1_000]]);
  });

  test("not for what was held out", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, ghost()], [1, purchase("a", 500)]);
    expect(await creditsOf(site)).toEqual([]);
  });

  test("less what is given back, and with nothing once it is cancelled", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, click()]);
    await send(site, { id: "kept", placed: 1, visitor }, { id: "gone", placed: 1, visitor });
    await send(site, {
      id: "kept",
      placed: 1,
      visitor,
      refunds: [{ id: "r", amountMinor: 300, at: START + 9 }],
    });
    await send(site, { id: "gone", placed: 1, visitor, stage: "cancelled" });
    expect(await creditsOf(site)).toEqual([["click:spring", 1, 700]]);
  });

  test("when the click is told after the order, and when the order is told long after the click", async () => {
    const site = await aMeasuredSite();
    const [early, late] = [aVisitorId(), aVisitorId()];
    await happen(site, early, [HOUR_MS, purchase("a", 500)]);
    await happen(site, early, [0, click()]);
    await happen(site, late, [0, click()], [40 * DAY_MS, shown("summer")]);
    await send(site, { placed: DAY_MS, visitor: late });
    expect(await creditsOf(site)).toEqual([["click:spring", 2, 1_500]]);
  });

  test("to what the customer was shown in another browser, until that is taken back", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, click()]);
    await send(site, { placed: HOUR_MS, customer: "anna", channel: "store" });
    expect(await creditsOf(site)).toEqual([]);
    await link(site, visitor, "anna", 2 * HOUR_MS);
    expect(await creditsOf(site)).toEqual([["click:spring", 1, 1_000]]);
    await site.delete(`/api/visitors/${visitor}/links/${START + 2 * HOUR_MS}`);
    expect(await creditsOf(site)).toEqual([]);
  });

  test("and keeps it once what it looked back to has been let go", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, click()]);
    await send(site, { id: "old", placed: 1, visitor });
    await happen(site, visitor, [100 * DAY_MS, shown()]);
    await send(site, {
      id: "old",
      placed: 1,
      visitor,
      refunds: [{ id: "r", amountMinor: 300, at: START + 9 }],
    });
    expect(await creditsOf(site)).toEqual([["click:spring", 1, 700]]);
  });
});

describe("what visitors bring after their first exposure", () => {
  test("counts in the arm of that exposure, orders before it do not", async () => {
    const site = await aMeasuredSite();
    const visitor = aVisitorId();
    await happen(site, visitor, [0, purchase("before", 400)], [1, shown()], [2, purchase("after", 500)]);
    await send(site, { placed: 90 * DAY_MS, visitor });
    expect(await knownOf(site)).toEqual([
      { arm: "a", browsers: 1, people: 1, buyers: 1, orders: 2, revenueMinor: 1_500 },
    ]);
    expect(await countedOf(site)).toEqual({ a: 1 });
  });

  test("counts once for a customer with several browsers, in the arm of the first, wherever it was ordered", async () => {
    const site = await aMeasuredSite();
    const [phone, desktop] = [aVisitorId(), aVisitorId()];
    await happen(site, desktop, [5, shown()], [6, purchase("web", 500)]);
    await happen(site, phone, [0, ghost()]);
    await link(site, phone, "anna", 10);
    await link(site, desktop, "anna", 11);
    await send(site, { placed: DAY_MS, customer: "anna", channel: "store" });
    const known = await knownOf(site);
    const byArm = new Map(known.map((one) => [one.arm, one]));
    const heldArm = armOf(phone, { variant: "a", ghost: true }, site.settings);
    expect(byArm.get("a")).toMatchObject({ browsers: 1, people: 0, buyers: 0 });
    expect(byArm.get(heldArm)).toMatchObject({
      browsers: 1,
      people: 1,
      buyers: 1,
      orders: 2,
      revenueMinor: 1_500,
    });
  });

  test("is capped where one buyer in a hundred brought more than all others", async () => {
    const site = await aMeasuredSite();
    const visitors = Array.from({ length: 150 }, aVisitorId);
    await ingest(
      env,
      visitors.map((visitor) => aMessage(site.id, [shown()], { visitor, at: START })),
    );
    await send(
      site,
      ...visitors.map((visitor, i) => ({ placed: HOUR_MS, visitor, valueMinor: i === 7 ? 9e6 : 100 + i })),
    );
    const [arm] = await sumKnown(env.DB, site.id, splitsOf(site, "spring"));
    expect(arm).toMatchObject({
      buyers: 150,
      capMinor: 249,
      revenueMinor: 9e6 + 149 * 100 + (149 * 150) / 2 - 7,
    });
    expect(arm!.cappedMinor).toBe(arm!.revenueMinor - 9e6 + 249);
  });
});

test("an erased customer's visitors leave the sums with what they were shown", async () => {
  const site = await aMeasuredSite();
  const [erased, stays] = [aVisitorId(), aVisitorId()];
  for (const visitor of [erased, stays])
    await happen(site, visitor, [0, shown()], [1, purchase(visitor, 500)]);
  await link(site, erased, "anna", 2);
  expect(await countedOf(site)).toEqual({ a: 2 });
  expect((await site.delete("/api/customers/anna")).status).toBe(200);
  expect(await countedOf(site)).toEqual({ a: 1 });
  expect(Object.values(await countedOf(site, "*"))).toEqual([1]);
  expect(await knownOf(site)).toMatchObject([{ arm: "a", browsers: 1, revenueMinor: 500 }]);
});

test("visitors who are deleted for their age are still counted, and nothing of them is kept", async () => {
  const site = await aMeasuredSite();
  await happen(site, aVisitorId(), [0, shown()]);
  const newest = Math.floor(START / DAY_MS) + 1;
  expect(await deleteOldVisitors(env.DB, site.id, newest, 9)).toBe(1);
  expect(await countedOf(site)).toEqual({ a: 1 });
});

test("exposures come again, and are counted once", async () => {
  const site = await aMeasuredSite();
  const message = aMessage(site.id, [shown(), click()], { at: START });
  await ingest(env, [message, structuredClone(message)]);
  await ingest(env, [structuredClone(message)]);
  const sums = Object.fromEntries(
    (await listExposureSums(env.DB, site.id, 0)).map(({ name, value }) => [name, value]),
  );
  expect(sums).toMatchObject({ "shown:spring:1": 1, "click:spring:1": 1 });
  expect(await countedOf(site)).toEqual({ a: 1 });
});

describe("for any history, told in any sequence", () => {
  interface Step {
    visitor: number;
    at: number;
    what: "shown" | "ghost" | "click" | "page order" | "server order" | "refund" | "link";
    campaign: string;
    order: number;
    minor: number;
  }
  const aStep: fc.Arbitrary<Step> = fc.record({
    visitor: fc.nat(3),
    // Distinct instants, so that nothing hangs on a tie.
    at: fc.integer({ min: 0, max: 24 * 12 }).map((hours) => hours * HOUR_MS),
    what: fc.constantFrom("shown", "shown", "ghost", "click", "page order", "server order", "refund", "link"),
    campaign: fc.constantFrom("spring", "summer"),
    order: fc.nat(5),
    minor: fc.integer({ min: 1, max: 9 }).map((n) => n * 100),
  });

  /** What one reads in the log and in the shop's books, with no regard to how it was kept. */
  async function slowly(site: TestSite, steps: readonly (Step & { id: string })[]) {
    const log = (await listLogAfter(env.DB, site.id, 0, 1_000)).flatMap(({ entries }) => entries);
    const moments = log.flatMap(({ visitor, moments }) => moments.map((moment) => ({ visitor, ...moment })));
    const campaignOf = (moment: Moment) => String(moment.props.campaign);
    const touches = moments.filter(
      ({ name, props: { ghost: isGhost } }) => name === "content_click" || (name === "exposure" && !isGhost),
    );
    const windowOf = (moment: Moment) => {
      const { clickDays, viewDays } = CAMPAIGNS.find(({ id }) => id === campaignOf(moment))!.attribution ?? {
        clickDays: 7,
        viewDays: 1,
      };
      return DAY_MS * (moment.name === "content_click" ? clickDays : viewDays);
    };
    const linked = new Map(
      steps.filter(({ what }) => what === "link").map(({ id }) => [id, `customer of ${site.id}`]),
    );
    const { results: orders } = await env.DB.prepare(
      "SELECT visitor, placed_at, value_minor, status FROM orders WHERE site = ?1",
    )
      .bind(site.id)
      .all<{ visitor: string; placed_at: number; value_minor: number; status: string }>();
    const kept = orders.filter(({ status }) => status !== "refunded" && status !== "cancelled");
    const same = (a: string, b: string) => a === b || (linked.has(a) && linked.has(b));
    const credits: Record<string, number> = {};
    for (const order of kept) {
      const [best] = touches
        .filter(
          (touch) =>
            same(touch.visitor, order.visitor) &&
            touch.at <= order.placed_at &&
            order.placed_at < touch.at + windowOf(touch),
        )
        .sort(
          (a, b) =>
            Number(b.name === "content_click") - Number(a.name === "content_click") ||
            b.at - a.at ||
            (campaignOf(a) < campaignOf(b) ? -1 : 1),
        );
      if (!best) continue;
      const credit = `${best.name === "content_click" ? "click" : "view"}:${campaignOf(best)}`;
      credits[credit] = (credits[credit] ?? 0) + order.value_minor;
    }
    const brought: Record<string, number> = {};
    for (const { id: campaign } of CAMPAIGNS) {
      const exposures = moments
        .filter((moment) => moment.name === "exposure" && campaignOf(moment) === campaign)
        .sort((a, b) => a.at - b.at);
      for (const order of kept) {
        const first = exposures.find((moment) => same(moment.visitor, order.visitor));
        if (!first || order.placed_at < first.at) continue;
        const isGhost = first.props.ghost === true;
        const arm = armOf(first.visitor, { variant: "a", ...(isGhost && { ghost: true }) }, site.settings);
        brought[`${campaign}:${arm}`] = (brought[`${campaign}:${arm}`] ?? 0) + order.value_minor;
      }
    }
    return { credits, brought };
  }

  const HISTORIES = deep({ full: 40, usual: 20 });
  test(
    "credits and what arms brought are as a slow recomputation from the log finds them",
    PATIENT,
    async () => {
      let credited = 0;
      let arms = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(aStep, { minLength: 6, maxLength: 26, selector: ({ at }) => at }),
          async (steps) => {
            const site = await aMeasuredSite();
            const visitors = Array.from({ length: 4 }, aVisitorId);
            const named = steps.map((step) => ({ ...step, id: visitors[step.visitor]! }));
            const owners = new Map<number, string>();
            for (const { what, at, campaign, order, minor, id } of named) {
              // An order is one visitor's, whoever tells it.
              if (what === "page order" || what === "server order")
                owners.set(order, owners.get(order) ?? id);
              const owner = owners.get(order)!;
              const orderId = `${site.id}-${order}`;
              if (what === "shown") await happen(site, id, [at, shown(campaign)]);
              if (what === "ghost") await happen(site, id, [at, ghost(campaign)]);
              if (what === "click") await happen(site, id, [at, click(campaign)]);
              if (what === "link") await link(site, id, `customer of ${site.id}`, at);
              if (what === "page order") await happen(site, owner, [at, purchase(orderId, minor)]);
              if (what === "server order")
                await send(site, { id: orderId, placed: at, visitor: owner, valueMinor: minor });
              if (what === "refund" && owner)
                await send(site, {
                  id: orderId,
                  placed: at,
                  visitor: owner,
                  valueMinor: 1_000,
                  refunds: [{ id: `r${at}`, amountMinor: minor, at: START + at }],
                });
            }
            const { credits, brought } = await slowly(site, named);
            const fast = Object.fromEntries(
              (await creditsOf(site)).map(([credit, , minor]) => [credit, minor]),
            );
            expect(fast).toEqual(credits);
            const known = await sumKnown(env.DB, site.id, splitsOf(site, "spring", "summer"));
            for (const campaign of ["spring", "summer"])
              expect(await grownOf(site, campaign)).toEqual(
                known
                  .filter((one) => one.campaign === campaign)
                  .map(sumsOf)
                  .sort(byArm),
              );
            const ours = known
              .filter(({ orders }) => orders > 0)
              .map(({ campaign, arm, revenueMinor }) => [`${campaign}:${arm}`, revenueMinor]);
            expect(Object.fromEntries(ours)).toEqual(brought);
            credited += Object.keys(credits).length;
            arms += Object.keys(brought).filter((name) => name.endsWith(HELD_OUT)).length;
          },
        ),
        { numRuns: HISTORIES, seed: 11 },
      );
      // The histories are such that there is something to find.
      expect(Math.min(credited, arms)).toBeGreaterThan(HISTORIES / 8);
    },
  );
});
