/**
 * The one product view of a page view. The shop's own word, `impuls("track", "view_item", …)`, wins; else the layer's;
 * else, after a short while, the markup's.
 */
import type { Item } from "../model/event.ts";
import type { Core } from "./api.ts";
import { merge } from "./cart.ts";
import { hasOwn } from "./echo.ts";
import { hasMarkup } from "./observe/hints.ts";
import { refineKind } from "./observe/page-kind.ts";
import { loadMarkup } from "./parts.ts";
import { NEXT_PAGE_MS } from "./patience.ts";

/** The layer gets so long to name the product before the markup does alone. */
const LAYER_FIRST_MS = 500;
/** A layer's product waits so long for the part that reads the markup. */
const MARKUP_MS = 2000;
/** A product pushed so shortly before a page view is that of the view: some routers push before they move. */
const AHEAD_MS = 1500;

/** Address of the page view, and its product once that is told. */
let viewed: string | undefined;
let product: Item | undefined;
let isTold = false;
/** What the layer has named beside the product of this page view. */
let ahead: { item: Item; at: number } | undefined;

/** True where this page view has its product from here. */
export const isViewTold = (): boolean => isTold;

/** A page view has begun. A page that comes back as it was tells the same product again. */
export function beginView(core: Core, look: () => void): void {
  const here = address();
  const same = here === viewed ? product : undefined;
  const before = ahead;
  viewed = here;
  isTold = false;
  product = ahead = undefined;
  if (before && performance.now() - before.at < AHEAD_MS) tell(core, before.item);
  look();
  setTimeout(() => {
    // A later page view has its own time.
    if (viewed === here) tell(core, same);
  }, LAYER_FIRST_MS);
}

/** The layer names a product as looked at. */
export function nameProduct(core: Core, item: Item): void {
  if (address() === viewed && !isTold) tell(core, item);
  else if (item.id !== product?.id) ahead = { item, at: performance.now() };
}

/** The shop software's id for the page's product, where it tells one. */
let ownId: Promise<string | undefined> | undefined;
export function nameById(id: typeof ownId): void {
  ownId = id;
}

/** The layer's word waits for the markup, which completes it; what the page tells alone gives way to a word that comes. */
async function tell(core: Core, item: Item | undefined): Promise<void> {
  if (isTold || hasOwn("view_item")) return;
  const view = viewed;
  isTold = !!item;
  const marked = await readMarkup(core);
  const whole = item ? joinProduct(item, marked) : byId(await ownId, marked);
  if (!whole || (!item && (isTold || view !== viewed || hasOwn("view_item")))) return;
  if (view === viewed) {
    product = whole;
    isTold = true;
  }
  core.record("view_item", { item: whole }, { withinMs: NEXT_PAGE_MS });
}

/** Carts carry the software's id: it stands over the markup's. Where there is no markup the heading names the product. */
function byId(id: string | undefined, marked: Item | undefined): Item | undefined {
  if (!id) return marked;
  const name = document.querySelector("h1")?.textContent.trim().slice(0, 150);
  const url = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
  return joinProduct({ id }, marked ?? merge({ id }, { name, url }));
}

/** Undefined where there is none of a product, and where the part that reads it does not come soon. */
async function readMarkup(core: Core): Promise<Item | undefined> {
  if (!hasMarkup()) return undefined;
  const view = viewed;
  try {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, MARKUP_MS));
    const read = (await Promise.race([loadMarkup(), late]))?.readPage();
    if (read && view === viewed) refineKind(core, read.types);
    return read?.product;
  } catch {
    // Markup nobody has thought of: then the layer speaks alone.
    return undefined;
  }
}

/**
 * The layer's word stands, its id above all: carts and orders carry it. The markup adds what the layer leaves out, and
 * its own id as `sku` where that is another. A price without a currency gives way to one with it.
 */
export function joinProduct(named: Item, marked: Item | undefined): Item {
  const { priceMinor, listPriceMinor, ...rest } = named;
  const isPriced = named.currency || !marked?.currency;
  const sku = marked && marked.id !== named.id ? marked.id : undefined;
  return merge(merge(marked, isPriced ? named : rest), { sku });
}

const address = () => location.pathname + location.search;
