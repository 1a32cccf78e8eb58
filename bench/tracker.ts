/**
 * What the tracker costs a page in a real Chromium, beside five other trackers of the same run: rounds interleaved,
 * medians. Then how soon a slot is filled, and how soon help stands there for whoever leaves.
 */
import type { Browser } from "playwright-core";
import type { Taken } from "../scripts/deploy/cost.ts";
import { launchBrowser } from "../tests/support/browser.ts";
import { contentTimes, helpTimes, loadPage, type PageLoad, returnToPage, visitPages } from "./page-load.ts";
import { bundleRivals, RIVALS } from "./rivals.ts";
import { BARE, NONE, OURS, OURS_WITH_CONTENT, OURS_WITH_HELP, openStand, type Stand } from "./stand.ts";
import { median, percentile, type Row, type Table } from "./table.ts";

const ROUNDS = 3;
const PAGES = 8;
const VISITORS = 6;

const SCRIPT_MS = 40;
const TASK_MS = 50;
const SYNCS_A_PAGE = 1.25;
const HELP_MS = 100;

export async function benchTracker(): Promise<Table[]> {
  const browser = await launchBrowser({
    switches: ["--disable-blink-features=AutomationControlled"],
    keepsPages: true,
  });
  const rivals = await bundleRivals();
  const stand = await openStand(rivals);
  const visits = new Map<string, Visit>();
  for (const tracker of [OURS, OURS_WITH_CONTENT])
    visits.set(tracker, await visitOf(browser, stand, tracker));
  // What they send is no matter of time: each at its own stand, all at once.
  await Promise.all(
    RIVALS.map(async (tracker) => {
      const own = await openStand(rivals);
      visits.set(tracker, await visitOf(browser, own, tracker));
      own.close();
    }),
  );
  const rows = [
    ...(await benchPages(browser, stand, visits)),
    ...(await benchContent(browser, stand)),
    ...(await benchHelp(browser, stand)),
  ];
  await browser.close();
  stand.close();
  return rows;
}

interface Visit {
  requestsAPage: number;
  /** What became of a page left and come back to. */
  comesBack: string;
}

async function visitOf(browser: Browser, stand: Stand, tracker: string): Promise<Visit> {
  const requestsAPage = await visitPages(browser, stand, tracker, PAGES);
  return { requestsAPage, comesBack: await returnToPage(browser, stand, tracker) };
}

async function benchPages(
  browser: Browser,
  stand: Stand,
  visits: ReadonlyMap<string, Visit>,
): Promise<Table[]> {
  const trackers = [NONE, BARE, OURS, OURS_WITH_CONTENT, ...RIVALS];
  const loads = new Map<string, PageLoad[]>(trackers.map((tracker) => [tracker, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const tracker of trackers) loads.get(tracker)!.push(await loadPage(browser, stand, tracker));
  const of = (tracker: string, pick: (load: PageLoad) => number) => median(loads.get(tracker)!.map(pick));
  const scriptMs = (tracker: string) =>
    of(tracker, (load) => load.scriptMs) - of(NONE, (load) => load.scriptMs);
  const longest = (tracker: string) => of(tracker, ({ longestMs }) => longestMs);
  const shift = (tracker: string) => of(tracker, ({ layoutShift }) => layoutShift);
  const others = (say: (tracker: string) => string) =>
    RIVALS.map((rival) => `${rival} ${say(rival)}`).join(", ");
  const row = (
    what: string,
    say: (tracker: string) => string,
    promise: string,
    kept: (tracker: string) => boolean,
    taken?: (tracker: string) => Partial<Taken>,
  ) =>
    [OURS, OURS_WITH_CONTENT].map(
      (tracker): Row => ({
        what: `${tracker}: ${what}`,
        measured: say(tracker),
        reference: others(say),
        promise,
        kept: kept(tracker),
        ...(taken && { taken: taken(tracker) }),
      }),
    );
  const rows = [
    ...row(
      "script",
      (tracker) => `${scriptMs(tracker).toFixed(1)} ms`,
      `≤ ${SCRIPT_MS} ms`,
      (tracker) => scriptMs(tracker) <= SCRIPT_MS,
    ),
    ...row(
      "longest script in a task",
      (tracker) => `${longest(tracker).toFixed(1)} ms`,
      `≤ ${TASK_MS} ms`,
      (tracker) => longest(tracker) <= TASK_MS,
    ),
    ...row(
      "requests a page view",
      (tracker) => visits.get(tracker)!.requestsAPage.toFixed(2),
      `≤ ${SYNCS_A_PAGE}`,
      (tracker) => visits.get(tracker)!.requestsAPage <= SYNCS_A_PAGE,
      (tracker) => ({ syncsAPageView: visits.get(tracker)!.requestsAPage }),
    ),
    ...row(
      "layout shift",
      (tracker) => shift(tracker).toFixed(3),
      "0",
      (tracker) => shift(tracker) === 0,
    ),
    ...row(
      "back/forward cache",
      (tracker) => visits.get(tracker)!.comesBack,
      "kept",
      (tracker) => visits.get(tracker)!.comesBack === "kept",
    ),
    ...row(
      "scripts, brotli",
      (tracker) => `${(of(tracker, ({ bytes }) => bytes) / 1024).toFixed(1)} KB`,
      "",
      () => true,
    ),
  ];
  return [
    {
      title:
        `Tracker: one page and 20 events at a fourth of the speed, ${ROUNDS} interleaved rounds (the page itself taken off: ` +
        `${of(NONE, (load) => load.scriptMs).toFixed(1)} ms of script; twenty bare IndexedDB writes and a request take ` +
        `${scriptMs(BARE).toFixed(1)} ms); a visit of ${PAGES} pages`,
      rows,
    },
  ];
}

async function benchContent(browser: Browser, stand: Stand): Promise<Table[]> {
  const times = [];
  for (let visitor = 0; visitor < VISITORS; visitor++)
    times.push(await contentTimes(browser, stand, OURS_WITH_CONTENT));
  const p75 = (of: number[]) => percentile(of, 0.75);
  const sayMs = (ms: number) => (Number.isFinite(ms) ? `${Math.round(ms)} ms` : "the shop's own stayed");
  const before = times.filter(({ isBeforeAnswer }) => isBeforeAnswer).length;
  const rows: Row[] = [
    {
      what: "new visitor, p75",
      measured: sayMs(p75(times.map(({ newMs }) => newMs))),
      reference: "",
      promise: "reported",
      kept: true,
    },
    {
      what: "returning visitor, p75",
      measured: sayMs(p75(times.map(({ returningMs }) => returningMs))),
      reference: "",
      promise: "reported",
      kept: true,
    },
    {
      what: "returning, filled before the network answers",
      measured: `${before} of ${VISITORS}`,
      reference: "",
      promise: "all",
      kept: before === VISITORS,
    },
  ];
  return [{ title: `Time to content: Slow 4G at a fourth of the speed, ${VISITORS} visitors`, rows }];
}

async function benchHelp(browser: Browser, stand: Stand): Promise<Table[]> {
  const times = await helpTimes(browser, stand, OURS_WITH_HELP, VISITORS);
  const row: Row = {
    what: "from the pointer's leaving to the open dialog, median",
    measured: `${Math.round(median(times))} ms`,
    reference: `longest ${Math.round(Math.max(...times))} ms`,
    promise: `≤ ${HELP_MS} ms`,
    kept: median(times) <= HELP_MS,
  };
  return [{ title: `Help on leaving: the mouse out by the top, ${VISITORS} visitors`, rows: [row] }];
}
