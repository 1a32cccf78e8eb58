/** Lazy part: the coupon block, loaded beside the content part. Exports what `CouponPart` in api.ts describes. */
import type { CouponRequest, GivenCoupon } from "../model/coupon.ts";
import type { CouponPart } from "./api.ts";
import { couponWith } from "./render/coupon.ts";

export { default as css } from "./render/content-coupon.css" with { type: "text" };

/** Whose content is drawn next: it is drawn in the same task. */
let ask: Parameters<typeof couponWith>[0];

export const open: CouponPart["open"] = (core, { campaign, variant, placement }) => {
  ask = async (pool) => {
    if (core.sampleCoupon) return core.sampleCoupon;
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
  };
};

export const draw: CouponPart["draw"] = (block, drawing) => couponWith(ask)(block, drawing);
