/** One recorded event as a row of the drawer: its name, its definition with this visit's values, and its subject. */
import type { EventName, EventProps } from "../../model/event.ts";
import { definitions, type MomentName } from "../../model/micro-moment.ts";
import { euros } from "../prices.ts";
import { productOf } from "../products.ts";

export interface Noticed {
  /** Epoch ms. */
  at: number;
  name: string;
  /** The definition, as far as it is the same for every visitor. */
  text: string;
  /** What it was about in this visit; stands at the end, in white. */
  subject?: string;
}

/** Shorter than their definitions, for the drawer's width; the others are told as they are defined. */
const SHORT: Record<string, string> = {
  compare: "3 products of one category in 10 minutes",
  hesitate: "A product put in the cart, taken out, put in again within 5 minutes",
  read: "40 s on one page with scrolling",
};
const textOf = (moment: string): string =>
  SHORT[moment] ?? definitions[moment as MomentName]?.definition.slice(0, -1) ?? "Recognised on this device";

type Telling = {
  [Name in EventName]?: (
    props: EventProps[Name],
    campaignName: (id: string) => string,
  ) => Omit<Noticed, "at"> | undefined;
};

const nameOf = (subject: string): string => productOf(subject)?.name ?? subject;

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? "" : "s"}`;

const FLOATING: Record<string, string> = { bar: "as a bar", overlay: "as an overlay" };
const placeOf = (placement: string): string => FLOATING[placement] ?? `in the slot “${placement}”`;

/** Events worth a row; the others are steps on the way to a moment. */
const TELLINGS: Telling = {
  page_view({ landing }) {
    if (!landing) return undefined;
    const from = landing.source ?? landing.referrer;
    return from
      ? { name: "visit", text: "A visit begins, from", subject: from }
      : { name: "visit", text: "A visit begins, directly." };
  },
  micro_moment({ moment, subject }) {
    const text = textOf(moment);
    return subject
      ? { name: moment, text: `${text}:`, subject: nameOf(subject) }
      : { name: moment, text: `${text}.` };
  },
  cart({ lines, valueMinor }) {
    if (lines.length === 0) return { name: "cart", text: "Empty." };
    return { name: "cart", text: `${count(lines.length, "product")}, ${euros(valueMinor)}.` };
  },
  add_to_wishlist: ({ item }) => ({ name: "list", text: "Kept for later:", subject: nameOf(item.id) }),
  search: ({ term, results }) => ({
    name: "search",
    text: results === undefined ? "Looked for" : `${count(results, "result")} for`,
    subject: term,
  }),
  form_error: ({ field }) => ({
    name: "stuck",
    text: "A field was not accepted:",
    subject: field ?? "unnamed",
  }),
  payment_failed: ({ reason }) => ({
    name: "payment",
    text: "Failed:",
    subject: (reason ?? "no reason given").replaceAll("_", " "),
  }),
  purchase: ({ valueMinor, orderId }) => ({
    name: "order",
    text: `${euros(valueMinor)}, number`,
    subject: orderId,
  }),
  exposure: ({ campaign, placement, ghost }, campaignName) =>
    ghost
      ? {
          name: "held out",
          text: `Drawn for nobody: you are in the control group of`,
          subject: campaignName(campaign),
        }
      : { name: "shown", text: `${placeOf(placement)}:`, subject: campaignName(campaign) },
  answer: ({ campaign }, campaignName) => ({
    name: "answered",
    text: "By you, to:",
    subject: campaignName(campaign),
  }),
  content_close: ({ campaign }, campaignName) => ({
    name: "closed",
    text: "By you:",
    subject: campaignName(campaign),
  }),
};

/** The row of an event, or nothing where the event is not worth one. */
export function notice(
  event: { name: string; props: Record<string, unknown>; at: number },
  campaignName: (id: string) => string,
): Noticed | undefined {
  const telling = TELLINGS[event.name as EventName] as
    | ((
        props: Record<string, unknown>,
        campaignName: (id: string) => string,
      ) => Omit<Noticed, "at"> | undefined)
    | undefined;
  const told = telling?.(event.props, campaignName);
  return told && { ...told, at: event.at };
}
