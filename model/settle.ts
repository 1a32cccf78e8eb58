/** One visitor's row after a batch of messages: what ingest computes between reading and writing. Pure. */
import type { Item } from "./event.ts";
import { factsOf } from "./facts.ts";
import { emptyServerPart, type ServerPart } from "./passport.ts";
import { emptyProfile, foldRun, type Profile, type Run } from "./profile.ts";
import { addSeen, hasSeen, retainSeen, type Seen } from "./seen.ts";
import type { CompiledSnapshot } from "./snapshot.ts";
import { DAY_MS } from "./time.ts";
import { extendTimeline, type Moment, momentsOf } from "./timeline.ts";

/** What a queue message says of its visitor. */
export interface Delivery {
  /** Epoch ms. */
  receivedAt: number;
  /**
   * Names the message settles, `to` exclusive: its events, and those refused that would be refused every time. Empty where the
   * server tells, or where all is refused that another time may not be: brought twice, such refusals count twice.
   */
  ranges: { writer: string; from: number; to: number }[];
  runs: Run[];
  refused: Record<string, number>;
}

/** The row as read; undefined before the first event. */
export interface Known {
  profile: Profile;
  seen: Seen;
  timeline: Moment[];
  segments: string[];
  server: ServerPart | null;
}

export interface Settled {
  before: Profile;
  profile: Profile;
  seen: Seen;
  timeline: Moment[];
  segments: string[];
  /** Events that had not been folded before, by run. */
  fresh: Run[];
  /** The moments added, with segments entered and left: for the log. */
  added: Moment[];
  refused: Record<string, number>;
  /** Products named by fresh events, the latest word on each. */
  products: Map<string, Item>;
}

/**
 * The row after the deliveries, in the order given, or undefined where they bring nothing new. `rules`: by which the
 * visitor is matched and scored; undefined before the first publication.
 */
export function settle(
  known: Known | undefined,
  deliveries: Delivery[],
  rules?: Pick<CompiledSnapshot, "site" | "scoring" | "program">,
): Settled | undefined {
  const before = known?.profile ?? emptyProfile();
  let profile = before;
  let seen = known?.seen ?? {};
  let isNews = false;
  let newest = 0;
  const fresh: Run[] = [];
  const refused: Record<string, number> = {};
  for (const delivery of deliveries) {
    const day = Math.floor(delivery.receivedAt / DAY_MS);
    // What the shop's server tells is named by its messages, of which ingest leaves only new ones.
    const isRepeated =
      delivery.runs.every(({ told }) => !told) &&
      delivery.ranges.every(({ writer, from, to }) => hasSeenAll(seen, writer, from, to)) &&
      (delivery.ranges.length > 0 || Object.keys(delivery.refused).length === 0);
    if (isRepeated) continue;
    isNews = true;
    newest = Math.max(newest, delivery.receivedAt);
    for (const run of delivery.runs) {
      const events = run.told ? run.events : run.events.filter(({ n }) => !hasSeen(seen, run.writer, n));
      if (events.length === 0) continue;
      const part = { ...run, events };
      profile = foldRun(profile, part);
      fresh.push(part);
    }
    for (const { writer, from, to } of delivery.ranges) seen = addSeen(seen, writer, from, to, day);
    for (const [reason, count] of Object.entries(delivery.refused))
      refused[reason] = (refused[reason] ?? 0) + count;
  }
  if (!isNews) return undefined;
  const last = fresh.at(-1)?.events.at(-1);
  const server = known?.server ?? emptyServerPart;
  const facts = factsOf(profile, server, aside(profile, newest), rules);
  const memberships = rules?.program.match(facts) ?? new Set<string>();
  const crossings = crossingsOf(known?.segments ?? [], memberships, newest, last?.session ?? 0);
  const added = [...fresh.flatMap(momentsOf), ...crossings];
  return {
    before,
    profile,
    seen: retainSeen(seen, Math.floor(newest / DAY_MS)),
    timeline: extendTimeline(known?.timeline ?? [], added),
    segments: [...memberships],
    fresh,
    added,
    refused,
    products: productsIn(fresh),
  };
}

function hasSeenAll(seen: Seen, writer: string, from: number, to: number): boolean {
  for (let n = from; n < to; n++) if (!hasSeen(seen, writer, n)) return false;
  return true;
}

/** For the record there is no page being looked at. */
function aside(profile: Profile, now: number) {
  const device = profile.device?.value ?? "desktop";
  return {
    now,
    path: "",
    kind: "other" as const,
    slots: [],
    device,
    consent: profile.consent?.value ?? 0,
    isBot: false,
  };
}

function crossingsOf(before: string[], after: Set<string>, at: number, session: number): Moment[] {
  const crossing = (name: "segment_enter" | "segment_exit", segment: string): Moment => ({
    at,
    session,
    name,
    props: { segment },
  });
  return [
    ...[...after].filter((id) => !before.includes(id)).map((id) => crossing("segment_enter", id)),
    ...before.filter((id) => !after.has(id)).map((id) => crossing("segment_exit", id)),
  ];
}

function productsIn(fresh: Run[]): Map<string, Item> {
  const products = new Map<string, Item>();
  for (const run of fresh)
    for (const { event } of run.events) {
      const item = (event.props as { item?: Item }).item;
      if (item?.name && typeof event.props === "object" && !event.name.startsWith("custom:"))
        products.set(item.id, item);
    }
  return products;
}
