/**
 * The script in the shop's page: `<script async src="https://EDGE/i.js" data-site="SITE">`.
 * It never throws into the page and never blocks it, and before consent it stores and sends nothing.
 */
import { isSiteId } from "../model/site.ts";
import type { Commands } from "./api.ts";
import { isRecording, readConsent, rememberConsent, setConsent } from "./consent.ts";
import { readLanding } from "./observe/landing.ts";
import { allSlots, pageKind, pagePath } from "./observe/page.ts";
import { notify, openOutbox, record, watch } from "./outbox.ts";
import { openStore, site, stored, transact } from "./store.ts";
import { exchange, sending, syncIn } from "./sync.ts";
import { openPagePart, pagePart, preloadContent, script, setting } from "./tag.ts";

type Call = Iterable<unknown>;
/** The one global: the stub with its queue before this script has run, `isHere` after. */
type Impuls = ((...call: unknown[]) => void) & { q?: Call[]; isHere?: true };
const page = window as { impuls?: Impuls };

/** Gathers what a page tells right after its view, such as its product, into the first sync. */
const FIRST_SYNC_MS = 50;
/** What of a cart travels; names, pictures and addresses stay on the device, for content. */
const CART_FIELDS = ["lines", "id", "quantity", "priceMinor", "valueMinor", "currency"];

/** Commands given before they can be obeyed, each with its time, epoch ms. */
let waiting: [call: Call, at: number][] | undefined = [];
let givenAt: number;

const commands: Commands = {
  async init(id) {
    if (site) return;
    if (!isSiteId(`${id}`)) return warn("wrong or missing site", id);
    waiting = [];
    openStore(id);
    await readConsent(isAssumed());
    if (isRecording()) start();
    obey();
  },
  track: (name, props) => record(name, props, { at: givenAt }),
  cart: (cart) => record("cart", copy(cart, CART_FIELDS), { at: givenAt, beside: [["cart", copy(cart)]] }),
  identify: (traits) => record("identify", { traits }, { at: givenAt }),
  consent(choice) {
    if (!site) return;
    const wasRecording = isRecording();
    setConsent(choice, isAssumed());
    if (!isRecording()) pagePart?.then((part) => part.clear());
    else if (wasRecording) rememberConsent();
    else start();
  },
  watch,
  explain(isWanted) {
    sending.explain = isWanted;
  },
};

const copy = (given: object, fields?: string[]) => JSON.parse(JSON.stringify(given, fields));
const isAssumed = () => setting("consent") === "assumed";
const warn = (...reason: unknown[]) => console.warn("impuls:", ...reason);

/** From here on the visitor has allowed it, and the page being looked at counts. */
function start(): void {
  openOutbox(pagePart ? {} : readLanding());
  rememberConsent();
  view();
  if (pagePart) return;
  // Beside the sync where the shop has made room for content, so that a first visit needs no third trip.
  if (allSlots().length) preloadContent();
  openPagePart({ record, stored, transact, view, notify, exchange, syncIn, sending, pageKind });
  watch(async (notice) => (await pagePart)!.hear(notice));
}

function view(): void {
  const seen = { path: pagePath(), title: document.title.slice(0, 150), kind: pageKind() };
  record("page_view", seen, { withinMs: FIRST_SYNC_MS });
}

/** A failing or unknown command is the console's, not the page's. */
function give(call: Call, at = Date.now()): void {
  if (waiting) {
    waiting.push([call, at]);
    return;
  }
  const [command, ...rest] = call as [keyof Commands, ...never[]];
  givenAt = at;
  try {
    (commands[command] as (...rest: never[]) => void)(...rest);
  } catch (error) {
    warn(command, error);
  }
}

function obey(): void {
  const calls = waiting!;
  waiting = undefined;
  for (const call of calls) give(...call);
}

/** Commands wait until slots and title are there, and the page is not merely being prerendered. */
async function listen(): Promise<void> {
  const queue = page.impuls?.q ?? [];
  const id = setting("site");
  if (id || !queue.some(([command]: Call) => command === "init")) give(["init", id]);
  for (const call of queue) give(call);
  page.impuls = (...call) => give(call);
  page.impuls.isHere = true;
  const until = (event: string) => new Promise((resolve) => document.addEventListener(event, resolve));
  if ((document as { prerendering?: boolean }).prerendering) await until("prerenderingchange");
  if (document.readyState === "loading") await until("DOMContentLoaded");
  obey();
}

if (script && !page.impuls?.isHere) listen();
