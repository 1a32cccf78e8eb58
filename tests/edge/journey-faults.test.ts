/**
 * A step of a journey that fails at any call to D1 and between any two statements of its transactions, and is brought again: what it
 * makes is there once. The D1 is the real one.
 */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { leaseJourneys } from "../../edge/jobs/journey-step.ts";
import { addCodes, savePool } from "../../edge/store/coupons.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Step } from "../../model/journey.ts";
import { NOON } from "../support/builders.ts";
import { ANY_TIME, aJourney, aPush, aWait } from "../support/journeys.ts";
import { type Fault, failingDatabase } from "./failing-database.ts";
import {
  deliveriesOf,
  does,
  enrolmentOf,
  freshVisitor,
  MINUTE_MS,
  subscribes,
  sumsOf,
  type TestSite,
  withoutQueues,
} from "./travellers.ts";
import { aPublishedSite } from "./visitor.ts";

const ACT = { by: "Test", at: NOON };

const steps: Step[] = [
  { kind: "coupon", id: "code", pool: "back" },
  aPush("now", { body: "{{coupon.code|none}}" }),
  { kind: "trait", id: "mark", name: "nurtured", value: true },
  { kind: "webhook", id: "hand", type: "handover" },
  aWait("w", 5),
  aPush("later"),
];

async function aSiteOnAJourney(): Promise<TestSite> {
  const site = await aPublishedSite(
    { journeys: [aJourney("j", steps)] },
    { push: ANY_TIME, attentionMinutes: 0 },
  );
  await savePool(
    env.DB,
    site.id,
    { id: "back", name: "Back", expiresAt: null, validDays: null, budget: null, needsCustomer: false },
    ACT,
  );
  await addCodes(env.DB, site.id, "back", ["C-1", "C-2", "C-3"], true, ACT);
  await env.DB.prepare(
    `INSERT INTO webhooks (site, id, url, types, secrets, is_on, made_at)
     VALUES (?1, 'w', 'https://crm.test', '["visitor.handed_over"]', 's', 1, 0)`,
  )
    .bind(site.id)
    .run();
  return site;
}

/** Cron's minutes from the beginning to the end, the first of them with the fault. Answers the calls of each minute. */
async function live(site: TestSite, visitor: string, minute: number, fault?: Fault) {
  await subscribes(site, visitor);
  await does(site, visitor, NOON, [{ name: "custom:left", props: {} }]);
  const calls: number[][] = [];
  let hasFailed = false;
  for (let at = 0; at <= 20; at++) {
    const failing = failingDatabase(env.DB, at === minute ? fault : undefined);
    await leaseJourneys(withoutQueues({ DB: failing.DB }), NOON + at * MINUTE_MS).catch(() => undefined);
    calls.push(failing.calls);
    hasFailed ||= failing.hasFailed();
  }
  return { calls, hasFailed };
}

async function made(site: TestSite, visitor: string) {
  const count = async (sql: string) =>
    (await env.DB.prepare(sql).bind(site.id, visitor).first<{ n: number }>())!.n;
  const stored = await findVisitor(env.DB, site.id, visitor);
  return {
    deliveries: (await deliveriesOf(site, visitor)).map(({ step }) => step).sort(),
    webhooks: await count(
      "SELECT count(*) AS n FROM webhook_messages WHERE site = ?1 AND body->>'$.data.visitor' = ?2",
    ),
    codes: await count("SELECT count(*) AS n FROM coupons WHERE site = ?1 AND holder = 'v:' || ?2"),
    told: stored!.timeline.filter(({ source }) => source === "journey").length,
    ended: (await enrolmentOf(site, visitor))?.ended,
    sums: await sumsOf(site),
  };
}

const ONCE = {
  deliveries: ["later", "now"],
  webhooks: 1,
  codes: 1,
  told: 1,
  ended: "done",
  sums: {
    enrolled: 1,
    "ended:done": 1,
    ...Object.fromEntries(steps.map(({ id }) => [`step:${id}`, 1])),
  },
};

test("whatever call or statement fails, each step is done once and none is lost", {
  timeout: 300_000,
}, async () => {
  const site = await aSiteOnAJourney();
  const visitor = freshVisitor();
  const { calls } = await live(site, visitor, 0);
  expect(await made(site, visitor)).toEqual(ONCE);

  const faults: [minute: number, fault: Fault][] = [0, 5].flatMap((minute) =>
    calls[minute]!.flatMap((statements, i): [number, Fault][] => [
      [minute, { at: i + 1, when: "before" }],
      [minute, { at: i + 1, when: "after" }],
      ...Array.from({ length: statements }, (_, statement): [number, Fault] => [
        minute,
        { at: i + 1, when: "within", statement },
      ]),
    ]),
  );
  expect(faults.length).toBeGreaterThan(20);
  for (const [minute, fault] of faults) {
    const own = await aSiteOnAJourney();
    const one = freshVisitor();
    const { hasFailed } = await live(own, one, minute, fault);
    const said = `minute ${minute}, ${JSON.stringify(fault)}`;
    expect(hasFailed, said).toBe(true);
    expect(await made(own, one), said).toEqual(ONCE);
  }
});
