/**
 * Records how mouse, fingers and tabs look to a page, by real input in Chromium, into tests/model/exit-traces.json:
 * `node tests/support/record-exit-traces.ts [PART OF A NAME]`; with a part, only those anew, on a machine that has nothing else to
 * do. What each means for the rule is written beside it here; a row is a trace.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { BrowserContextOptions, CDPSession, Page } from "playwright-core";
import type { ExitSample, ExitSign } from "../../model/exit-intent.ts";
import { launchBrowser } from "./browser.ts";

interface Row {
  name: string;
  sign: ExitSign | null;
  isTouch: boolean;
  /** How long the visitor had been on the page when the trace began, ms. */
  stayedMs: number;
  samples: ExitSample[];
}
interface Way {
  name: string;
  sign: ExitSign | null;
  isTouch?: true;
  isCart?: true;
  stayedMs?: number;
  /** The page's clock goes on only as it is told. */
  isPaced?: true;
  go: (page: Page, cdp: CDPSession) => Promise<unknown>;
}

const HTML = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><style>
body{margin:0;font:16px/1.5 sans-serif}header{height:60px;background:#eee;display:flex;gap:40px;padding:0 40px;align-items:center}
main{height:4800px;padding:40px}button,select{font-size:20px;padding:10px}</style>
<header><a href="#lamps">Lamps</a><a href="#garden">Garden</a><a href="#cart">Cart</a></header>
<main><p>Something to read, and to select by drawing over it.</p><button>Add to cart</button> <select><option>S<option>M<option>L</select>
<p style="margin-top:2000px"><a href="#" id="top" onclick="scrollTo({top:0,behavior:'smooth'});return false">Back to the top</a></p></main>`;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Point = [x: number, y: number];
const between = (from: Point, to: Point, share: number): Point => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
];
/** The mouse from here to there in so many ms: off slowly, then fast. */
async function sweep(page: Page, from: Point, to: Point, ms: number) {
  const began = performance.now();
  for (let share = 0; share < 1; ) {
    share = Math.min(1, (performance.now() - began) / ms);
    await page.mouse.move(...between(from, to, share ** 1.5));
  }
}
const FRAME_MS = 16;
/**
 * To where it is to stop, as a hand reaches for something: with the least jerk, so slowing down towards it (Flash and Hogan 1985,
 * https://doi.org/10.1523/JNEUROSCI.05-07-01688.1985). By the page's own clock, of a way that `isPaced`: a frame a step.
 */
async function reach(page: Page, from: Point, to: Point, ms: number) {
  const frames = Math.round(ms / FRAME_MS);
  for (let frame = 0; frame <= frames; frame++) {
    const share = frame / frames;
    await page.mouse.move(...between(from, to, share ** 3 * (10 - 15 * share + 6 * share ** 2)));
    await page.clock.runFor(FRAME_MS);
  }
}
/** A finger goes so far, in so many ms; upwards, which is negative, it scrolls the page down. */
async function swipe(cdp: CDPSession, distance: number, ms: number) {
  const from = distance < 0 ? 720 : 80;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] });
  await touch("touchStart", from);
  const began = performance.now();
  for (let share = 0; share < 1; ) {
    share = Math.min(1, (performance.now() - began) / ms);
    await touch("touchMove", from + distance * share);
  }
  await touch("touchEnd");
  await wait(700);
}
async function readDown(cdp: CDPSession, times = 3) {
  for (let i = 0; i < times; i++) await swipe(cdp, -600, 250);
}
/** Said by hand: to a headless browser all its tabs are in view. */
async function leaveTab(page: Page, ms: number) {
  const turn = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await turn(true);
  await wait(ms);
  await turn(false);
}

const WAYS: Way[] = [
  {
    name: "straight up to the tabs",
    sign: "pointer",
    go: (page) => sweep(page, [640, 500], [680, -10], 300),
  },
  {
    name: "up to the address, to the left",
    sign: "pointer",
    go: (page) => sweep(page, [640, 600], [320, -8], 400),
  },
  {
    name: "up to the window's close, to the right",
    sign: "pointer",
    go: (page) => sweep(page, [500, 650], [900, -12], 350),
  },
  {
    name: "reaching for a tab, slowing down towards it",
    sign: "pointer",
    isPaced: true,
    go: (page) => reach(page, [640, 500], [700, -60], 600),
  },
  {
    name: "reaching for the address, without haste",
    sign: "pointer",
    isPaced: true,
    go: (page) => reach(page, [640, 400], [500, -50], 900),
  },
  {
    name: "reaching past a link in the head of the page, a look, and back to it",
    sign: null,
    isPaced: true,
    async go(page) {
      await reach(page, [400, 500], [170, -8], 450);
      await page.clock.runFor(150);
      await reach(page, [170, -8], [160, 30], 100);
    },
  },
  {
    name: "drifting slowly over the upper edge",
    sign: null,
    go: (page) => sweep(page, [640, 110], [640, -4], 1600),
  },
  {
    name: "to a link in the head of the page",
    sign: null,
    go: (page) => sweep(page, [640, 600], [150, 30], 300),
  },
  {
    name: "past a link in the head of the page and back to it",
    sign: null,
    async go(page) {
      await sweep(page, [400, 500], [170, -6], 250);
      await sweep(page, [170, -6], [150, 30], 120);
    },
  },
  {
    name: "along the upper edge, hardly upwards",
    sign: null,
    go: (page) => sweep(page, [200, 40], [900, -4], 300),
  },
  { name: "out by the right side", sign: null, go: (page) => sweep(page, [640, 400], [1290, 300], 300) },
  { name: "out by the lower edge", sign: null, go: (page) => sweep(page, [640, 300], [640, 810], 300) },
  {
    name: "up along the scroll bar",
    sign: null,
    go: (page) => sweep(page, [1274, 500], [1275, -8], 300),
  },
  {
    name: "drawing over text, up and out",
    sign: null,
    async go(page) {
      await page.mouse.move(300, 120);
      await page.mouse.down();
      await sweep(page, [300, 120], [320, -10], 150);
      await page.mouse.up();
    },
  },
  {
    name: "a link of the site clicked, then up and out",
    sign: null,
    async go(page) {
      await page.mouse.click(65, 30);
      await sweep(page, [65, 200], [80, -10], 250);
    },
  },
  {
    name: "put into the cart, then up and out",
    sign: null,
    async go(page) {
      await page.getByText("Add to cart").click();
      await sweep(page, [120, 160], [160, -10], 200);
    },
  },
  {
    name: "a list of choices opened, then up and out",
    sign: null,
    async go(page) {
      await page.locator("select").click();
      await sweep(page, [240, 300], [260, -10], 250);
    },
  },
  {
    name: "straight up to the tabs, four seconds after arriving",
    sign: null,
    stayedMs: 4000,
    go: (page) => sweep(page, [640, 500], [680, -10], 300),
  },
  {
    name: "another tab looked at with a mouse",
    sign: null,
    go: (page) => leaveTab(page, 4000),
  },
  {
    name: "scrolled up fast with a wheel",
    sign: null,
    async go(page) {
      await page.mouse.move(640, 400);
      for (let i = 0; i < 6; i++) await page.mouse.wheel(0, 500);
      await wait(300);
      for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -500);
    },
  },
  {
    name: "read down two windows, then flicked to the top",
    sign: "scroll",
    isTouch: true,
    async go(_, cdp) {
      await readDown(cdp);
      await swipe(cdp, 600, 70);
    },
  },
  {
    name: "read down two windows, then slowly back",
    sign: null,
    isTouch: true,
    async go(_, cdp) {
      await readDown(cdp);
      await swipe(cdp, 600, 1500);
    },
  },
  {
    name: "hardly down, then flicked to the top",
    sign: null,
    isTouch: true,
    async go(_, cdp) {
      await swipe(cdp, -300, 1500);
      await swipe(cdp, 600, 70);
    },
  },
  {
    name: "flicked down fast",
    sign: null,
    isTouch: true,
    go: (_, cdp) => readDown(cdp, 4),
  },
  {
    name: "a little way back up, fast, while reading",
    sign: null,
    isTouch: true,
    async go(_, cdp) {
      await readDown(cdp);
      await swipe(cdp, 200, 150);
    },
  },
  {
    name: "the page's own way back to the top, tapped",
    sign: null,
    isTouch: true,
    async go(page, cdp) {
      await readDown(cdp);
      await page.locator("#top").tap();
      await wait(1200);
    },
  },
  {
    name: "another tab looked at, and back",
    sign: "return",
    isTouch: true,
    async go(page) {
      await page.touchscreen.tap(200, 700);
      await leaveTab(page, 4000);
    },
  },
  {
    name: "another tab for a blink",
    sign: null,
    isTouch: true,
    async go(page) {
      await page.touchscreen.tap(200, 700);
      await leaveTab(page, 800);
    },
  },
  {
    name: "the cart looked at without a touch",
    sign: "idle",
    isTouch: true,
    isCart: true,
    go: () => wait(32_000),
  },
  { name: "an article looked at without a touch", sign: null, isTouch: true, go: () => wait(32_000) },
  {
    name: "the cart looked at, and touched now and then",
    sign: null,
    isTouch: true,
    isCart: true,
    async go(page) {
      for (let i = 0; i < 3; i++) {
        await wait(12_000);
        await page.touchscreen.tap(200, 700);
      }
    },
  },
];

const root = join(import.meta.dirname, "../..");
const { outputFiles } = await build({
  stdin: {
    contents: `import { onExitSamples } from "./tracker/observe/exit-samples.ts";
      window.samples = []; let inputAt = Date.now();
      for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) addEventListener(kind, () => { inputAt = Date.now(); }, true);
      onExitSamples((sample) => window.samples.push(sample));
      setInterval(() => document.hidden || window.samples.push({ kind: "tick", at: Date.now(), idleMs: Date.now() - inputAt, isCart: window.isCart }), 1000);`,
    resolveDir: root,
  },
  bundle: true,
  write: false,
});
// With its scroll bars, and with tabs that hide each other.
const browser = await launchBrowser({ isWhole: true, showsBars: true });

async function record({
  name,
  sign,
  isTouch = undefined,
  isCart,
  stayedMs = 20_000,
  isPaced,
  go,
}: Way): Promise<Row> {
  const phone: BrowserContextOptions = {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  };
  const context = await browser.newContext(isTouch ? phone : { viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  if (isPaced) {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
  }
  await page.setContent(HTML);
  await page.evaluate((is) => Object.assign(window, { isCart: is }), !!isCart);
  await page.addScriptTag({ content: outputFiles[0]!.text });
  await go(page, await context.newCDPSession(page));
  // What comes after an exit, or does not: the next second.
  await (isPaced ? page.clock.runFor(1200) : wait(1200));
  const samples = await page.evaluate(() => (window as unknown as { samples: ExitSample[] }).samples);
  await context.close();
  const since = samples[0]?.at ?? 0;
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    name,
    sign,
    isTouch: !!isTouch,
    stayedMs,
    samples: samples.map((sample) => ({
      ...sample,
      at: sample.at - since,
      ...("y" in sample && { y: round(sample.y) }),
      ...("x" in sample && { x: round(sample.x) }),
    })) as ExitSample[],
  };
}

const FILE = join(root, "tests/model/exit-traces.json");
const before: Row[] = JSON.parse(await readFile(FILE, "utf8"));
const wanted = WAYS.filter(({ name }) => name.includes(process.argv[2] ?? ""));
const long = wanted.filter(({ name }) => /looked at without|now and then/.test(name));
const rows: Row[] = [];
for (const way of wanted.filter((one) => !long.includes(one))) rows.push(await record(way));
rows.push(...(await Promise.all(long.map(record))));
await browser.close();
const all = WAYS.flatMap(({ name }) => [...rows, ...before].find((row) => row.name === name) ?? []);
const text = all.map((row) => JSON.stringify(row)).join(",\n");
await writeFile(FILE, `[\n${text}\n]\n`);
for (const { name, samples } of rows)
  console.log(samples.length, name, [...new Set(samples.map(({ kind }) => kind))].join(" "));
