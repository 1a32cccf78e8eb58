/** The events of a sync, judged one by one: what is kept, what is refused by name, and what that settles. */
import { hash32 } from "./bucketing.ts";
import { type EventFault, eventProps, parseEvent } from "./event.ts";
import { MAX_EVENT_AGE_MS } from "./limits.ts";
import { type Passport, variantKey } from "./passport.ts";
import type { Occurred, Run, RunContext } from "./profile.ts";
import type { SyncAck, WireRun } from "./sync.ts";

export interface Accepted {
  runs: Run[];
  /** Every name of the request, kept or refused: none is wanted again. */
  ranges: SyncAck["ack"];
  /**
   * Those of them that would be judged so at every hearing. The rest was refused for its age or for a decision that the passport
   * lacks: where the device never hears of that it sends them again, and may be right then.
   */
  settled: SyncAck["ack"];
  refused: SyncAck["refused"];
  /**
   * How many were refused, for the daily counters: by the name of a known event, else `name`, `custom`, `age` or
   * `not_issued`. Nothing a visitor wrote becomes a counter's name.
   */
  reasons: Record<string, number>;
}

/**
 * `receivedAt`: epoch ms. `siteCurrency`: ISO 4217, taken where a page tells a cart or an order without one. An age below zero (a clock set back) counts as now. An exposure, click, close or answer counts
 * only for a campaign that this passport was issued (design.md §3) or, for all but exposures, that it has seen. Where two
 * runs bring the same name, the first one stands.
 */
export function acceptRuns(
  wireRuns: WireRun[],
  passport: Passport,
  context: RunContext,
  receivedAt: number,
  siteCurrency: string,
): Accepted {
  const accepted: Omit<Accepted, "settled"> = { runs: [], ranges: [], refused: [], reasons: {} };
  const judged = new Set<string>();
  const open = new Set<string>();
  for (const { writer, from, events } of wireRuns) {
    const kept: Occurred[] = [];
    for (const [i, wire] of events.entries()) {
      const n = from + i;
      const key = `${writer}:${n}`;
      if (judged.has(key)) continue;
      judged.add(key);
      const name = typeof wire.name === "string" ? wire.name.slice(0, 40) : "";
      const refuse = (reason: string, path: string, expected: string) => {
        accepted.refused.push({ writer, n, name, path, expected });
        accepted.reasons[reason] = (accepted.reasons[reason] ?? 0) + 1;
      };
      const parsed = parseEvent(wire.name, wire.props);
      if ("fault" in parsed) refuse(reasonOf(name, parsed.fault), parsed.fault.path, parsed.fault.expected);
      else if (wire.ageMs > MAX_EVENT_AGE_MS) {
        refuse("age", "ageMs", "at most 7 days");
        open.add(key);
      } else if (!wasIssued(parsed.event, passport)) {
        refuse("not_issued", "props.campaign", "a decision issued to this visitor");
        open.add(key);
      } else
        kept.push({
          n,
          at: Math.round(receivedAt - Math.max(0, wire.ageMs)),
          session: wire.session,
          event: withCurrency(parsed.event, siteCurrency),
        });
    }
    if (kept.length > 0) accepted.runs.push({ writer, events: kept, context });
    accepted.ranges.push({ writer, from, to: from + events.length });
  }
  return { ...accepted, settled: rangesWithout(accepted.ranges, open) };
}

function rangesWithout(ranges: SyncAck["ack"], open: Set<string>): SyncAck["ack"] {
  if (open.size === 0) return ranges;
  const settled: SyncAck["ack"] = [];
  for (const { writer, from, to } of ranges)
    for (let n = from; n < to; n++) {
      if (open.has(`${writer}:${n}`)) continue;
      const last = settled.at(-1);
      if (last?.writer === writer && last.to === n) last.to = n + 1;
      else settled.push({ writer, from: n, to: n + 1 });
    }
  return settled;
}

function withCurrency(event: Occurred["event"], currency: string): Occurred["event"] {
  if (event.name !== "cart" && event.name !== "purchase") return event;
  return { ...event, props: { currency, ...event.props } } as Occurred["event"];
}

function reasonOf(name: string, { path }: EventFault): string {
  if (Object.hasOwn(eventProps, name)) return name;
  return path === "name" ? "name" : "custom";
}

const OF_CONTENT = new Set<string>(["exposure", "content_click", "content_close", "answer"]);

function wasIssued({ name, props }: Occurred["event"], { issued, profile }: Passport): boolean {
  if (!OF_CONTENT.has(name)) return true;
  const { campaign, variant } = props as { campaign: string; variant: string };
  const hash = hash32(campaign);
  const isListed = issued.some(
    (each) =>
      each.campaign === hash &&
      each.variant === variantKey(variant) &&
      (name !== "exposure" || each.ghost === Boolean((props as { ghost?: true }).ghost)),
  );
  return (
    isListed ||
    (name !== "exposure" && Object.keys(profile.exposures).some((key) => key.endsWith(`:${hash}`)))
  );
}
