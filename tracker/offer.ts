/** Lazy part: offer and countdown, loaded beside the content part. Opened, it is what `OfferPart` in api.ts describes. */
import type { OfferPart, Opening } from "./api.ts";
import css from "./render/content-offer.css" with { type: "text" };
import { countdownWith } from "./render/countdown.ts";
import { offer } from "./render/offer.ts";

export const open: Opening<OfferPart>["open"] = (_, { until, forMs, ends }) => ({
  css,
  offer,
  // The answer came when `until` was `forMs` away: from then on the device's clock only counts.
  countdown: countdownWith(ends && { at: ends.at, deviceAt: until - forMs + ends.inMs }),
});
