/**
 * A sample of the shop's visitors, as they stand first in the order of their ids, which are hashes: chance has drawn
 * it, and the same visitors are asked each time, so a figure does not tremble while a condition is typed. SQL leaves
 * out who is outside a condition's bounds, so the rarer its members may be, the farther the sample goes: to all there
 * are, where few may be in. It ends by what it has found, which shifts a share of thousands by less than one of them.
 */

import type { Facts } from "../model/facts.ts";
import { preFilter } from "../model/pre-filter.ts";
import { type Condition, compileCondition } from "../model/segment.ts";
import type { Judge } from "./judge.ts";
import { type Candidate, countUpTo, idAt, readCandidates } from "./store/members.ts";
import { countVisitorsSince } from "./store/visitors.ts";

/** Profiles read for one answer: 300 ms are enough for them, and half of all is told to within 2 in 100. */
const MOST_CANDIDATES = 2_000;
/** Visitors that SQL looks at for a page of them. */
const MOST_EXAMINED = 100_000;
/** Read at once: a profile is a few KB, an isolate has 128 MB. */
const PAGE = 1_000;

export interface Sample {
  /** Members among those looked at. */
  hits: number;
  /** Visitors looked at. */
  sampled: number;
  /** All visitors that are kept. */
  total: number;
}

/** `onMember` is given each member found, in the order of their ids. */
export async function sampleOf(
  db: D1Database,
  site: string,
  { yardstick, factsOf }: Judge,
  condition: Condition,
  onMember: (member: Candidate, facts: Facts) => void,
): Promise<Sample> {
  const counting = countVisitorsSince(db, site, 0);
  const bound = preFilter(condition, yardstick);
  const matches = compileCondition(condition, yardstick.segments);
  let hits = 0;
  let after = "";
  for (let candidates = 0; candidates < MOST_CANDIDATES; candidates += PAGE) {
    const page = await readCandidates(db, site, after, bound, { length: MOST_EXAMINED, most: PAGE });
    for (const candidate of page) {
      const facts = factsOf(candidate);
      if (!matches(facts)) continue;
      hits += 1;
      onMember(candidate, facts);
    }
    if (page.length < PAGE) {
      const total = await counting;
      if (total <= MOST_EXAMINED) return { hits, sampled: total, total };
      after = await idAt(db, site, after, MOST_EXAMINED);
      break;
    }
    after = page.at(-1)!.id;
  }
  const [total, sampled] = await Promise.all([counting, countUpTo(db, site, after)]);
  return { hits, sampled, total: Math.max(sampled, total) };
}
