import { describe, expect, test } from "vitest";
import { definitions, emptyHistory, type Moment, recognise, type Signal } from "../../model/micro-moment.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const product = (id: string, at: number, category = "lamps", session = 1): Signal => ({
  kind: "product",
  at,
  id,
  category,
  session,
});
const cart = (id: string, at: number, isIn: boolean): Signal => ({ kind: "cart", at, id, isIn });
const reading = (at: number, engagedMs: number, scrollShare: number): Signal => ({
  kind: "engagement",
  at,
  path: "/guide",
  engagedMs,
  scrollShare,
});

/** The moments that signals make, one after another. */
function momentsOf(signals: Signal[]): Moment[] {
  let history = emptyHistory();
  return signals.flatMap((signal) => {
    const result = recognise(history, signal);
    history = result.history;
    return result.moments;
  });
}

const fires: [string, Signal[], Partial<Moment>[]][] = [
  [
    "three products of a category within ten minutes are compared",
    [product("a", 0), product("b", 4 * MINUTE), product("c", 10 * MINUTE)],
    [{ moment: "compare", subject: "lamps" }],
  ],
  [
    "a product in, out and in again within five minutes is hesitation",
    [cart("a", 0, true), cart("a", MINUTE, false), cart("a", 5 * MINUTE, true)],
    [{ moment: "hesitate", subject: "a" }],
  ],
  [
    "a minute without input on the cart page is hesitation",
    [{ kind: "cart_idle", at: 0, idleMs: MINUTE }],
    [{ moment: "hesitate" }],
  ],
  [
    "forty engaged seconds and half the page seen is reading",
    [reading(0, 40 * SECOND, 0.5)],
    [{ moment: "read", subject: "/guide" }],
  ],
  [
    "the same product on another visit is a return",
    [product("a", 0), product("a", 90 * MINUTE, "lamps", 2)],
    [{ moment: "return", subject: "a" }],
  ],
  [
    "the same comparison is news again after half an hour",
    [0, 1, 2, 31, 32, 33].map((minute, i) => product(`p${i}`, minute * MINUTE)),
    [{ moment: "compare" }, { moment: "compare" }],
  ],
];
test.each(fires)("%s", (_, signals, moments) => {
  expect(momentsOf(signals)).toMatchObject(moments);
});

const silent: [string, Signal[]][] = [
  ["two products are not a comparison", [product("a", 0), product("b", 1)]],
  [
    "one product looked at three times is not a comparison",
    [product("a", 0), product("a", 1), product("a", 2)],
  ],
  [
    "three products of three categories are not a comparison",
    [product("a", 0, "x"), product("b", 1, "y"), product("c", 2, "z")],
  ],
  [
    "products without a category are not compared",
    ["a", "b", "c"].map((id, at): Signal => ({ kind: "product", at, id, session: 1 })),
  ],
  [
    "three products over eleven minutes are not a comparison",
    [product("a", 0), product("b", 5 * MINUTE), product("c", 11 * MINUTE)],
  ],
  [
    "a product put in again after six minutes is not hesitation",
    [cart("a", 0, true), cart("a", MINUTE, false), cart("a", 6 * MINUTE, true)],
  ],
  [
    "two products, one in, one out, are not hesitation",
    [cart("a", 0, true), cart("b", 1, true), cart("b", 2, false), cart("a", 3, true)],
  ],
  [
    "one click told by two events is one change",
    [cart("a", 0, true), cart("a", 0, true), cart("a", 1, false)],
  ],
  ["fifty idle seconds in the cart are not hesitation", [{ kind: "cart_idle", at: 0, idleMs: 50 * SECOND }]],
  ["a page scrolled through in a hurry is not read", [reading(0, 20 * SECOND, 1)]],
  ["a page left open at its top is not read", [reading(0, 90 * SECOND, 0.2)]],
  ["the same product again on the same visit is no return", [product("a", 0), product("a", MINUTE)]],
];
test.each(silent)("%s", (_, signals) => {
  expect(momentsOf(signals)).toEqual([]);
});

describe("what is remembered", () => {
  test("a moment is raised once while its signal goes on", () => {
    const ticks = [40, 41, 42].map((second) => reading(second * SECOND, second * SECOND, 0.8));
    expect(momentsOf(ticks)).toHaveLength(1);
  });

  test("the history stays bounded", () => {
    let history = emptyHistory();
    for (let i = 0; i < 200; i++) {
      history = recognise(history, product(`p${i}`, i, `c${i % 5}`, i)).history;
      history = recognise(history, cart(`p${i % 30}`, i, i % 2 === 0)).history;
    }
    expect(Math.max(history.products.length, history.cart.length, history.raised.length)).toBeLessThanOrEqual(
      24,
    );
  });

  test("the history given is left as it was", () => {
    const history = emptyHistory();
    recognise(history, product("a", 0));
    expect(history).toEqual(emptyHistory());
  });

  test("strength is a share", () => {
    const many = Array.from({ length: 20 }, (_, i) => product(`p${i}`, i));
    for (const { strength } of momentsOf(many)) expect(strength).toBeLessThanOrEqual(1);
  });

  test("every moment has a definition in words", () => {
    expect(Object.keys(definitions).sort()).toEqual(["compare", "hesitate", "read", "return"]);
  });
});
