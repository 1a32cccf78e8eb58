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
    const response = await fetch(new URL("v1/coupon", import.meta.url), {
      method: "POST",
      body: JSON.stringify({
        site: core.site,
        passport: core.stored<string>("passport") ?? "",
        campaign,
        pool,
      } satisfies CouponRequest),
      credentials: (core.setting("credentials") ?? "omit") as RequestCredentials,
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 409) return undefined;
    if (!response.ok) throw new Error(`coupon: ${response.status}`);
    return (await response.json()) as GivenCoupon;
  }),
});
