/** Sixty days of the demo shop, as its visitors and its tills would have told them. */
import { createHash } from "node:crypto";
import { demoSite } from "../demo/rules.ts";
import { type Driven, driveTraffic } from "../demo/traffic/drive.ts";
import { storeOrders, tillOrders } from "../demo/traffic/regulars.ts";

export const HISTORY_DAYS = 60;
const VISITS_PER_DAY = 39;
const SEED = 3;

/** Plays it up to now; once only, since a visitor's events would be another's if played again. */
export async function playHistory(origin: string, adminToken: string): Promise<Driven> {
  const until = Date.now();
  const driven = await driveTraffic({
    origin,
    site: demoSite.id,
    days: HISTORY_DAYS,
    until,
    visitsPerDay: VISITS_PER_DAY,
    seed: SEED,
    concurrency: 24,
  });
  const orders = [...storeOrders(SEED, until), ...tillOrders(SEED, until)].map(({ secret, ...order }) => ({
    ...order,
    visitor: visitorOf(secret),
    channel: "store",
  }));
  const answer = await fetch(`${origin}/v1/orders?site=${demoSite.id}`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ orders }),
  });
  if (!answer.ok) throw new Error(`orders of the stores: ${answer.status} ${await answer.text()}`);
  const { campaign, effect, addedMinor } = driven.truth;
  const told = await fetch(`${origin}/local/truth`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ site: demoSite.id, campaign, effect, addedMinor }),
  });
  if (!told.ok) throw new Error(`the truth: ${told.status} ${await told.text()}`);
  return driven;
}

/** As edge/passport.ts visitorIdOf, which asks for more than Node has. */
const visitorOf = (secret: string) =>
  createHash("sha256")
    .update(`impuls-visitor|${demoSite.id}|${secret}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
