import { describe, expect, test } from "vitest";
import type { PageKind } from "../../model/event.ts";
import {
  definitions,
  emptyHistory,
  type History,
  type Moment,
  recognise,
  type Signal,
  type SignName,
} from "../../model/micro-moment.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const YEAR = 365 * 24 * 60 * MINUTE;
const product = (id: string, at: number, category = "lamps", session = 1): Signal => ({
  kind: "product",
  at,
  id,
  category,
  session,
});
const cart = (id: string, at: number, isIn: boolean): Signal => ({ kind: "cart", at, id, isIn });
const quantity = (id: string, at: number): Signal => ({ kind: "quantity", at, id });
const page = (kind: PageKind, at = 0, path = `/${kind}`): Signal => ({ kind: "page", at, page: kind, path });
const search = (term: string, at: number, results?: number): Signal => ({
  kind: "search",
  at,
  term,
  results,
});
const reading = (
  at: number,
  engagedMs: number,
  scrollShare: number,
  more: { path?: string; page?: PageKind } = {},
): Signal => ({ kind: "engagement", at, path: "/lamp", engagedMs, scrollShare, ...more });
const sign = (moment: SignName, amount: number, id = "a", at = 0): Signal => ({
  kind: "sign",
  at,
  id,
  moment,
  amount,
});
const away = (awayMs: number): Signal => ({ kind: "away", at: 0, id: "a", awayMs });
const idle = (idleMs: number, page: PageKind = "cart"): Signal => ({
  kind: "engagement",
  at: 0,
  path: "/cart",
  engagedMs: 0,
  scrollShare: 1,
  page,
  idleMs,
});

/** The moments that signals make, one after another. */
function momentsOf(signals: Signal[], history: History = emptyHistory()): Moment[] {
  let latest = history;
  return signals.flatMap((signal) => {
    const result = recognise(latest, signal);
    latest = result.history;
    return result.moments;
  });
}
const namesOf = (signals: Signal[]) => momentsOf(signals).map(({ moment }) => moment);

const fires: [string, Signal[], Moment][] = [
  [
    "an article read for fifteen seconds is wanting to know",
    [reading(0, 15 * SECOND, 0.3, { path: "/blog/herbs", page: "article" })],
    { moment: "know", subject: "/blog/herbs", strength: 0.5 },
  ],
  [
    "an article read eleven minutes after a product is wanting to know",
    [product("a", 0), reading(11 * MINUTE, 15 * SECOND, 0.3, { path: "/blog/herbs", page: "article" })],
    { moment: "know", subject: "/blog/herbs", strength: 0.5 },
  ],
  [
    "instructions read for fifteen seconds are wanting to do",
    [reading(0, 15 * SECOND, 0.3, { path: "/how-to-descale", page: "article" })],
    { moment: "do", subject: "/how-to-descale", strength: 0.5 },
  ],
  [
    "instructions are wanting to do right after a product too",
    [product("a", 0), reading(MINUTE, 15 * SECOND, 0.3, { path: "/jak-prac", page: "article" })],
    { moment: "do", subject: "/jak-prac", strength: 0.5 },
  ],
  [
    "a configurator on a page of no known kind is wanting to do",
    [reading(0, 15 * SECOND, 0.3, { path: "/konfigurator/biurka" })],
    { moment: "do", subject: "/konfigurator/biurka", strength: 0.5 },
  ],
  [
    "a page of stores is wanting to go",
    [page("stores", 0, "/salony")],
    { moment: "go", subject: "/salony", strength: 0.7 },
  ],
  [
    "asking for a store's stock is wanting to go",
    [sign("go", 2)],
    { moment: "go", subject: "a", strength: 1 },
  ],
  [
    "a product put in the cart is wanting to buy",
    [cart("a", 0, true)],
    { moment: "buy", subject: "a", strength: 0.6 },
  ],
  ["opening the cart is wanting to buy", [page("cart")], { moment: "buy", subject: "cart", strength: 0.7 }],
  [
    "opening the checkout is wanting to buy",
    [page("checkout")],
    { moment: "buy", subject: "checkout", strength: 1 },
  ],
  [
    "three products of a category within ten minutes are compared",
    [product("a", 0), product("b", 4 * MINUTE), product("c", 10 * MINUTE)],
    { moment: "compare", subject: "lamps", strength: 0.5 },
  ],
  [
    "to and fro between two products is comparing",
    [product("a", 0, "x"), product("b", 1, "y"), product("a", 2, "x"), product("b", 3, "y")],
    { moment: "compare", subject: "y", strength: 0.5 },
  ],
  [
    "a page told twice does not hide going to and fro",
    ["a", "a", "b", "b", "a", "b"].map((id, at) => product(id, at)),
    { moment: "compare", subject: "lamps", strength: 0.5 },
  ],
  [
    "reviews in view for five engaged seconds are read",
    [sign("reviews", 4), sign("reviews", 5)],
    { moment: "reviews", subject: "a", strength: 0.5 },
  ],
  [
    "a page of reviews is read after five seconds",
    [reading(0, 5 * SECOND, 0.1, { path: "/lamp/opinie" })],
    { moment: "reviews", subject: "/lamp/opinie", strength: 0.5 },
  ],
  [
    "a product in, out and in again within five minutes is hesitation",
    [cart("a", 0, true), cart("a", MINUTE, false), cart("a", 5 * MINUTE, true)],
    { moment: "hesitate", subject: "a", strength: 1 },
  ],
  [
    "a minute without input on the cart page is hesitation",
    [idle(MINUTE)],
    { moment: "hesitate", strength: 0.5 },
  ],
  [
    "a quantity changed three times within five minutes is hesitation",
    [quantity("a", 0), quantity("a", MINUTE), quantity("a", 5 * MINUTE)],
    { moment: "hesitate", subject: "a", strength: 0.5 },
  ],
  [
    "a step back from the checkout to the cart is hesitation",
    [page("checkout"), page("cart", 30 * MINUTE)],
    { moment: "hesitate", strength: 0.7 },
  ],
  [
    "a step back from the checkout to a product is hesitation, whatever was opened in between",
    [page("checkout"), page("article", MINUTE), page("product", 2 * MINUTE)],
    { moment: "hesitate", strength: 0.7 },
  ],
  [
    "a name or price copied is checking the price",
    [sign("price_check", 2)],
    { moment: "price_check", subject: "a", strength: 1 },
  ],
  [
    "back after five seconds in another tab is checking the price",
    [away(5 * SECOND)],
    { moment: "price_check", subject: "a", strength: 0.5 },
  ],
  [
    "back after ten minutes in another tab is checking the price",
    [away(10 * MINUTE)],
    { moment: "price_check", subject: "a", strength: 0.5 },
  ],
  [
    "forty engaged seconds and half the page seen is reading",
    [reading(0, 40 * SECOND, 0.5)],
    { moment: "read", subject: "/lamp", strength: 0.5 },
  ],
  [
    "the same product on another visit is a return",
    [product("a", 0), product("a", 90 * MINUTE, "lamps", 2)],
    { moment: "return", subject: "a", strength: 1 / 3 },
  ],
  [
    "a search without results has failed",
    [search("earbuds", 0, 0)],
    { moment: "search_fail", subject: "earbuds", strength: 1 },
  ],
  [
    "three searches in other words, with nothing opened, have failed",
    [search("lamp", 0, 80), search("oak lamp", MINUTE, 9), search("oak table lamp", 10 * MINUTE)],
    { moment: "search_fail", subject: "oak table lamp", strength: 0.6 },
  ],
  [
    "four clicks on one spot are rage",
    [sign("rage", 3), sign("rage", 4)],
    { moment: "rage", subject: "a", strength: 0.5 },
  ],
  [
    "a click that nothing comes of is in vain",
    [sign("dead", 1, "/p")],
    { moment: "dead", subject: "/p", strength: 0.5 },
  ],
  [
    "the form of an account is an account",
    [sign("account", 2, "/register")],
    { moment: "account", subject: "/register", strength: 1 },
  ],
  [
    "the first product in the cart is told as the first",
    [cart("a", 0, true), cart("b", 1, true)],
    { moment: "first_cart", subject: "a", strength: 1 },
  ],
];
test.each(fires)("%s", (_, signals, moment) => {
  expect(momentsOf(signals).filter((one) => one.moment === moment.moment)).toEqual([moment]);
});

test("every moment has a row that makes it, and a definition in words", () => {
  const made = [...new Set(fires.map(([, , { moment }]) => moment))].sort();
  // The checkout tells this one: tests/tracker/cart.test.ts.
  expect(
    Object.keys(definitions)
      .filter((name) => name !== "delivery_cost")
      .sort(),
  ).toEqual(made);
});

test("every name fits into a passport", () => {
  expect(Object.keys(definitions).filter((name) => name.length > 14)).toEqual([]);
});

const silent: [string, Moment["moment"], Signal[]][] = [
  ["an article glanced at is not yet knowing", "know", [reading(0, 14 * SECOND, 1, { page: "article" })]],
  [
    "an article read ten minutes after a product is about the product",
    "know",
    [product("a", 0), reading(10 * MINUTE, MINUTE, 1, { page: "article" })],
  ],
  ["a listing is not read to know", "know", [reading(0, MINUTE, 1, { page: "listing" })]],
  ["a page of no known kind is not read to know", "know", [reading(0, MINUTE, 1)]],
  [
    "instructions are not read to know as well",
    "know",
    [reading(0, MINUTE, 1, { path: "/how-to-x", page: "article" })],
  ],
  [
    "a product whose name begins like instructions is not one to do",
    "do",
    [reading(0, MINUTE, 1, { path: "/products/how-to-train", page: "product" })],
  ],
  [
    "a word that only holds one of instructions is not one to do",
    "do",
    [reading(0, MINUTE, 1, { path: "/skincare", page: "article" })],
  ],
  ["instructions glanced at are not one to do", "do", [reading(0, 14 * SECOND, 1, { path: "/how-to-x" })]],
  ["a product page is not a way to a store", "go", [page("product"), product("a", 0)]],
  ["looking at products is not yet buying", "buy", [page("product"), product("a", 0)]],
  ["taking a product out is not buying", "buy", [cart("a", 0, false)]],
  ["two products are not a comparison", "compare", [product("a", 0), product("b", 1)]],
  [
    "one product looked at three times is not a comparison",
    "compare",
    [product("a", 0), product("a", 1), product("a", 2)],
  ],
  [
    "three products of three categories are not a comparison",
    "compare",
    [product("a", 0, "x"), product("b", 1, "y"), product("c", 2, "z")],
  ],
  [
    "products without a category are not compared",
    "compare",
    ["a", "b", "c"].map((id, at): Signal => ({ kind: "product", at, id, session: 1 })),
  ],
  [
    "three products over eleven minutes are not a comparison",
    "compare",
    [product("a", 0), product("b", 5 * MINUTE), product("c", 11 * MINUTE)],
  ],
  [
    "back to a product once is not to and fro",
    "compare",
    [product("a", 0, "x"), product("b", 1, "y"), product("a", 2, "x")],
  ],
  [
    "to and fro over eleven minutes is not a comparison",
    "compare",
    [product("a", 0, "x"), product("b", 1, "y"), product("a", 2, "x"), product("b", 11 * MINUTE, "y")],
  ],
  ["reviews passed by in four seconds are not read", "reviews", [sign("reviews", 4)]],
  ["a page about previews is not one of reviews", "reviews", [reading(0, MINUTE, 1, { path: "/previews" })]],
  [
    "a page of reviews left at once is not read",
    "reviews",
    [reading(0, 4 * SECOND, 1, { path: "/reviews" })],
  ],
  [
    "a product put in again after six minutes is not hesitation",
    "hesitate",
    [cart("a", 0, true), cart("a", MINUTE, false), cart("a", 6 * MINUTE, true)],
  ],
  [
    "two products, one in, one out, are not hesitation",
    "hesitate",
    [cart("a", 0, true), cart("b", 1, true), cart("b", 2, false), cart("a", 3, true)],
  ],
  [
    "one click told by two events is one change",
    "hesitate",
    [cart("a", 0, true), cart("a", 0, true), cart("a", 1, false)],
  ],
  ["fifty idle seconds in the cart are not hesitation", "hesitate", [idle(50 * SECOND)]],
  ["two changes of a quantity are not hesitation", "hesitate", [quantity("a", 0), quantity("a", 1)]],
  [
    "three quantities of three products are not hesitation",
    "hesitate",
    [quantity("a", 0), quantity("b", 1), quantity("c", 2)],
  ],
  [
    "a quantity changed three times in six minutes is not hesitation",
    "hesitate",
    [quantity("a", 0), quantity("a", MINUTE), quantity("a", 6 * MINUTE)],
  ],
  ["the way from cart to checkout is not hesitation", "hesitate", [page("cart"), page("checkout", 1)]],
  [
    "the cart half an hour and a second after the checkout is not a step back",
    "hesitate",
    [page("checkout"), page("cart", 30 * MINUTE + SECOND)],
  ],
  [
    "a product after the order is not a step back",
    "hesitate",
    [page("checkout"), page("thanks", MINUTE), page("product", 2 * MINUTE)],
  ],
  [
    "an article opened from the checkout is not a step back",
    "hesitate",
    [page("checkout"), page("article", 1)],
  ],
  ["a slip of four seconds checks no price", "price_check", [away(4 * SECOND)]],
  ["eleven minutes in another tab check no price", "price_check", [away(11 * MINUTE)]],
  ["a page scrolled through in a hurry is not read", "read", [reading(0, 20 * SECOND, 1)]],
  ["a page left open at its top is not read", "read", [reading(0, 90 * SECOND, 0.2)]],
  [
    "the same product again on the same visit is no return",
    "return",
    [product("a", 0), product("a", MINUTE)],
  ],
  ["a search with results has not failed", "search_fail", [search("lamp", 0, 12)]],
  ["a search whose results cannot be told has not failed", "search_fail", [search("lamp", 0)]],
  [
    "one search looked at on three pages has not failed",
    "search_fail",
    [search("lamp", 0, 80), search("lamp", 1, 80), search("lamp", 2, 80)],
  ],
  [
    "a product opened in between is something found",
    "search_fail",
    [search("lamp", 0, 80), search("oak lamp", 1, 9), product("a", 2), search("table", 3, 9)],
  ],
  [
    "three searches over eleven minutes have not failed",
    "search_fail",
    [search("lamp", 0, 80), search("table", MINUTE, 9), search("chair", 11 * MINUTE, 9)],
  ],
  ["three clicks on one spot are not rage", "rage", [sign("rage", 3)]],
  ["a minute without input on another page is not hesitation", "hesitate", [idle(MINUTE, "product")]],
  [
    "a product put in after all were taken out is not the first",
    "first_cart",
    [cart("a", 0, false), cart("b", 1, true)],
  ],
];
test.each(silent)("%s", (_, moment, signals) => {
  expect(namesOf(signals)).not.toContain(moment);
});

describe("what is remembered", () => {
  test("a moment is raised once while its signal goes on", () => {
    const ticks = [40, 41, 42].map((second) => reading(second * SECOND, second * SECOND, 0.8));
    expect(momentsOf(ticks)).toHaveLength(1);
  });

  test("the same comparison is news again after half an hour", () => {
    expect(namesOf([0, 1, 2, 31, 32, 33].map((minute, i) => product(`p${i}`, minute * MINUTE)))).toEqual([
      "compare",
      "compare",
    ]);
  });

  test("the same moment about another subject is news at once", () => {
    expect(
      momentsOf([sign("go", 2, "a"), sign("go", 2, "b"), sign("go", 2, "a")]).map(({ subject }) => subject),
    ).toEqual(["a", "b"]);
  });

  test("a clock put back by a year keeps nothing quiet", () => {
    expect(namesOf([sign("rage", 4, "/p", YEAR), sign("rage", 4, "/p")])).toEqual(["rage", "rage"]);
  });

  test("what a clock a year ahead has left behind is not of the last ten minutes", () => {
    expect(namesOf([product("a", YEAR), product("b", 0), product("c", 1)])).toEqual([]);
  });

  test("a checkout entered by a clock a year ahead is not one just left", () => {
    expect(namesOf([page("checkout", YEAR), page("product", 0)])).toEqual(["buy"]);
  });

  test("after an order the same product may be bought again", () => {
    const orders = [cart("a", 0, true), page("thanks", MINUTE), cart("a", YEAR, true)];
    expect(namesOf(orders)).toEqual(["buy", "first_cart", "buy"]);
  });

  test("the first product in the cart stays the first however much follows", () => {
    const many = Array.from({ length: 200 }, (_, i) => cart(`p${i}`, i * MINUTE, true));
    expect(namesOf(many).filter((name) => name === "first_cart")).toHaveLength(1);
  });

  test("the history stays bounded", () => {
    let history = emptyHistory();
    for (let i = 0; i < 200; i++)
      for (const signal of [
        product(`p${i}`, i, `c${i % 5}`, i),
        cart(`p${i % 30}`, i, i % 2 === 0),
        quantity(`p${i}`, i),
        search(`t${i}`, i, 0),
        page("checkout", i),
        sign("go", 2, `p${i}`, i),
      ])
        history = recognise(history, signal).history;
    expect(Math.max(history.past.length, history.raised.length)).toBe(48);
  });

  test("the history given is left as it was", () => {
    const history = emptyHistory();
    recognise(history, product("a", 0));
    recognise(history, sign("rage", 9));
    expect(history).toEqual(emptyHistory());
  });

  test("a signal that changes nothing gives the same history back", () => {
    const { history } = recognise(emptyHistory(), cart("a", 0, true));
    const same: Signal[] = [reading(1, SECOND, 0), page("listing", 1), cart("a", 1, true)];
    for (const signal of same) expect(recognise(history, signal).history).toBe(history);
  });

  test("strength is a share", () => {
    const many = [
      ...Array.from({ length: 20 }, (_, i) => product(`p${i}`, i)),
      sign("rage", 99),
      sign("reviews", 99),
    ];
    for (const { strength } of momentsOf(many)) expect(strength).toBeLessThanOrEqual(1);
  });

  test("a subject is cut to what an event may hold", () => {
    const [moment] = momentsOf([reading(0, MINUTE, 1, { path: `/${"x".repeat(300)}` })]);
    expect(moment!.subject).toHaveLength(100);
  });
});
