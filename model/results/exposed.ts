/**
 * What a visitor was shown, as results need it; kept with the visitor's row, so that it costs no row of its own and goes where
 * the visitor goes. The arm is that of the first exposure, whatever the shares are made later.
 */
import { type Attribution, MAX_WINDOW_DAYS, USUAL_ATTRIBUTION } from "../campaign.ts";
import { isHeldOutOfAll } from "../decision.ts";
import type { Event } from "../event.ts";
import type { Run } from "../profile.ts";
import type { CompiledSnapshot } from "../snapshot.ts";
import { DAY_MS, HOUR_MS } from "../time.ts";
import { showingOf } from "./fatigue.ts";
import { goalKey, reaches } from "./goal.ts";
import { ALL_CAMPAIGNS, armOf, HELD_OUT_OF_ALL, LET_IN, splitOf, splitOfAll } from "./split.ts";

export interface FirstExposure {
  /** Epoch ms. */
  at: number;
  /** A variant, or one of the arms named in split.ts. */
  arm: string;
  /** As it was then (split.ts splitOf). */
  split: string;
  /** How often it has really been shown by now. */
  shown: number;
  /** Key of the campaign's goal that has been reached since (goal.ts); absent: none. */
  reached?: string;
}

/**
 * A click or a view that may earn an order placed at `at` or later, before `until`, epoch ms. Of a campaign the first view and
 * the first click of an hour stand for the others of that hour.
 */
export type Touch = [at: number, until: number, isClick: 0 | 1, campaign: string];

export interface Exposed {
  /** By campaign; under ALL_CAMPAIGNS the first exposure of any. */
  first: Record<string, FirstExposure>;
  /** Oldest first. */
  touches: Touch[];
  /** Of the newest touch that was let go, epoch ms; 0: none was. Orders that could look back to it keep their credit. */
  since: number;
}

/** So long a touch is kept, counted back from the newest: as long as an order may be told late, and its window before that. */
const KEPT_DAYS = 2 * MAX_WINDOW_DAYS;
const KEPT_TOUCHES = 300;

/** What is to be added to the sums of the day of `at`. */
export type Counted = [at: number, name: string, value: number];

/**
 * The visitor's part after fresh events, each of which comes here once, and what it adds to the sums: `first:CAMPAIGN:ARM:SPLIT`
 * visitors by their first exposure, `goal:CAMPAIGN:ARM:SPLIT:KEY`
 * those of them who reached its goal, `shown:CAMPAIGN:NTH` and `click:CAMPAIGN:NTH` showings and clicks by how often the visitor
 * had seen it. Null: nothing was ever shown.
 */
export function foldExposed(
  before: Exposed | null,
  fresh: readonly Run[],
  visitor: string,
  rules: CompiledSnapshot,
): { exposed: Exposed | null; counted: Counted[] } {
  const exposed: Exposed = structuredClone(before ?? { first: {}, touches: [], since: 0 });
  const counted: Counted[] = [];
  const events = fresh.flatMap((run) => run.events).sort((a, b) => a.at - b.at);
  for (const { at, event } of events) {
    noteGoals(exposed, at, event, rules, counted);
    if (event.name !== "exposure" && event.name !== "content_click") continue;
    const { campaign: id } = event.props;
    const campaign = rules.campaigns.find(({ campaign }) => campaign.id === id)?.campaign;
    if (event.name === "exposure" && campaign) {
      const arm = armOf(visitor, event.props, rules.site);
      noteFirst(exposed, id, { at, arm, split: splitOf(rules.site, campaign), shown: 0 }, counted);
      const ofAll = isHeldOutOfAll(visitor, rules.site) ? HELD_OUT_OF_ALL : LET_IN;
      noteFirst(exposed, ALL_CAMPAIGNS, { at, arm: ofAll, split: splitOfAll(rules.site), shown: 0 }, counted);
    }
    if (event.name === "exposure" && event.props.ghost) continue;
    const seen = exposed.first[id];
    if (event.name === "exposure") {
      counted.push([at, `shown:${id}:${showingOf(seen?.shown ?? 0)}`, 1]);
      if (seen) seen.shown++;
    } else counted.push([at, `click:${id}:${showingOf(Math.max(0, (seen?.shown ?? 0) - 1))}`, 1]);
    noteTouch(exposed, at, event.name === "content_click" ? 1 : 0, id, campaign?.attribution);
  }
  letGo(exposed);
  const isAny = exposed.touches.length > 0 || Object.keys(exposed.first).length > 0;
  return { exposed: isAny ? exposed : null, counted };
}

/** Once a visitor and goal; not what happened before the first exposure. */
function noteGoals(
  { first }: Exposed,
  at: number,
  event: Event,
  { campaigns }: CompiledSnapshot,
  counted: Counted[],
): void {
  for (const { campaign } of campaigns) {
    const met = first[campaign.id];
    if (!met || !campaign.goal || at < met.at) continue;
    const key = goalKey(campaign.goal);
    if (!key || key === met.reached || !reaches(campaign.goal, campaign.id, event)) continue;
    met.reached = key;
    counted.push([at, goalName(campaign.id, met, key), 1]);
  }
}

const goalName = (campaign: string, { arm, split }: FirstExposure, key: string) =>
  `goal:${campaign}:${arm}:${split}:${key}`;

/** Events may come late: the earliest is the first, and who has changed arms by it is counted in the other one. */
function noteFirst({ first }: Exposed, campaign: string, one: FirstExposure, counted: Counted[]): void {
  const known = first[campaign];
  if (known && known.at <= one.at) return;
  const nameOf = ({ arm, split }: FirstExposure) => `first:${campaign}:${arm}:${split}`;
  if (known) counted.push([known.at, nameOf(known), -1]);
  counted.push([one.at, nameOf(one), 1]);
  const reached = known?.reached;
  if (reached)
    counted.push(
      [known.at, goalName(campaign, known, reached), -1],
      [one.at, goalName(campaign, one, reached), 1],
    );
  first[campaign] = { ...one, shown: known?.shown ?? 0, ...(reached && { reached }) };
}

function noteTouch(
  exposed: Exposed,
  at: number,
  isClick: 0 | 1,
  campaign: string,
  { clickDays, viewDays }: Attribution = USUAL_ATTRIBUTION,
): void {
  if (exposed.since > 0 && at <= exposed.since) return;
  const touch: Touch = [at, at + (isClick ? clickDays : viewDays) * DAY_MS, isClick, campaign];
  const hour = Math.floor(at / HOUR_MS);
  const i = exposed.touches.findIndex(
    ([other, , kind, of]) => of === campaign && kind === isClick && Math.floor(other / HOUR_MS) === hour,
  );
  if (i < 0) exposed.touches.push(touch);
  else if (at < exposed.touches[i]![0]) exposed.touches[i] = touch;
}

function letGo(exposed: Exposed): void {
  exposed.touches.sort((a, b) => a[0] - b[0] || b[2] - a[2] || (a[3] < b[3] ? -1 : 1));
  const oldest = (exposed.touches.at(-1)?.[0] ?? 0) - KEPT_DAYS * DAY_MS;
  const tooMany = exposed.touches.length - KEPT_TOUCHES;
  const gone = exposed.touches.filter(([at], i) => at < oldest || i < tooMany).length;
  const last = exposed.touches.splice(0, gone).at(-1);
  if (last) exposed.since = last[0];
}
