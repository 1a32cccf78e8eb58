/**
 * The script in the shop's page: `<script async src="https://EDGE/i.js" data-site="SITE">`.
 * It never throws into the page and never blocks it, and before consent it stores and sends nothing.
 */
import { isSiteId } from "../model/site.ts";
import type { Commands, Core, KeptDecision, MomentsPart, Notice } from "./api.ts";
import { isRecording, readConsent, rememberConsent, setConsent } from "./consent.ts";
import { readLanding } from "./observe/landing.ts";
import { allSlots, pageKind, pagePath } from "./observe/page.ts";
import { openOutbox, record, watch } from "./outbox.ts";
import { openStore, stored, transact } from "./store.ts";
import { exchange, explain, openSync, releaseSync } from "./sync.ts";

// Names of the lazy parts beside this file, put in by the build.
declare const MOMENTS_FILE: string;
declare const CONTENT_FILE: string;
declare const GOODS_FILE: string;

/** The one global: the stub with its queue before this script has run, `isHere` after. */
type Impuls = ((...call: unknown[]) => void) & { q?: ArrayLike<unknown>[]; isHere?: true };
const page = window as { impuls?: Impuls };

const script = (document.currentScript ?? document.querySelector('[src*="/i.js"]')) as HTMLScriptElement;
const src = script?.src;
const setting = (name: string) => script.dataset[name] ?? new URL(src).searchParams.get(name);

/** Gathers what a page tells right after its view, such as its product, into the first sync. */
const FIRST_SYNC_MS = 50;
/** What of a cart travels; names, pictures and addresses stay on the device, for content. */
const CART_FIELDS = ["lines", "id", "quantity", "priceMinor", "valueMinor", "currency"];

let site: string | undefined;
let moments: ReturnType<MomentsPart["start"]> | undefined;
let isObserving = false;
/** What the moments part is to hear when it is there. */
const unheard: Notice[] = [];
let decisions: KeptDecision[] | undefined;

/** Commands given before they can be obeyed, each with its time, epoch ms. */
let waiting: [call: ArrayLike<unknown>, at: number][] | undefined = [];
let givenAt: number;

const load = (file: string) => import(new URL(file, src).href);

const commands: Commands = {
  async init(id) {
    if (site) return;
    if (!isSiteId(`${id}`)) return warn("wrong or missing site", id);
    site = id;
    waiting = [];
    openStore(id);
    openSync(id, src, (answer) => {
      decisions = answer;
      moments?.fill(answer);
    });
    await readConsent(isAssumed());
    if (isRecording()) start();
    obey();
  },
  track: (name, props) => record(name, props, { at: givenAt }),
  cart(given) {
    record("cart", copy(given, CART_FIELDS), { at: givenAt, beside: [["cart", copy(given)]] });
  },
  identify: (traits) => record("identify", { traits }, { at: givenAt }),
  consent(choice) {
    if (!site) return;
    const wasRecording = isRecording();
    setConsent(choice, isAssumed());
    if (!isRecording()) moments?.clear();
    else if (wasRecording) rememberConsent();
    else start();
  },
  watch,
  explain,
};

const copy = (given: object, fields?: string[]) => JSON.parse(JSON.stringify(given, fields));
const isAssumed = () => setting("consent") === "assumed";
const warn = (...reason: unknown[]) => console.warn("impuls:", ...reason);

/** From here on the visitor has allowed it, and the page being looked at counts. */
function start(): void {
  openOutbox(isObserving ? {} : readLanding());
  rememberConsent();
  view();
  if (isObserving) return;
  isObserving = true;
  watch((notice) => {
    moments ? moments.hear(notice) : unheard.push(notice);
  });
  // Beside the sync where the shop has made room for content, so that a first visit needs no third trip.
  if (allSlots().length) for (const file of [CONTENT_FILE, GOODS_FILE]) load(file).catch(() => {});
  load(MOMENTS_FILE).then((part: MomentsPart) => {
    const core: Core = {
      record,
      stored,
      transact,
      view,
      exchange,
      release: () => releaseSync(),
      loadContent: () => load(CONTENT_FILE),
      loadGoods: () => load(GOODS_FILE),
    };
    moments = part.start(core, decisions);
    unheard.map((notice) => moments!.hear(notice));
  }, warn);
}

function view(): void {
  const page = { path: pagePath(), title: document.title.slice(0, 150), kind: pageKind() };
  record("page_view", page, { withinMs: FIRST_SYNC_MS });
}

/** A failing or unknown command is the console's, not the page's. */
function give(call: ArrayLike<unknown>, at = Date.now()): void {
  if (waiting) {
    waiting.push([call, at]);
    return;
  }
  const [command, ...rest] = Array.from(call) as [keyof Commands, ...never[]];
  givenAt = at;
  try {
    (commands[command] as (...rest: never[]) => void)(...rest);
  } catch (error) {
    warn(command, error);
  }
}

function obey(): void {
  const calls = waiting ?? [];
  waiting = undefined;
  for (const call of calls) give(...call);
}

/** Commands wait until slots and title are there, and the page is not merely being prerendered. */
async function listen(): Promise<void> {
  const queue = Array.from(page.impuls?.q ?? [], (call) => Array.from(call));
  const id = setting("site");
  if (id || !queue.some(([command]) => command === "init")) give(["init", id]);
  for (const call of queue) give(call);
  page.impuls = (...call) => give(call);
  page.impuls.isHere = true;
  const until = (event: string) => new Promise((resolve) => document.addEventListener(event, resolve));
  if ((document as { prerendering?: boolean }).prerendering) await until("prerenderingchange");
  if (document.readyState === "loading") await until("DOMContentLoaded");
  obey();
}

if (script && !page.impuls?.isHere) listen();
