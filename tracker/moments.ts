/**
 * Recent products, micro-moments, wishlists, and when to read a search, out of what is heard and seen. In the commerce
 * part; exports what `MomentsPart` in api.ts describes.
 */
import type { Item, Landing } from "../model/event.ts";
import { emptyHistory, type History, type Moment, recognise, type Signal } from "../model/micro-moment.ts";
import type { Core, MomentsPart, RecentItem, SignsPart, Tell } from "./api.ts";
import { recentWith, signalsOf } from "./observe/commerce.ts";
import { noticeKind } from "./observe/page-kind.ts";
import { loadSearch, loadSigns } from "./parts.ts";
import { NEXT_PAGE_MS } from "./patience.ts";

/** Seconds after which a search is told from the page: data layers have had their turn. */
const SEARCH_AFTER = 2;
/** Seconds for which a number of results that is not there yet is waited for. */
const SEARCH_BEFORE = 5;
/** A code on a shelf or a receipt, by its campaign's medium or source. */
const IN_STORE = /\b(qr|in-?store)\b/i;

let signs: Promise<SignsPart | undefined> | undefined;

/** Of this page view. */
let product: Item | undefined;
let searched: string | undefined;
let seconds: number;
let engaged: number;
let inReviews: number;

/** True where this page view has told these words already, by whomever: layer or shop may come to it late. */
export const isSearched = (term: unknown): boolean => searched === term;

export const hear: MomentsPart["hear"] = (core, event) => {
  const { name, props, at } = event;
  const signals = signalsOf(core, event);
  if (name === "page_view") {
    product = undefined;
    searched = undefined;
    seconds = engaged = inReviews = 0;
    const { medium, source } = (props.landing ?? {}) as Landing;
    if (IN_STORE.test(`${medium} ${source}`))
      signals.push({ kind: "sign", at, id: "qr", moment: "go", amount: 2 });
    noticeKind(core);
    signals.push({ kind: "page", at, page: core.pageKind(), path: location.pathname });
  }
  if (name === "view_item") product = props.item as Item;
  if (name === "search") searched = props.term as string;
  raise(core, signals, name === "view_item" ? product : undefined);
};

export const tick: MomentsPart["tick"] = (core, state) => {
  const page = core.pageKind();
  if (state.engagedMs > engaged) {
    engaged = state.engagedMs;
    signs ??= loadSigns().then((part) => {
      if (part) listen(core, part);
      return part;
    });
    signs.then((part) => part?.isInReviews() && tell(core)("reviews", ++inReviews));
  }
  if (++seconds >= SEARCH_AFTER && seconds <= SEARCH_BEFORE && page === "search" && searched === undefined) {
    const isLast = seconds === SEARCH_BEFORE;
    loadSearch().then((part) => {
      const search = part?.readSearch();
      if (!search || searched !== undefined || (search.results === undefined && !isLast)) return;
      searched = search.term;
      core.record("search", search);
    });
  }
  raise(core, [{ kind: "engagement", at: Date.now(), page, ...state }]);
};

const tell =
  (core: Core): Tell =>
  (moment, amount = 1) =>
    raise(core, [{ kind: "sign", at: Date.now(), id: product?.id ?? location.pathname, moment, amount }]);

const listen = (core: Core, { observe }: SignsPart) =>
  observe(
    tell(core),
    () => product,
    () => product && core.record("add_to_wishlist", { item: product }),
    (awayMs) => product && raise(core, [{ kind: "away", at: Date.now(), id: product.id, awayMs }]),
  );

/** Not yet in the history kept on the device, and products not yet among the recent ones. */
let fresh: Signal[] = [];
let seen: Item[] = [];
/** Histories on their way into the store, of which its mirror knows nothing yet. */
let unkept = 0;

/** Those of one task, such as what was written together, share a transaction, which costs more than what is in it. */
function raise(core: Core, signals: Signal[], product?: Item): void {
  if (!signals.length) return;
  if (!fresh.length) Promise.resolve(core).then(keep);
  fresh.push(...signals);
  if (product) seen.push(product);
}

/** Folds the signals into the history kept on the device and records the moments they make. */
async function keep(core: Core): Promise<void> {
  const signals = fresh;
  const products = seen;
  let moments: Moment[] = [];
  fresh = [];
  seen = [];
  const after = (before: History) => {
    moments = [];
    return signals.reduce((history, signal) => {
      const result = recognise(history, signal);
      moments.push(...result.moments);
      return result.history;
    }, before);
  };
  const kept = core.stored<History>("moments") ?? emptyHistory();
  // Most signals change nothing and are not worth a transaction.
  if (!unkept && !products.length && after(kept) === kept) return;
  unkept++;
  await core.transact(["moments", "recent"], ([latest, recent]) => [
    ["moments", after((latest ?? emptyHistory()) as History)],
    ["recent", products.reduce(recentWith, recent as RecentItem[] | undefined)],
  ]);
  unkept--;
  for (const moment of moments) core.record("micro_moment", moment, { withinMs: NEXT_PAGE_MS });
}
