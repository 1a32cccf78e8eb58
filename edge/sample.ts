/**
 * A sample of the shop's visitors, as they stand first in the order of their ids, which are hashes: chance has drawn
 * it, and the same visitors are asked each time, so a figure does not tremble while a condition is typed. SQL leaves
 * out who is outside a condition's bounds, so the rarer its members may be, the farther the sample goes: to all there
 * are, where few may be in. It ends by what it has found, which shifts a share of thousands by less than one of them.
 */

import type { Facts } from "../model/facts.ts";
import { preFilter } from "../model/pre-filter.ts";
import { comparisonsOf } from "../model/segment/condition.ts";
import { FIELDS } from "../model/segment/fields.ts";
import { type Condition, compileCondition } from "../model/segment.ts";
import type { Judge } from "./judge.ts";
import { type Candidate, countUpTo, idAt, readCandidates } from "./store/members.ts";
import { countVisitorsSince } from "./store/visitors.ts";

/** Profiles read for one answer: what 300 ms are enough for, and half of all is told to within 3 in 100. */
const MOST_CANDIDATES = 1_000;
/** Visitors that SQL looks at for them. */
const MOST_EXAMINED = 100_000;

export interface Sample {
  /** Members among those looked at. */
  hits: number;
  /** Visitors looked at. */
  sampled: number;
  /** All visitors that are kept. */
  total: number;
}

interface SampleOptions {
  /** Profiles read for it. */
  most?: number;
  /** What `onMember` asks of the facts, where that is more than the condition. */
  asked?: Condition;
}

/** `onMember` is given each member found, in the order of their ids. */
export async function sampleOf(
  db: D1Database,
  site: string,
  { yardstick, factsOf }: Judge,
  condition: Condition,
  onMember: (member: Candidate, facts: Facts) => void,
  { most = MOST_CANDIDATES, asked = condition }: SampleOptions = {},
): Promise<Sample> {
  const counting = countVisitorsSince(db, site, 0);
  const bound = preFilter(condition, yardstick);
  const matches = compileCondition(condition, yardstick.segments);
  const extent = { length: MOST_EXAMINED, most };
  const hasTrail = [asked, ...yardstick.segments.map((segment) => segment.condition)].some(isAskingSteps);
  const candidates = await readCandidates(db, site, "", bound, extent, hasTrail);
  let hits = 0;
  for (const candidate of candidates) {
    const facts = factsOf(candidate);
    if (!matches(facts)) continue;
    hits += 1;
    onMember(candidate, facts);
  }
  const total = await counting;
  const isFull = candidates.length === most;
  if (!isFull && total <= MOST_EXAMINED) return { hits, sampled: total, total };
  const last = isFull ? candidates.at(-1)!.id : await idAt(db, site, "", MOST_EXAMINED);
  const sampled = await countUpTo(db, site, last);
  return { hits, sampled, total: Math.max(sampled, total) };
}

const isAskingSteps = (condition: Condition) =>
  comparisonsOf(condition).some(({ field }) => FIELDS[field]?.type === "steps");
