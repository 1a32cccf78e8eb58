/** The last events of a visitor as D1 keeps them for the card, and the live feed shows them. */
import type { Event, EventProps } from "./event.ts";
import type { Occurred, Run } from "./profile.ts";

/** Something that happened to one visitor: an event, or a segment entered or left. */
export interface Moment {
  /** Epoch ms. */
  at: number;
  /** Number of the visit; 0 for what happened without one. */
  session: number;
  /** Name of the event, `segment_enter` or `segment_exit`. */
  name: Event["name"] | "segment_enter" | "segment_exit";
  /** The event's properties; for a segment `{ segment: ID }`. */
  props: Record<string, unknown>;
  /** Where it comes from, where the shop's server told it. */
  source?: string | undefined;
}

/** Moments kept a visitor. */
export const TIMELINE_LENGTH = 100;

/** State that the profile holds anyway, and measurements of the page: they would drown the timeline. */
const QUIET = new Set<string>(["cart", "web_vital"]);

export function momentsOf(run: Run): Moment[] {
  return run.events
    .filter(({ event }) => !QUIET.has(event.name))
    .map(({ at, session, event }: Occurred) => ({
      at,
      session,
      name: event.name,
      props: event.name === "answer" ? withoutContacts(event.props) : event.props,
      ...(run.told && { source: run.told.source }),
    }));
}

/** Of what somebody can be reached by only that it was told: the rest is the lead's (edge/store/leads.ts). */
const withoutContacts = ({ contacts = [], consent: _, ...props }: EventProps["answer"]) => ({
  ...props,
  ...(contacts.length > 0 && { contacts: contacts.map(({ type }) => type) }),
});

/** The timeline with the new moments, in order of time, the newest kept. */
export function extendTimeline(timeline: Moment[], added: Moment[]): Moment[] {
  return [...timeline, ...added].sort((a, b) => a.at - b.at).slice(-TIMELINE_LENGTH);
}
