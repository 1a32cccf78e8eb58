/** Lazy part: the coupon block, loaded beside the content part. Opened, it is what `CouponPart` in api.ts describes. */
import type { CouponRequest, GivenCoupon } from "../model/coupon.ts";
import type { CouponPart, Opening } from "./api.ts";
import css from "./render/content-coupon.css" with { type: "text" };
import { couponWith } from "./render/coupon.ts";

export const open: Opening<CouponPart>["open"] = (core, { campaign, variant, placement }) => ({
  css,
  coupon: couponWith(async (pool) => {
    if (core.samples) return core.samples.coupon;
    core.record("content_click", { campaign, variant, placement, target: `coupon:${pool}` });
    const passport = core.stored<string>("passport");
    // The first answer has not been kept yet: the edge would know of no visitor.
    if (!passport) throw new Error("coupon: too early");
    const response = await fetch(new URL("v1/coupon", import.meta.url), {
      method: "POST",
      body: JSON.stringify({
        site: core.site,
        passport,
        campaign,
        pool,
      } satisfies CouponRequest),
      credentials: (core.setting("credentials") ?? "omit") as RequestCredentials,
      signal: AbortSignal.timeout(20_000),
    });
    // Nothing that asking again would change: not offered any more, or none left.
    if ([403, 404, 409, 410].includes(response.status)) return undefined;
    if (!response.ok) throw new Error(`coupon: ${response.status}`);
    return (await response.json()) as GivenCoupon;
  }),
});
