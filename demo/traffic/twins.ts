/**
 * What the same visitors would have done in the same visits had the bar with the effect never been there. Each has a twin on this
 * machine alone, of the same moods and the same random numbers, whom nothing is shown; the edge never hears of it. What the
 * visitors order more than their twins is what the bar really brought.
 */
import type { Visit } from "./calendar.ts";
import { planVisit } from "./plan.ts";
import { isOrderPlaced } from "./truth.ts";
import { looked, type Visitor } from "./visitors.ts";

export class Twins {
  readonly #seed: number;
  readonly #until: number;
  /** By the visitor's index. */
  readonly #twins = new Map<number, Visitor>();

  /** `until`: epoch ms; who is still in the shop then has not ordered. */
  constructor(seed: number, until: number) {
    this.#seed = seed;
    this.#until = until;
  }

  /** What the visitor's twin orders in this visit, minor units. To be called before the first visit is played. */
  orderMinor(visit: Visit): number {
    const { index } = visit.visitor;
    const twin = this.#twins.get(index) ?? structuredClone(visit.visitor);
    this.#twins.set(index, twin);
    const { loads, choice, leave } = planVisit(this.#seed, { ...visit, visitor: twin });
    const isOrdering = choice !== undefined && isOrderPlaced(choice.point, choice.p0, false);
    const ending = isOrdering ? choice.order : leave;
    for (const load of [...loads, ...ending.loads]) {
      if (load.leftAt > this.#until) return 0;
      for (const { event } of load.onLoad) looked(twin, event);
    }
    twin.cart = ending.cart;
    return ending.orderMinor;
  }
}
