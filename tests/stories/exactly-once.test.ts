/**
 * The promise "every event whose IndexedDB write completed is counted once, none twice" (design.md §4, faults): random
 * visits in real browsers, through the real Worker and its queue into D1. Tabs are closed and killed, two are open at once,
 * storage is wiped and rolled back, clocks are put; answers are lost, the edge is away, queue and D1 fail under it
 * (tests/edge/rough-edge.ts).
 *
 * What is wiped off a device before it was sent is in nobody's hands: of such events those are due that the edge has
 * acknowledged, and the rest may be counted, once. The same of what is refused: an event that the device's own clock calls
 * older than 7 days, an exposure whose decision was on a lost passport. What is sent from memory by a page that is being
 * left, before its write is done, is no promise, but counts once at most.
 *
 * A seed makes a visit's deeds and the faults on its road; how they fall between each other is the browser's. A visit is
 * played again by IMPULS_FAULT_SEED=its seed IMPULS_FAULT_VISITS=1, many by a greater IMPULS_FAULT_VISITS.
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listLogAfter } from "../../edge/store/log.ts";
import { buildWorkerFrom } from "../../scripts/build.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";
import { launchBrowser } from "../support/browser.ts";
import { aCampaign, aSite } from "../support/builders.ts";
import { type Fate, isDue, type Written } from "../support/fates.ts";
import { watchPage } from "../support/rough-page.ts";
import { RoughRoad, type Traveller } from "../support/rough-road.ts";
import { nothingYet, RoughVisit } from "../support/rough-visit.ts";
import { STORIES_DIST } from "../support/stories-build.ts";

const USUAL_VISITS = 40;
const VISITS = Number(process.env.IMPULS_FAULT_VISITS ?? USUAL_VISITS);
const SEED = Number(process.env.IMPULS_FAULT_SEED ?? 1);
const AT_ONCE = 6;
/** A visit takes some seconds. One that stands for so long would for ever, and the run ends with its seed. */
const STANDS_MS = 240_000;

const site = aSite("rough");
const ADMIN_TOKEN = "the-admin-token-of-the-stories";
const STUB = "window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)}";

let runtime: Runtime;
let browser: Browser;
let road: RoughRoad;

beforeAll(async () => {
  const script = join(STORIES_DIST, "rough-edge.js");
  await buildWorkerFrom(join(import.meta.dirname, "../edge/rough-edge.ts"), script);
  // One process a visitor, since those of several never share one.
  browser = await launchBrowser({ switches: ["--in-process-gpu", "--renderer-process-limit=1"] });
  runtime = await startRuntime({
    port: 0,
    dist: STORIES_DIST,
    script,
    masterSecret: "the-master-secret-of-the-stories",
    adminToken: ADMIN_TOKEN,
    vars: { FAULT_SEED: `${SEED}` },
  });
  const { id, ...settings } = site;
  await api("PUT", `/sites/${id}`, settings);
  await api("PUT", "/campaigns/banner", aCampaign("banner"));
  await api("POST", "/publication");
  road = new RoughRoad(
    runtime.origin,
    (clockMs) =>
      `<script>(${watchPage})(${clockMs});${STUB}</script>` +
      `<script async src="/i.js" data-site="${id}" data-consent="assumed"></script>`,
  );
  await road.open();
});

afterAll(async () => {
  await browser?.close();
  await road?.close();
  await runtime?.stop();
});

it(`over ${VISITS} rough visits from seed ${SEED} on, every event whose write is done is counted once, and none twice`, {
  timeout: 120_000 + VISITS * 10_000,
  // What is lost once is lost.
  retry: 0,
}, async () => {
  const befell = nothingYet();
  const travellers = Array.from({ length: VISITS }, (_, i) => road.traveller(SEED + i));
  const waiting = travellers.values();
  const travel = async () => {
    for (const traveller of waiting)
      expect(
        await Promise.race([visit(traveller, befell), standing(traveller)]),
        `unsent at the end; ${again(traveller)}`,
      ).toEqual([]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, travel));
  await expect.poll(async () => (await edgeBefell()).waiting, { timeout: 60_000, interval: 200 }).toBe(0);

  const fates = travellers.flatMap(({ fates }) => [...fates.byName.values()]);
  const given = fates.filter(({ isGiven }) => isGiven);
  const due = fates.filter(isDue);
  const { waiting: _, ...atTheEdge } = await edgeBefell();
  const logged = await readLog();
  const faults = { ...befell, ...road.befell, ...atTheEdge };
  const sums = { events: fates.length, written: fates.filter(isWritten).length, due: due.length };
  console.log(`rough visits from seed ${SEED} on: ${JSON.stringify({ ...faults, ...sums })}`);

  const countOf = (these: Fate[]) => countsOf(these.map(({ what }) => what));
  const [dueOf, givenOf] = [countOf(due.filter(isLogged)), countOf(given)];
  expect(tooFew(logged, dueOf), whose(travellers, tooFew(logged, dueOf))).toEqual([]);
  expect(tooFew(givenOf, logged), whose(travellers, tooFew(givenOf, logged))).toEqual([]);
  // Page measurements are in no log, but in the sum.
  const counted = await sumOf("SELECT sum(value) AS sum FROM counters WHERE name = 'events'");
  expect(counted).toBeGreaterThanOrEqual(due.length);
  expect(counted).toBeLessThanOrEqual(given.length);
  expect(await sumOf("SELECT count(*) AS sum FROM dead_letters")).toBe(0);
  expect(["ageMs", "props.campaign", undefined]).toEqual(
    expect.arrayContaining([...new Set(fates.map(({ refusedFor }) => refusedFor))]),
  );
  // Visits without their faults would prove nothing.
  if (VISITS >= USUAL_VISITS) {
    expect(Math.min(...Object.values(faults))).toBeGreaterThan(0);
    expect(due.length).toBeGreaterThan(VISITS * 3);
  }
});

async function visit(traveller: Traveller, befell: ReturnType<typeof nothingYet>): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 320, height: 240 } });
  await context.exposeFunction("written", (events: Written[], at: number) =>
    traveller.fates.written(events, at),
  );
  const unsent = await new RoughVisit(traveller, `impuls-${site.id}`, context, befell).run();
  await context.close();
  return unsent;
}

async function standing(traveller: Traveller): Promise<never> {
  await wait(STANDS_MS, undefined, { ref: false });
  throw new Error(`the visit stands; ${again(traveller)}`);
}

const isWritten = ({ writtenAt }: Fate) => writtenAt > 0;
const isLogged = ({ what }: Fate) => !what.startsWith('["web_vital"');

type Counts = ReadonlyMap<string, number>;
const countsOf = (all: string[]): Counts =>
  new Map([...Map.groupBy(all, (one) => one)].map(([one, same]) => [one, same.length]));
/** What `counts` has less of than `expected`. */
const tooFew = (counts: Counts, expected: Counts): string[] =>
  [...expected].filter(([what, times]) => (counts.get(what) ?? 0) < times).map(([what]) => what);

const again = ({ seed }: Traveller) =>
  `again: IMPULS_FAULT_SEED=${seed} IMPULS_FAULT_VISITS=1 npm test -- --project stories tests/stories/exactly-once.test.ts`;
/** What is known of these events, and how their visits are played again. */
const whose = (travellers: Traveller[], these: string[]): string =>
  travellers
    .map((traveller) => ({
      traveller,
      own: [...traveller.fates.byName].filter(([, { what }]) => these.includes(what)),
    }))
    .filter(({ own }) => own.length > 0)
    .map(({ traveller, own }) => `${JSON.stringify(own)}; ${again(traveller)}`)
    .join("\n");

/** How often each event is in the log of D1. */
async function readLog(): Promise<Counts> {
  const batches = await listLogAfter(await runtime.miniflare.getD1Database("DB"), site.id, 0, 1_000_000);
  const moments = batches.flatMap(({ entries }) => entries.flatMap(({ moments }) => moments));
  return countsOf(moments.map(({ name, props }) => JSON.stringify([name, props])));
}

async function sumOf(sql: string): Promise<number> {
  const db = await runtime.miniflare.getD1Database("DB");
  return (await db.prepare(sql).first<{ sum: number }>())!.sum;
}

const edgeBefell = async (): Promise<Record<string, number>> =>
  (await fetch(`${runtime.origin}/local/befell`)).json() as Promise<Record<string, number>>;

async function api(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${runtime.origin}/api${path}?site=${site.id}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
