/**
 * What a visitor would do in one visit, drawn before it begins: the pages up to the point where the cart is ordered
 * or left, and both ways on from there. Which one is taken is decided while playing (`isOrderPlaced`), since it
 * depends on what was really shown.
 */
import { categoryOf, IN_SEASON, PRODUCTS, type Product, productsOf } from "../products.ts";
import type { CartLine } from "../shop/cart.ts";
import { arrive } from "./arrivals.ts";
import type { Visit } from "./calendar.ts";
import { Chance } from "./chance.ts";
import {
  articlePages,
  deliveryPage,
  homePage,
  itemOf,
  listingPage,
  newPage,
  type Page,
  productPage,
  searchPage,
  storesPage,
} from "./pages.ts";
import { type PageLoad, Walk } from "./walk.ts";

/** One of the two ways in which a visit can end. */
export interface Ending {
  loads: PageLoad[];
  /** What the cart holds afterwards. */
  cart: CartLine[];
  /** What is ordered, minor units; 0: nothing. */
  orderMinor: number;
}

export interface Plan {
  loads: PageLoad[];
  /** Absent where there is nothing to order, or the visitor does not get as far as that. */
  choice?: {
    /** In [0, 1), for `isOrderPlaced`. */
    point: number;
    p0: number;
    order: Ending;
  };
  leave: Ending;
  /** In [0, 1) for each load of this visit: how readily content is clicked that leads where the visitor goes. */
  clicks: number[];
}

const FOUND_TERMS = [
  "lamp",
  "mugs",
  "coffee grinder",
  "candle",
  "tent",
  "soap",
  "flask",
  "herbs",
  "oak",
  "desk lamp",
  "kettle",
  "zuraw",
];
const UNFOUND_TERMS = [
  "curtains",
  "raincoat",
  "espresso machine",
  "studio earbuds",
  "kayak",
  "duvet",
  "dog bed",
];
const UNFOUND_SHARE = 0.22;
/** Different products put in the cart by somebody who puts any in. */
const PRODUCTS_ADDED: readonly (readonly [number, number])[] = [
  [1, 68],
  [2, 24],
  [3, 8],
];
/** More than any visit has. */
const MOST_LOADS = 24;

export function planVisit(seed: number, { visitor, session, at, temperament }: Visit): Plan {
  const chance = new Chance(seed, "visit", visitor.index, session);
  const { liking } = visitor;
  const { landing, entrance } = arrive(chance, session, liking);
  const isPhone = visitor.device === "phone";
  const walk = new Walk(chance, { at, cart: visitor.cart, isPhone, landing });
  const products = productsFor(chance, visitor.recent, temperament, liking);
  const searches = chance.happens(temperament.searches)
    ? searchesFor(chance, products, temperament.unfound)
    : [];
  const isAdding = chance.happens(temperament.adds);
  const added = isAdding ? products.slice(-chance.weighted(PRODUCTS_ADDED)) : [];

  enter(walk, chance, entrance, products, liking, added);
  if (visitor.signsIn && session === 1 && visitor.declares)
    walk.open(homePage, 25, [{ name: "identify", props: { traits: visitor.declares } }]);
  for (const page of searches) walk.open(page, 12);
  for (const product of products) {
    if (chance.happens(0.35)) walk.open(listingPage(categoryOf(product.category)), 14);
    look(walk, chance, product, added);
  }
  if (chance.happens(0.04)) walk.open(chance.pick([storesPage, deliveryPage]), 20);
  const isLooking = walk.cart.length > 0 && isAdding && chance.happens(temperament.looksAtCart);
  if (isLooking) walk.openCart();

  return {
    loads: walk.loads,
    ...endings(walk, chance, visitor, {
      isLooking,
      // Put in on the very last page, and then gone: no bar can have come after it, and no order does.
      isOver: walk.cart.length === 0 || (visitor.cart.length === 0 && isPutInLast(walk.loads)),
      p0: isLooking ? temperament.orders : temperament.ordersOldCart,
    }),
    clicks: Array.from({ length: MOST_LOADS }, () => chance.next()),
  };
}

/** Both ways on from the end of the walk. */
function endings(
  walk: Walk,
  chance: Chance,
  { device, declares }: Visit["visitor"],
  { isLooking, isOver, p0 }: { isLooking: boolean; isOver: boolean; p0: number },
): Pick<Plan, "choice" | "leave"> {
  const { at, cart } = walk;
  const isPhone = device === "phone";
  if (isOver) return { leave: { loads: [], cart, orderMinor: 0 } };
  const point = chance.next();
  const leaving = new Walk(chance, { at, cart, isPhone });
  // No page but the checkout, where no bar is shown: what was decided by `point` stays decided by what was seen.
  if (isLooking && chance.happens(0.35)) leaving.abandonCheckout();
  const ordering = new Walk(chance, { at, cart, isPhone });
  if (!isLooking) ordering.openCart();
  const orderMinor = ordering.order(declares);
  return {
    leave: { loads: leaving.loads, cart, orderMinor: 0 },
    choice: { point, p0, order: { loads: ordering.loads, cart: ordering.cart, orderMinor } },
  };
}

const isPutInLast = (loads: readonly PageLoad[]): boolean =>
  loads.findIndex(({ later }) => later.some(({ event }) => event.name === "add_to_cart")) ===
  loads.length - 1;

/** The products of a visit in the order of looking; what was liked before comes up again. */
function productsFor(
  chance: Chance,
  recent: readonly string[],
  { products: [least, most], faithful, prices: [cheapest, dearest] = [0, Infinity] }: Visit["temperament"],
  liking: Product["category"],
): Product[] {
  const wanted = chance.between(least, most);
  const affordable = (products: readonly Product[]) =>
    products.filter(({ priceMinor }) => cheapest <= priceMinor && priceMinor <= dearest);
  const all = affordable(PRODUCTS);
  const orAll = (products: readonly Product[]) => (products.length > 0 ? products : all);
  const known = affordable(productsOf(recent));
  const liked = orAll(all.filter(({ category }) => category === liking));
  const seasonal = orAll(affordable(productsOf(IN_SEASON)));
  const chosen = new Set<Product>();
  for (let tries = 0; chosen.size < wanted && tries < 30; tries++) {
    const isAgain = known.length > 0 && chance.happens(0.4);
    chosen.add(
      chance.pick(isAgain ? known : chance.happens(faithful) ? liked : chance.happens(0.5) ? seasonal : all),
    );
  }
  return [...chosen];
}

/** The pages by which a visit begins; a product to begin with is taken out of `products`. */
function enter(
  walk: Walk,
  chance: Chance,
  entrance: ReturnType<typeof arrive>["entrance"],
  products: Product[],
  liking: Product["category"],
  added: readonly Product[],
): void {
  const listing = () => walk.open(listingPage(categoryOf(liking)), 18);
  switch (entrance) {
    case "home":
      walk.open(homePage, 12);
      if (chance.happens(0.4)) listing();
      break;
    case "listing":
      listing();
      break;
    case "new":
      walk.open(newPage, 16);
      break;
    case "article":
      walk.open(chance.pick(articlePages), 55);
      break;
    case "product": {
      const liked = PRODUCTS.filter(({ category }) => category === liking);
      look(walk, chance, products.shift() ?? chance.pick(liked), added);
    }
  }
}

/** One or two searches; what the last one finds first takes the place of a product that would have been looked at. */
function searchesFor(chance: Chance, products: Product[], unfoundShare = UNFOUND_SHARE): Page[] {
  const unfound = chance.happens(unfoundShare) ? [searchPage(chance.pick(UNFOUND_TERMS)).page] : [];
  const { page, found } = searchPage(chance.pick(FOUND_TERMS));
  const first = found[0];
  if (first && products.length > 0 && !products.includes(first)) products.splice(-1, 1, first);
  return [...unfound, page];
}

function look(walk: Walk, chance: Chance, product: Product, added: readonly Product[]): void {
  const meanwhile = added.includes(product) ? walk.put(product) : [];
  if (chance.happens(0.04)) meanwhile.unshift({ name: "add_to_wishlist", props: { item: itemOf(product) } });
  walk.open(productPage(product), 32, meanwhile);
}
