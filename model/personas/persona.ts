/** A buyer persona (P2): a behaviour pattern in the registry's own terms, what it needs, and what to do about it. */
import type { Play } from "../play.ts";
import type { Condition } from "../segment.ts";
import type { NeedName } from "./need.ts";
import type { ThresholdName, Thresholds } from "./threshold.ts";

export interface Persona {
  /** Also what a segment made of it is found by: never changed. */
  id: string;
  name: string;
  /** Who they are, as one sentence. */
  sentence: string;
  /** Rows of the requirements it answers. */
  source: string[];
  /** What must have come in for anybody to fit. */
  needs: NeedName[];
  /** Those that the condition turns on. */
  thresholds: ThresholdName[];
  condition(at: Thresholds): Condition;
  plays: Play[];
}
