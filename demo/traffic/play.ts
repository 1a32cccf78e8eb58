/** Plays a planned visit against the edge: page after page, with what is shown on each, to one of its two ends. */

import type { Question } from "../../model/content.ts";
import type { Event } from "../../model/event.ts";
import { recognise, type Signal } from "../../model/micro-moment.ts";
import type { WireDecision } from "../../model/sync.ts";
import type { Visit } from "./calendar.ts";
import { Chance } from "./chance.ts";
import type { Conversation } from "./conversation.ts";
import type { Plan } from "./plan.ts";
import { EFFECTIVE_CAMPAIGN, isOrderPlaced } from "./truth.ts";
import { looked, type Visitor } from "./visitors.ts";
import type { Happening, PageLoad } from "./walk.ts";

/** The first answer is asked for when the page has reported itself. */
const SYNC_AFTER_MS = 300;
/** From the page to a drawn bar, and to the first look at it. */
const SEEN_AFTER_MS = 1200;
/** Of those who go where a content leads, so many go by it. */
const CLICK_SHARE = 0.45;
/** Before the page is left: when an exit offer comes, and when its answer is sent. */
const EXIT_BEFORE_MS = 2500;
const ANSWER_BEFORE_MS = 400;
/** Of those who are asked, so many answer; and of those, so many one of the first options, in their order. */
const ANSWER_SHARE = 0.4;
const CHOSEN_UP_TO = [0.4, 0.65, 0.75, 0.95, 1];
/** Of those who are shown an offer's bar, so many close it. */
const CLOSE_SHARE = 0.12;

export interface Outcome {
  /** The visitor was still in the shop at `until`. */
  isUnfinished: boolean;
  /** Minor units; 0: did not order. */
  orderMinor: number;
  /** Of the one campaign with an effect; only where there was something to decide by it. */
  bar: "shown" | "ghost" | "none";
}

export async function playVisit(
  seed: number,
  { visitor, session }: Visit,
  plan: Plan,
  conversation: Conversation,
  until: number,
): Promise<Outcome> {
  const writers = new Chance(seed, "writers", visitor.index, session);
  const seen: { bar: Outcome["bar"] } = { bar: "none" };
  let played = 0;
  let current: PageLoad | undefined;

  const play = async (loads: readonly PageLoad[], isLeaving = false): Promise<boolean> => {
    for (const [i, load] of loads.entries()) {
      if (load.leftAt > until) return false;
      current = load;
      const device = new PageDevice(visitor, session, writers.text(8), conversation);
      device.record(load.onLoad);
      const decisions = await conversation.sync(pageOf(load), load.at + SYNC_AFTER_MS);
      const next = loads[i + 1]?.page.path;
      const click = plan.clicks[played++ % plan.clicks.length]!;
      const later = [...load.later];
      for (const decision of decisions) {
        const at = seenAt(decision, load, isLeaving && i === loads.length - 1);
        if (at === undefined) continue;
        if (decision.campaign === EFFECTIVE_CAMPAIGN) seen.bar = decision.ghost ? "ghost" : "shown";
        later.push(...responsesTo(decision, at, load, { next, click, recent: visitor.recent }));
      }
      device.record(later.sort((a, b) => a.at - b.at));
      if (load.page.kind === "cart" && load.idleMs > 0)
        device.notice({
          kind: "engagement",
          at: load.leftAt,
          path: load.page.path,
          page: load.page.kind,
          engagedMs: 0,
          scrollShare: load.scrollShare,
          idleMs: load.idleMs,
        });
    }
    return true;
  };

  const { choice } = plan;
  let isFinished = await play(plan.loads, !choice && plan.leave.loads.length === 0);
  const { bar } = seen;
  const isOrdering =
    isFinished && choice !== undefined && isOrderPlaced(choice.point, choice.p0, bar === "shown");
  const ending = isOrdering ? choice.order : plan.leave;
  isFinished &&= await play(ending.loads, !isOrdering);
  if (current && !conversation.isEmpty)
    await conversation.sync(pageOf(current), Math.min(current.leftAt + 50, until));
  if (isFinished) visitor.cart = ending.cart;
  return {
    isUnfinished: !isFinished,
    orderMinor: isFinished ? ending.orderMinor : 0,
    bar: choice ? bar : "none",
  };
}

const pageOf = ({ page }: PageLoad) => ({ path: page.path, kind: page.kind, slots: Object.keys(page.slots) });

/** One page load on the visitor's device: names what is recorded there, and recognises micro-moments in it. */
class PageDevice {
  readonly #visitor: Visitor;
  readonly #session: number;
  readonly #writer: string;
  readonly #conversation: Conversation;
  #n = 0;

  constructor(visitor: Visitor, session: number, writer: string, conversation: Conversation) {
    this.#visitor = visitor;
    this.#session = session;
    this.#writer = writer;
    this.#conversation = conversation;
  }

  /** `happenings` in time. */
  record(happenings: readonly Happening[]): void {
    for (const { at, event } of happenings) {
      this.#write(at, event);
      looked(this.#visitor, event);
      for (const signal of signalsOf(event, at, this.#session)) this.notice(signal);
    }
  }

  notice(signal: Signal): void {
    const { history, moments } = recognise(this.#visitor.moments, signal);
    this.#visitor.moments = history;
    for (const props of moments) this.#write(signal.at, { name: "micro_moment", props });
  }

  #write(at: number, event: Event): void {
    this.#conversation.record({ writer: this.#writer, n: this.#n++, session: this.#session, at, event });
  }
}

function signalsOf(event: Event, at: number, session: number): Signal[] {
  switch (event.name) {
    case "view_item":
      return [{ kind: "product", at, id: event.props.item.id, category: event.props.item.category, session }];
    case "add_to_cart":
    case "remove_from_cart":
      return [{ kind: "cart", at, id: event.props.item.id, isIn: event.name === "add_to_cart" }];
    case "search":
      return [{ kind: "search", at, ...event.props }];
    case "user_engagement":
      return [{ kind: "engagement", at, ...event.props }];
    default:
      return [];
  }
}

/** When the decision's content would be looked at on this page; undefined where it would not be. */
function seenAt(
  { placement, trigger }: WireDecision,
  { page, at, leftAt, scrollShare }: PageLoad,
  isLast: boolean,
): number | undefined {
  if (placement === "overlay")
    return trigger.kind === "exit" && isLast
      ? Math.max(at + SEEN_AFTER_MS, leftAt - EXIT_BEFORE_MS)
      : undefined;
  const waitMs = SEEN_AFTER_MS + (trigger.kind === "engaged" ? trigger.seconds * 1000 : 0);
  const depth = placement === "bar" ? 0 : page.slots[placement];
  if (depth === undefined || depth > scrollShare) return undefined;
  const seen = at + Math.round(Math.max(waitMs, depth * (leftAt - at) * 0.8));
  return seen < leftAt ? seen : undefined;
}

/** The exposure, ghost or not; and of those who really see something, what some do about it. */
function responsesTo(
  { placement, campaign, variant, ghost, content }: WireDecision,
  at: number,
  load: PageLoad,
  { next, click, recent }: { next: string | undefined; click: number; recent: readonly string[] },
): Happening[] {
  const props = { campaign, variant, placement };
  const exposure: Happening = {
    at,
    event: { name: "exposure", props: { ...props, ...(ghost && { ghost }) } },
  };
  if (ghost || !content) return [exposure];
  const leadsTo = content.blocks.flatMap((block) =>
    block.kind === "products"
      ? recent.map((id) => `/demo/p/${id}/`)
      : block.kind === "actions"
        ? block.items.map(({ href }) => href)
        : [],
  );
  if (next && leadsTo.includes(next) && click < CLICK_SHARE)
    return [
      exposure,
      { at: load.leftAt, event: { name: "content_click", props: { ...props, target: next } } },
    ];
  const question = content.blocks.flatMap((block) => (block.kind === "survey" ? block.questions : []))[0];
  if (question && click < ANSWER_SHARE)
    return [
      exposure,
      {
        at: Math.max(at + 100, load.leftAt - ANSWER_BEFORE_MS),
        event: {
          name: "answer",
          props: { ...props, values: { [question.name]: chosenOf(question, click / ANSWER_SHARE) } },
        },
      },
    ];
  // The bar with the known effect stays open: a close would keep it away from the shown, never from the held out.
  if (placement === "bar" && campaign !== EFFECTIVE_CAMPAIGN && click > 1 - CLOSE_SHARE)
    return [exposure, { at: Math.min(at + 1500, load.leftAt), event: { name: "content_close", props } }];
  return [exposure];
}

/** `point`: from 0 to 1. */
function chosenOf({ options = [] }: Question, point: number): string {
  const at = CHOSEN_UP_TO.findIndex((share) => point < share);
  return options[at]?.value ?? "";
}
