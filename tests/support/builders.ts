/** Shapes of the trade for tests, each sound unless told otherwise. */
import type { Campaign } from "../../model/campaign.ts";
import { EXPLICIT, MEASURE, PERSONALISE } from "../../model/consent.ts";
import { formOf } from "../../model/content.ts";
import type { Event } from "../../model/event.ts";
import type { Situation } from "../../model/facts.ts";
import type { Occurred, Run, RunContext } from "../../model/profile.ts";
import type { Condition, Segment } from "../../model/segment.ts";
import { siteIdOf } from "../../model/site.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";

/** Sunday 22 November 2026, noon UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export const aContext = (changes: Partial<RunContext> = {}): RunContext => ({
  place: { country: "PL", region: "Małopolskie", city: "Kraków" },
  device: "phone",
  language: "pl-PL",
  offsetMinutes: 60,
  consent: MEASURE | PERSONALISE | EXPLICIT,
  ...changes,
});

export const occurred = (n: number, event: Event, at = NOON + n * 1000): Occurred => ({
  n,
  at,
  session: 1,
  event,
});

export const aRun = (writer: string, events: Event[], changes: Partial<Run> = {}): Run => ({
  writer,
  events: events.map((event, n) => occurred(n, event)),
  context: aContext(),
  ...changes,
});

export const aSite = (name: string, changes: Partial<SiteSettings> = {}): SiteSettings => ({
  id: siteIdOf(name)!,
  name,
  origins: [],
  timeZone: "Europe/Warsaw",
  currency: "EUR",
  holdoutShare: 0,
  attentionMinutes: 30,
  isLive: true,
  isDemo: true,
  ...changes,
});

export const aCampaign = (id: string, changes: Partial<Campaign> = {}): Campaign => ({
  id,
  name: `Campaign ${id}`,
  status: "published",
  placement: "home",
  role: "help",
  segmentsIn: [],
  segmentsOut: [],
  pages: { in: [], out: [] },
  pageKinds: [],
  devices: [],
  schedule: {},
  trigger: { kind: "at_once" },
  priority: 50,
  valueMinor: 0,
  cap: null,
  holdoutShare: 0,
  variants: [
    {
      id: "a",
      share: 1,
      content: {
        form: formOf(changes.placement ?? "home"),
        blocks: [{ kind: "head", title: "Where you left off" }],
      },
    },
  ],
  why: "Because you looked at it on your last visit.",
  ...changes,
});

export const aSnapshot = (site: SiteSettings, changes: Partial<Snapshot> = {}): Snapshot => ({
  version: 1,
  publishedAt: NOON,
  site,
  segments: [],
  campaigns: [],
  ...changes,
});

export const aSituation = (changes: Partial<Situation> = {}): Situation => ({
  now: NOON,
  path: "/",
  kind: "home",
  slots: ["home"],
  device: "phone",
  consent: MEASURE | PERSONALISE | EXPLICIT,
  isBot: false,
  ...changes,
});

export const aSegment = (id: string, condition: Condition): Segment => ({
  id,
  name: `Segment ${id}`,
  condition,
});
