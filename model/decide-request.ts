/** POST /v1/decide: a server or a native app asks what a visitor gets. What is asked and answered is this file. */
import * as v from "valibot";
import type { Trigger } from "./campaign.ts";
import { type Content, idSchema } from "./content.ts";
import { pageKindSchema } from "./event.ts";
import { languageOf } from "./language.ts";

const id = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));
/** Whom it is about. */
const WHO = {
  /** A visitor's id of ours, or whatever the caller knows somebody by: as in `POST /v1/track`. */
  anonymousId: id,
  /** The shop's id of the customer. */
  userId: id,
};
const isSomebody = ({ anonymousId, userId }: v.InferOutput<v.ObjectSchema<typeof WHO, undefined>>) =>
  !!(anonymousId || userId);
const SOMEBODY = "an anonymousId or a userId";

export const decideRequestSchema = v.pipe(
  v.object({
    ...WHO,
    /** What the visitor has allowed. */
    consent: v.object({
      personalise: v.boolean("true or false: whether content may be chosen for the visitor"),
    }),
    page: v.object({
      path: v.pipe(v.string(), v.startsWith("/", "a path, beginning with /"), v.maxLength(300)),
      kind: v.optional(pageKindSchema),
      /** Those the caller can fill, by name: slots, `bar`, `overlay`. Nothing is decided for any other. */
      placements: v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
        v.minLength(1, "at least one placement"),
        v.maxLength(20),
      ),
    }),
    /** Absent: as last seen. */
    device: v.optional(v.picklist(["phone", "tablet", "desktop"])),
    /** Absent: as last seen. For segments, and how prices are written. */
    language: v.optional(
      v.pipe(
        v.string(),
        v.check((tag) => languageOf(tag) !== undefined, "a language tag such as pl-PL"),
      ),
    ),
    /** Answer with every campaign's reason. */
    explain: v.optional(v.boolean()),
  }),
  v.forward(
    v.check((who) => isSomebody(who), SOMEBODY),
    ["anonymousId"],
  ),
);
export type DecideRequest = v.InferOutput<typeof decideRequestSchema>;

/** POST /v1/decide/coupon: the code behind the coupon block of what was decided. It answers a `GivenCoupon` (coupon.ts). */
export const decideCouponRequestSchema = v.pipe(
  v.object({ ...WHO, campaign: idSchema, pool: idSchema }),
  v.forward(
    v.check((who) => isSomebody(who), SOMEBODY),
    ["anonymousId"],
  ),
);

export interface DecideAnswer {
  /** Whom it was decided for: the `anonymousId` to tell exposures and clicks by. */
  visitor: string;
  /** False: nothing is known of them, so that it was decided as for a new visitor. */
  isKnown: boolean;
  /** Version of the rules. */
  snapshot: number;
  /** At most one a placement, one for the exit and one that asks for notifications. */
  decisions: {
    placement: string;
    campaign: string;
    variant: string;
    /** Held out: show nothing, and tell the exposure with `ghost` where it would have been seen. */
    ghost?: true;
    /** Its texts are as they are to be read: no token is left in them. */
    content?: Content;
    /** When to show it. */
    trigger: Trigger;
    /** One sentence for “Why am I seeing this?”. */
    why: string;
    /** Epoch ms: not to be shown from then on. */
    until: number;
  }[];
  /** Where it was asked for: every published campaign. */
  reasons?: {
    placement: string;
    campaign: string;
    name: string;
    outcome: string;
    reason: string;
    flip: string;
    /** Epoch ms from which it would show; null where that does not depend on time alone. */
    showsFrom: number | null;
  }[];
}
