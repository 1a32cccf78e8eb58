/** A code given for a claim, whichever door asks, and the shop's webhooks told of it. */
import type { Context } from "hono";
import type { GivenCoupon } from "../model/coupon.ts";
import type { AppEnv } from "./env.ts";
import { sendOn } from "./jobs/send-webhook.ts";
import { type Claim, giveCode } from "./store/coupons.ts";
import { tellWebhooks, webhooksTold } from "./store/webhook-messages.ts";
import { codeTelling } from "./webhook/tellings.ts";

/** Null where there is none for this visitor: `NO_CODE` says why. `now`: epoch ms. */
export async function claimCode<Env extends AppEnv>(
  { env, executionCtx }: Pick<Context<Env>, "env" | "executionCtx">,
  site: string,
  claim: Claim,
  now: number,
): Promise<GivenCoupon | null> {
  const given = await giveCode(env.DB, site, claim, now);
  if (!given) return null;
  const told = await env.DB.batch(await tellWebhooks(env.DB, site, [codeTelling(given, claim)], now));
  executionCtx.waitUntil(sendOn(env, site, webhooksTold(told)).catch(() => undefined));
  return { code: given.code, expiresAt: given.expiresAt };
}

export const NO_CODE = {
  field: "pool",
  expected:
    "a pool with a free code, within its budget, the campaign's and its time, and a named customer where it needs one",
};
