/** A broadcast: one notification to the subscribers of some segments, at once or each at their own hour. */
import * as v from "valibot";
import { idSchema as id, text } from "./content.ts";
import { pushMessageSchema } from "./push.ts";

const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const broadcastSchema = v.object({
  id,
  name: text(80),
  /** Ids of segments, any of them; empty: every subscriber. */
  segmentsIn: v.pipe(v.array(id), v.maxLength(20)),
  segmentsOut: v.pipe(v.array(id), v.maxLength(20)),
  when: v.variant("kind", [
    v.object({ kind: v.literal("now") }),
    v.object({ kind: v.literal("at"), at: epochMs }),
    /** At that hour of that day where each visitor is. */
    v.object({
      kind: v.literal("local"),
      date: v.pipe(v.string(), v.isoDate("a date, 2026-12-06")),
      hour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)),
    }),
  ]),
  /** Share of those it is for who get nothing, so that its effect can be measured. */
  holdoutShare: share,
  variants: v.pipe(
    v.array(v.object({ id, share, message: pushMessageSchema })),
    v.minLength(1),
    v.maxLength(6),
  ),
});
export type Broadcast = v.InferOutput<typeof broadcastSchema>;
export type BroadcastStatus = "draft" | "sending" | "paused" | "cancelled" | "done";
