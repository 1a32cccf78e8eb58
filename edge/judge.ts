/** By what stored visitors are judged, all at one instant: the shop's scoring in force, its segments as saved, no page. */
import type { Yardstick } from "../model/bound.ts";
import { type Facts, factsOf } from "../model/facts.ts";
import { emptyServerPart } from "../model/passport.ts";
import { inOrderOfReferences } from "../model/segment/references.ts";
import type { Segment } from "../model/segment.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { readScoring } from "./store/cut-points.ts";
import type { Candidate } from "./store/members.ts";
import { listSegments } from "./store/segments.ts";
import { NO_PAGE, situationOf } from "./visitor-row.ts";

export interface Judge {
  yardstick: Yardstick;
  /** As saved, those that cannot be worked out included. */
  segments: Segment[];
  factsOf(visitor: Pick<Candidate, "profile" | "server">): Facts;
}

/** `at`: epoch ms. */
export async function judgeAt(db: D1Database, site: SiteSettings, at: number): Promise<Judge> {
  const [scored, saved] = await Promise.all([readScoring(db, site.id), listSegments(db, site.id)]);
  const scoring = scored?.scoring;
  const segments = saved.map(({ segment }) => segment);
  const sorted = inOrderOfReferences(segments);
  return {
    yardstick: { now: at, scoring, segments: "ordered" in sorted ? sorted.ordered : [] },
    segments,
    factsOf: ({ profile, server }) =>
      factsOf(profile, server ?? emptyServerPart, situationOf(profile, NO_PAGE, at), { site, scoring }),
  };
}
