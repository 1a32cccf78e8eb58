/** How a shop sends notifications, to how many browsers, by which keys; and one to try it with. */
import { Hono } from "hono";
import * as v from "valibot";
import { PERMISSION_STATES } from "../../model/event.ts";
import { pushMessageSchema, pushSettingsSchema, USUAL_PUSH } from "../../model/push.ts";
import type { PushOverview } from "../../model/push-report.ts";
import { dayIn } from "../../model/shop-day.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { deliver } from "../jobs/deliver.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { deliveryId } from "../push/delivery-id.ts";
import { rotateKey } from "../push/keys.ts";
import { recorded } from "../store/changes.ts";
import { makeDeliveries } from "../store/deliveries.ts";
import { readListedDelivery } from "../store/delivery-list.ts";
import { sumFigures } from "../store/figures.ts";
import { readSite, saveSettings } from "../store/sites.ts";
import { countByService, countSubscriptions, findSubscription } from "../store/subscriptions.ts";
import { listVapidKeys } from "../store/vapid-keys.ts";

const PERMISSION_DAYS = 30;
const noSite = () => problem(404, "site", "No such site");
const testSchema = v.object({ visitor: v.string(), message: pushMessageSchema });

export const pushSettings = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    return site ? c.json(await overviewOf(c.env, site.settings), 200) : noSite();
  })
  /** They hold at once, without publishing. */
  .put("/settings", validJson(pushSettingsSchema), async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return noSite();
    const settings: SiteSettings = { ...site.settings, push: c.req.valid("json") };
    const { DB } = c.env;
    await DB.batch(recorded(DB, settings.id, await actOf(c), { kind: "push" }, [saveSettings(DB, settings)]));
    return c.json(await overviewOf(c.env, settings), 200);
  })
  /** A new current key. Browsers subscribe anew when they are next on the shop's pages; until then the old one signs for them. */
  .post("/keys", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return noSite();
    await rotateKey(c.env, site.settings.id, await actOf(c));
    return c.json(await overviewOf(c.env, site.settings), 201);
  })
  /** Sent before the answer, whatever the hour; the answer says what became of it. */
  .post("/test", validJson(testSchema), async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const { visitor, message } = c.req.valid("json");
    if (!(await findSubscription(DB, site, visitor)))
      return problem(404, "subscription", "This visitor takes no notifications", {
        field: "visitor",
        expected: "a visitor with a subscription",
      });
    const at = await now(c.env);
    const id = await deliveryId(site, "test", "", visitor, crypto.randomUUID());
    const { ttlHours } = message;
    const test = {
      id,
      visitor,
      source: "test",
      step: "",
      state: "due",
      dueAt: at,
      ttlHours,
      message,
    } as const;
    await DB.batch(makeDeliveries(DB, site, [test], at));
    await deliver(c.env, { site, ids: [id], leasedUntil: 0 }, at);
    return c.json((await readListedDelivery(DB, site, id))!, 201);
  });

async function overviewOf(env: Env, { id, timeZone, push }: SiteSettings): Promise<PushOverview> {
  const since = dayIn(await now(env), timeZone) - PERMISSION_DAYS + 1;
  const [subscribers, services, permissions, keys] = await Promise.all([
    countSubscriptions(env.DB, id),
    countByService(env.DB, id),
    sumFigures(env.DB, id, "permission", since),
    listVapidKeys(env.DB, id),
  ]);
  return {
    settings: push ?? USUAL_PUSH,
    subscribers,
    services,
    permissions: Object.fromEntries(PERMISSION_STATES.map((state) => [state, permissions.get(state) ?? 0])),
    keys,
  };
}
