/**
 * A play: what to show or send to somebody, when and why (P1). What is shown on the site carries its campaign, what is sent names
 * the play with its journey (plays.ts); anything else says what it waits for, and nothing more.
 */
import type { Campaign } from "./campaign.ts";
import { type Block, type Content, formOf } from "./content.ts";

/** What would carry plays and is not there. */
export const PLANNED_PARTS = {
  recommendations: "Recommendations",
  weather: "The weather, told by a service of the shop",
} as const;
export type PlannedPart = keyof typeof PLANNED_PARTS;

interface Told {
  /** What to show or send, as an instruction. */
  what: string;
  /** When, as the end of a sentence. */
  when: string;
  /** Rows of the requirements it answers. */
  why: string[];
}
export interface ReadyPlay extends Told {
  /** What the campaign shows; all else of it is a draft's usual. */
  campaign: PlayCampaign;
}
export interface SentPlay extends Told {
  /** Id of a play of plays.ts. */
  journey: string;
}
export interface PlannedPlay extends Told {
  waitsFor: PlannedPart;
}
export type Play = ReadyPlay | SentPlay | PlannedPlay;

interface PlayCampaign {
  /** `bar`, `overlay`, or a slot of the page. */
  placement: string;
  role: Campaign["role"];
  trigger?: Campaign["trigger"];
  pageKinds?: Campaign["pageKinds"];
  cap?: Campaign["cap"];
  /** Of an overlay; in the centre where it is not said. */
  position?: Content["position"];
  blocks: Block[];
  /** Said to the visitor under "Why am I seeing this?". */
  why: string;
}

export const isReady = (play: Play): play is ReadyPlay => "campaign" in play;
export const isSent = (play: Play): play is SentPlay => "journey" in play;

/** The play as a campaign's draft for a segment: nothing is live before somebody has looked at it and published. */
export function draftOf(
  { what, campaign }: ReadyPlay,
  segment: { id: string; name: string },
): Omit<Campaign, "id"> {
  const { placement, role, trigger, pageKinds, cap, position, blocks, why } = campaign;
  const content: Content = { form: formOf(placement), ...(position && { position }), blocks };
  return {
    name: `${segment.name}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`.slice(0, 80),
    status: "draft",
    placement,
    role,
    segmentsIn: [segment.id],
    segmentsOut: [],
    pages: { in: [], out: [] },
    pageKinds: pageKinds ?? [],
    devices: [],
    schedule: {},
    trigger: trigger ?? { kind: "at_once" },
    priority: 50,
    valueMinor: 0,
    cap: cap === undefined ? { times: 2, days: 7 } : cap,
    holdoutShare: 0.1,
    variants: [{ id: "a", share: 1, content }],
    why,
  };
}
