/**
 * The script in the shop's page: `<script async src="https://EDGE/i.js" data-site="SITE">`.
 * It never throws into the page and never blocks it, and before consent it stores and sends nothing.
 */

import { EXPLICIT, MEASURE, PERSONALISE, PUSH } from "../model/consent.ts";
import { isSiteId } from "../model/site.ts";
import type { Commands } from "./api.ts";
import { isOwn, isRecording, readConsent, rememberConsent, setConsent } from "./consent.ts";
import { copyOf } from "./json.ts";
import { readLanding } from "./observe/landing.ts";
import { allSlots, pageKind, pagePath } from "./observe/page.ts";
import { notify, openOutbox, record, save, watch } from "./outbox.ts";
import { sending } from "./sending.ts";
import { openStore, site, stored, transact } from "./store.ts";
import { exchange, syncIn } from "./sync.ts";
import { followSource, openPagePart, openPreview, pagePart, preloadContent, setting } from "./tag.ts";

type Call = Iterable<unknown>;
/** The one global: the stub with its queue before this script has run, `isHere` after. */
type Impuls = ((...call: unknown[]) => void) & { q?: Call[]; isHere?: true };
const page = window as {
  impuls?: Impuls;
  wp_has_consent?: unknown;
  Shopify?: unknown;
  dataLayer?: ({ 0?: unknown } | undefined)[];
};

/** Gathers what a page tells right after its view, such as its product, into the first sync. */
const FIRST_SYNC_MS = 50;

/** Commands given before they can be obeyed, each with its time, epoch ms. */
let waiting: [call: Call, at: number][] | undefined = [];
let givenAt: number;

const commands: Commands = {
  async init(id) {
    if (site) return;
    if (!isSiteId(`${id}`)) return warn("no site", id);
    waiting = [];
    openStore(id);
    policy = setting("consent");
    await readConsent(isAssumed());
    if (isRecording()) start();
    obey();
    if (hasSource() && !isOwn()) followSource({ allow, site: id, setting }, policy);
  },
  track(name, props) {
    // A thank-you page that is loaded again tells no other order.
    const order = `${name} ${(props as { orderId?: unknown })?.orderId}`;
    if (!stored<string[]>("orders")?.includes(order)) record(name, props, { at: givenAt });
  },
  cart(given) {
    const cart = copyOf(given);
    const { valueMinor, currency } = cart;
    // Names, pictures and addresses stay on the device, for content.
    const lines = cart.lines.map(({ id, quantity, priceMinor }) => ({ id, quantity, priceMinor }));
    record("cart", { lines, valueMinor, currency }, { at: givenAt, beside: [["cart", cart]] });
  },
  identify: (traits) => record("identify", { traits }, { at: givenAt }),
  consent: ({ measure, personalise, push }) =>
    allow(EXPLICIT | (measure ? MEASURE : 0) | (personalise ? PERSONALISE : 0) | (push ? PUSH : 0)),
  watch,
  explain(isWanted) {
    sending.explain = isWanted;
  },
};

/** `required`, `assumed`, or the source that is to be asked; where nothing is said, one that shows itself is. */
let policy: string | null;
const isAssumed = () => policy === "assumed";
const warn = (...reason: unknown[]) => console.warn("impuls:", ...reason);

/** Whether there is a source to ask: the one the tag names, else any that shows itself. */
const hasSource = (): unknown =>
  policy
    ? !/ed$/.test(policy)
    : page.wp_has_consent || page.Shopify || page.dataLayer?.some((entry) => entry?.[0] === "consent");

/** What is allowed from now on; SOURCED: by a source. A no is remembered only where the next page would hear a yes. */
function allow(bits: number): void {
  if (!site) return;
  const wasRecording = isRecording();
  setConsent(bits, isAssumed() || hasSource());
  if (!isRecording()) pagePart?.then((part) => part?.empty());
  else if (wasRecording) rememberConsent();
  else start();
}

/** From here on the visitor has allowed it, and the page being looked at counts. */
function start(): void {
  openOutbox(pagePart ? {} : readLanding());
  rememberConsent();
  view();
  if (pagePart) return;
  // Beside the sync where the shop has made room for content, so that a first visit needs no third trip.
  if (allSlots().length) preloadContent();
  openPagePart({
    record,
    save,
    stored,
    transact,
    view,
    notify,
    exchange,
    syncIn,
    sending,
    allow,
    site: site!,
    setting,
    commands,
    pageKind,
  });
  watch(async (notice) => (await pagePart)?.hear(notice));
}

function view(): void {
  const seen = { path: pagePath(), title: document.title.slice(0, 150), kind: pageKind() };
  record("page_view", seen, { withinMs: FIRST_SYNC_MS });
}

/** A failing or unknown command is the console's, not the page's. */
async function give(call: Call, at = Date.now()): Promise<void> {
  if (waiting) {
    waiting.push([call, at]);
    return;
  }
  const [command, ...rest] = call as [keyof Commands, ...never[]];
  givenAt = at;
  try {
    await (commands[command] as (...rest: never[]) => unknown)(...rest);
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

/** A preview's link, or another page of the shop looked at in its tab (preview.ts): nothing is to be counted. */
if (/impuls-preview/.test(location.search + name)) openPreview(listen);
else if (!page.impuls?.isHere) listen().catch(warn);
