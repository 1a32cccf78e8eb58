/**
 * Where visits come from and where which products are looked at (S6, S10), as sums of a day; and of an order, from where it was
 * placed. Their names hold texts that visitors bring, so they are bounded. Pure.
 */
import type { Item, Landing } from "./event.ts";
import type { Place, Profile, Run } from "./profile.ts";
import { calendarOf } from "./shop-day.ts";
import { type Source, sourceOf } from "./source.ts";
import { addTo, type Tally } from "./tally.ts";
import type { Moment } from "./timeline.ts";

/** So many names of this kind a batch of events adds to a day, and a day takes; what comes after counts under `REST`. */
export const MOST_NAMES = 600;
export const CAME_REST = "came:*:*";
export const LOOKED_REST = "looked:*:*:*";
const LONGEST = 40;

/** A part of a name: nothing of what it holds may look like the next part. */
const part = (text: string) => text.slice(0, LONGEST).replaceAll(":", " ");

const nameOfSource = ({ channel, name }: Source) => `came:${channel}:${part(name)}`;
const nameOfLook = ({ country, region }: Place, category: string) =>
  `looked:${part(country)}:${part(region)}:${part(category)}`;

/** Adds `came:CHANNEL:SOURCE` visits and `looked:COUNTRY:REGION:CATEGORY` looks at a product. */
export function tallyWhereFrom(tally: Tally, fresh: readonly Run[], timeZone: string): void {
  const dayOf = calendarOf(timeZone);
  const add = (at: number, name: string, rest: string) => {
    const day = dayOf(at);
    const isKnown = tally.has(`${day}:${name}`) || tally.size < MOST_NAMES;
    addTo(tally, day, isKnown ? name : rest);
  };
  for (const { events, context } of fresh)
    for (const { at, event } of events) {
      if (event.name === "page_view" && event.props.landing)
        add(at, nameOfSource(sourceOf(event.props.landing)), CAME_REST);
      if (event.name === "view_item" && event.props.item.category && context)
        add(at, nameOfLook(context.place, event.props.item.category), LOOKED_REST);
    }
}

/** From where an order was placed, as the page knew it. */
export interface OrderOrigin {
  /** The shop's id of the order. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** Of the last visit begun by then that said where it came from. */
  channel: string;
  source: string;
  country: string;
  region: string;
}

/** Of the orders that the visitor's own page has told among the fresh events. `timeline`: as it was before them. */
export function originsOf(
  { lastSource }: Profile,
  timeline: readonly Moment[],
  fresh: readonly Run[],
): OrderOrigin[] {
  const landings = [
    ...timeline.flatMap(({ at, name, props }) =>
      name === "page_view" && props.landing ? [{ at, landing: props.landing as Landing }] : [],
    ),
    ...fresh.flatMap(({ events }) =>
      events.flatMap(({ at, event }) =>
        event.name === "page_view" && event.props.landing ? [{ at, landing: event.props.landing }] : [],
      ),
    ),
  ].sort((a, b) => b.at - a.at);
  return fresh.flatMap(({ events, context }) =>
    events.flatMap(({ at, event }) => {
      if (event.name !== "purchase" || !context) return [];
      const last = landings.find((landing) => landing.at <= at);
      const { channel, name } = last ? sourceOf(last.landing) : (lastSource?.value ?? sourceOf({}));
      const { country, region } = context.place;
      return [
        {
          id: event.props.orderId,
          at,
          channel,
          source: part(name),
          country: part(country),
          region: part(region),
        },
      ];
    }),
  );
}

/** A category as it stands in names of sums. */
export const categoryIn = ({ category = "" }: Pick<Item, "category">): string => part(category);
