/** A shop of which the truth is known, looked at every evening: visitors come by chance, most buy nothing, some spend much. */
import type { Sums } from "../../../model/results/interval.ts";
import { type Chance, chanceOf } from "../../support/device.ts";

export interface SimulatedShop {
  seed: number;
  days: number;
  visitorsADay: number;
  /** Of the visitors, held out. */
  heldShare: number;
  /** Of those held out, and what the campaign makes of it. */
  buyingShare: number;
  lift: number;
  /** Spread of an order's value on the logarithmic scale: 1.5 gives one order in a hundred over 30 times the median. */
  spread: number;
  /** Chance a day that somebody who bought buys once more. */
  returning: number;
}

export interface Evening {
  shown: Sums & { buyers: number };
  held: Sums & { buyers: number };
}

const noSums = () => ({ visitors: 0, sum: 0, squares: 0, buyers: 0 });

/** What a visitor who was shown the campaign brings more than one held out; not for shops whose buyers come again. */
export const trueDifference = ({ buyingShare, lift, spread }: SimulatedShop) =>
  buyingShare * lift * Math.exp(spread ** 2 / 2);

/** The sums of each evening, as they stand then. */
export function* evenings(shop: SimulatedShop): Generator<Evening> {
  const chance = chanceOf(shop.seed);
  const evening = { shown: noSums(), held: noSums() };
  const buyers: { arm: Evening["shown"]; sum: number }[] = [];
  const spend = (buyer: (typeof buyers)[number]) => {
    const before = buyer.sum;
    buyer.sum += Math.exp(shop.spread * normal(chance));
    buyer.arm.sum += buyer.sum - before;
    buyer.arm.squares += buyer.sum ** 2 - before ** 2;
  };
  for (let day = 0; day < shop.days; day++) {
    for (const buyer of buyers) if (shop.returning > 0 && chance.next() < shop.returning) spend(buyer);
    for (let i = 0; i < shop.visitorsADay; i++) {
      const isHeld = chance.next() < shop.heldShare;
      const arm = isHeld ? evening.held : evening.shown;
      arm.visitors++;
      if (chance.next() >= shop.buyingShare * (isHeld ? 1 : 1 + shop.lift)) continue;
      const buyer = { arm, sum: 0 };
      arm.buyers++;
      spend(buyer);
      buyers.push(buyer);
    }
    yield evening;
  }
}

/** Box and Muller. */
const normal = (chance: Chance) =>
  Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
