/** The scores, as numbers of three digits (edge/store/scores.ts), that make a named segment. Pure. */
import { type RfmSegment, rfmSegmentOf, type Score } from "../model/rfm.ts";

const SCORES: Score[] = [1, 2, 3, 4];

export const scoresOf = (segment: RfmSegment): number[] =>
  SCORES.flatMap((recency) =>
    SCORES.flatMap((frequency) =>
      SCORES.filter((monetary) => rfmSegmentOf({ recency, frequency, monetary }) === segment).map(
        (monetary) => recency * 100 + frequency * 10 + monetary,
      ),
    ),
  );
