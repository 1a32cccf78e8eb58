/** Plays weeks of believable visitors through the front door, `POST /v1/sync`, in their own time: for local runs only. */
import { visitsOf } from "./calendar.ts";
import { Conversation, type Traffic } from "./conversation.ts";
import { planVisit } from "./plan.ts";
import { type Outcome, playVisit } from "./play.ts";
import { EFFECT, EFFECTIVE_CAMPAIGN, type Truth } from "./truth.ts";
import { Twins } from "./twins.ts";

export interface TrafficOptions {
  /** Without a slash at the end. */
  origin: string;
  site: string;
  days: number;
  /** Epoch ms, edge time: the last day ends here. */
  until: number;
  /** Of an average day; the last days have more than the first. */
  visitsPerDay: number;
  seed: number;
  /** Visits in the shop at the same time. */
  concurrency: number;
  onDay?: (done: number, of: number) => void;
}

export interface Driven extends Traffic {
  visits: number;
  orders: number;
  truth: Truth;
}

/** Day after day; within a day so many visits at once, a visitor never in two. Throws where the edge stays away. */
export async function driveTraffic(options: TrafficOptions): Promise<Driven> {
  const { seed, until, concurrency } = options;
  const calendar = visitsOf(options);
  const truth: Truth = {
    campaign: EFFECTIVE_CAMPAIGN,
    effect: EFFECT,
    exposed: 0,
    held: 0,
    ordersExposed: 0,
    ordersHeld: 0,
    addedMinor: 0,
  };
  const twins = new Twins(seed, until);
  const driven: Driven = { visits: 0, requests: 0, orders: 0, refused: 0, truth };
  for (const [day, today] of calendar.entries()) {
    const waiting = today.values();
    const play = async (): Promise<void> => {
      for (const visit of waiting) {
        const conversation = new Conversation(options, visit.visitor, driven);
        const twinMinor = twins.orderMinor(visit);
        const outcome = await playVisit(seed, visit, planVisit(seed, visit), conversation, until);
        count(driven, outcome);
        truth.addedMinor += outcome.orderMinor - twinMinor;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, play));
    options.onDay?.(day + 1, calendar.length);
  }
  return driven;
}

function count(driven: Driven, { isUnfinished, orderMinor, bar }: Outcome): void {
  const hasOrdered = orderMinor > 0;
  driven.visits++;
  if (hasOrdered) driven.orders++;
  if (isUnfinished || bar === "none") return;
  driven.truth[bar === "shown" ? "exposed" : "held"]++;
  if (hasOrdered) driven.truth[bar === "shown" ? "ordersExposed" : "ordersHeld"]++;
}
