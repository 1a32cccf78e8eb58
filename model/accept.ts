/** The events of a sync, judged one by one: what is kept, what is refused by name, and what that settles. */
import { hash32 } from "./bucketing.ts";
import { parseEvent } from "./event.ts";
import { MAX_EVENT_AGE_MS } from "./limits.ts";
import type { Passport } from "./passport.ts";
import type { Occurred, Run, RunContext } from "./profile.ts";
import type { SyncAck, WireRun } from "./sync.ts";

export interface Accepted {
  runs: Run[];
  /** Every name of the request, kept or refused: none is wanted again. */
  ranges: SyncAck["ack"];
  refused: SyncAck["refused"];
}

/**
 * `receivedAt`: epoch ms. An age below zero (a clock set back) counts as now. An exposure, click or close counts only
 * for a campaign that this passport was issued (design.md §3) or, for clicks and closes, that it has seen.
 */
export function acceptRuns(
  wireRuns: WireRun[],
  passport: Passport,
  context: RunContext,
  receivedAt: number,
): Accepted {
  const accepted: Accepted = { runs: [], ranges: [], refused: [] };
  for (const { writer, from, events } of wireRuns) {
    const kept: Occurred[] = [];
    for (const [i, wire] of events.entries()) {
      const n = from + i;
      const refuse = (path: string, expected: string) =>
        accepted.refused.push({ writer, n, name: String(wire.name).slice(0, 40), path, expected });
      const parsed = parseEvent(wire.name, wire.props);
      if ("fault" in parsed) refuse(parsed.fault.path, parsed.fault.expected);
      else if (wire.ageMs > MAX_EVENT_AGE_MS) refuse("ageMs", "at most 7 days");
      else if (!wasIssued(parsed.event, passport))
        refuse("props.campaign", "a decision issued to this visitor");
      else
        kept.push({
          n,
          at: Math.round(receivedAt - Math.max(0, wire.ageMs)),
          session: wire.session,
          event: parsed.event,
        });
    }
    if (kept.length > 0) accepted.runs.push({ writer, events: kept, context });
    accepted.ranges.push({ writer, from, to: from + events.length });
  }
  return accepted;
}

function wasIssued({ name, props }: Occurred["event"], { issued, profile }: Passport): boolean {
  if (name !== "exposure" && name !== "content_click" && name !== "content_close") return true;
  const { campaign, variant } = props as { campaign: string; variant: string };
  const hash = hash32(campaign);
  const isListed = issued.some(
    (each) =>
      each.campaign === hash &&
      each.variant === variant &&
      (name !== "exposure" || each.ghost === Boolean((props as { ghost?: true }).ghost)),
  );
  return (
    isListed ||
    (name !== "exposure" && Object.keys(profile.exposures).some((key) => key.endsWith(`:${hash}`)))
  );
}
