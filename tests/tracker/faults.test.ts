/**
 * Random visits in a real browser, with the faults that browsers and networks have: killed and crashed tabs, dropped
 * answers, errors of the edge, two tabs at once. The ledger is independent of tracker and edge: it hears of an event
 * when its write to IndexedDB has completed. Every one of them arrives, under one name, and no name stands for two.
 */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { type Chance, chanceOf } from "../support/device.ts";
import { type Answer, aShop, settled, storeOf, type Told } from "./shop.ts";

const VISITS = 20;
const shop = aShop();
const WATCHED = `<script>
  window.impuls = function () { (impuls.q = impuls.q || []).push(arguments) };
  impuls('watch', ({ event }) => event && window.ledger(event));
</script>`;
const LINKS = ["/a", "/b", "/c"].map((path) => `<a href="${path}">to ${path}</a> `).join("");

type Recorded = Pick<Told, "name" | "props" | "writer" | "n">;
const nameOf = ({ writer, n }: { writer: string; n: number }) => `${writer} ${n}`;
const pick = <T>(chance: Chance, among: T[]): T => among[Math.floor(chance.next() * among.length)]!;

/** What the edge does with one request; `isAccepted`: its events count, whatever the device hears of it. */
function faultOf(chance: Chance): { answer: Answer; isAccepted: boolean } {
  const point = chance.next();
  if (point < 0.15) return { answer: { status: 503 }, isAccepted: false };
  if (point < 0.25) return { answer: { breaks: "before" }, isAccepted: chance.next() < 0.5 };
  if (point < 0.35) return { answer: { breaks: "ack" }, isAccepted: true };
  if (point < 0.45) return { answer: { ack: { ack: [] } }, isAccepted: false };
  return { answer: {}, isAccepted: true };
}

/** One step of a visit; the tab is gone afterwards where it was closed or crashed. */
async function step(chance: Chance, page: Page, context: BrowserContext): Promise<void> {
  const deed = pick(chance, [
    "track",
    "track",
    "burst",
    "follow",
    "follow",
    "reload",
    "close",
    "crash",
    "idle",
  ]);
  if (deed === "close") await page.close();
  else if (deed === "crash") {
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await page.close();
  } else if (deed === "follow") await page.click(`text=to ${pick(chance, ["/a", "/b", "/c"])}`);
  else if (deed === "reload") await page.reload();
  else if (deed === "idle") await page.waitForTimeout(chance.next() * 200);
  else
    await page.evaluate(
      (times) => {
        const { impuls } = window as unknown as { impuls: (...call: unknown[]) => void };
        for (let i = 0; i < times; i++) impuls("track", "deed", { i, random: Math.random() });
      },
      deed === "burst" ? 12 : 1,
    );
}

/** A visitor's whole way; answers what was recorded. At the end the edge is well and everything has gone out. */
async function visit(seed: number): Promise<Recorded[]> {
  const chance = chanceOf(seed);
  const recorded: Recorded[] = [];
  const context = await shop.visitor();
  await context.exposeFunction("ledger", (event: Recorded) => void recorded.push(event));
  const tabs: Page[] = [];
  for (let steps = 4 + Math.floor(chance.next() * 5); steps--; ) {
    const open = tabs.filter((tab) => !tab.isClosed());
    const isAnother = open.length === 0 || (open.length < 2 && chance.next() < 0.3);
    if (isAnother) tabs.push(await shop.tab(pick(chance, ["/a", "/b", "/c"]), context));
    // A crash takes the other tab of the same process with it.
    else
      await step(chance, pick(chance, open), context).catch(() =>
        Promise.all(open.map((tab) => tab.close())),
      );
  }
  await Promise.all(tabs.map((tab) => tab.close()));
  const last = await shop.tab("/last", context);
  await settled(last);
  await expect
    .poll(async () => Object.keys(await storeOf(last)).filter((key) => key.includes(",")))
    .toEqual([]);
  return recorded;
}

test(`${VISITS} visits with faults: each recorded event arrives, and no name stands for two`, {
  timeout: 120_000,
}, async () => {
  shop.pace = 1;
  for (const path of ["/a", "/b", "/c"]) shop.pages[path] = { head: WATCHED, body: LINKS };
  const edgeChance = chanceOf(7);
  const accepted = new Map<string, Recorded>();
  const ambiguous: string[] = [];
  shop.edge = ({ runs, page }) => {
    const { answer, isAccepted } =
      page.path === "/last" ? { answer: {}, isAccepted: true } : faultOf(edgeChance);
    if (!isAccepted) return answer;
    for (const { writer, from, events } of runs)
      for (const [i, event] of events.entries()) {
        const { name, props } = event as { name: string; props: Record<string, unknown> };
        const key = nameOf({ writer, n: from + i });
        const before = accepted.get(key);
        if (before && JSON.stringify(before.props) !== JSON.stringify(props)) ambiguous.push(key);
        accepted.set(key, { name, props, writer, n: from + i });
      }
    return answer;
  };
  const recorded: Recorded[] = [];
  const seeds = Array.from({ length: VISITS }, (_, i) => i + 1);
  const work = async () => {
    for (let seed = seeds.shift(); seed; seed = seeds.shift()) recorded.push(...(await visit(seed)));
  };
  await Promise.all([work(), work()]);
  expect(recorded.length).toBeGreaterThan(VISITS * 3);
  const lost = recorded.filter((event) => !accepted.has(nameOf(event)));
  expect(lost).toEqual([]);
  expect(ambiguous).toEqual([]);
  const arrived = recorded.map((event) => accepted.get(nameOf(event)));
  expect(arrived.map((event) => event?.props)).toEqual(recorded.map(({ props }) => props));
});
