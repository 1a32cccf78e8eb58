/** Doors of orders: how each does, and the secrets of those that sign. A secret is shown when it is made, and never again. */
import { Hono } from "hono";
import * as v from "valibot";
import { DOORS } from "../../model/order-report.ts";
import type { DoorList } from "../../model/report.ts";
import type { AppEnv } from "../env.ts";
import { HOOK_DOORS } from "../hear.ts";
import { newHookSecret, sealHookSecret } from "../hook-secret.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { deletePreviousSecret, listDoors, saveSecret } from "../store/doors.ts";

/** Absent: one is made. Shopify makes its own, and shows it in its settings. */
const secretSchema = v.object({
  secret: v.optional(
    v.pipe(v.string(), v.trim(), v.minLength(16, "16 characters or more"), v.maxLength(200)),
  ),
});

const hookDoor = (name: string) => HOOK_DOORS.find((one) => one === name);
const noDoor = () =>
  problem(404, "door", "No such door, or one that does not sign", {
    field: "door",
    expected: HOOK_DOORS.join(" or "),
  });

export const doors = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = c.get("site");
    const known = await listDoors(c.env.DB, site);
    const { origin } = new URL(c.req.url);
    const answer: DoorList = {
      doors: DOORS.map((door) => {
        const state = known.find((one) => one.door === door);
        return {
          door,
          accepted: state?.accepted ?? 0,
          refused: state?.refused ?? 0,
          ignored: state?.ignored ?? 0,
          lastAt: state?.lastAt ?? null,
          lastOutcome: state?.lastOutcome ?? null,
          lastReason: state?.lastReason ?? null,
          secretAt: state?.secretAt ?? null,
          hasPreviousSecret: Boolean(state?.previousSecret),
          url: hookDoor(door)
            ? `${origin}/v1/hooks/${door}?site=${site}`
            : door === "api"
              ? `${origin}/v1/orders`
              : null,
        };
      }),
    };
    return c.json(answer, 200);
  })
  .post("/:door/secret", validJson(secretSchema), async (c) => {
    const door = hookDoor(c.req.param("door"));
    if (!door) return noDoor();
    const site = c.get("site");
    const secret = c.req.valid("json").secret ?? newHookSecret();
    const sealed = await sealHookSecret(c.env, site, door, secret);
    await saveSecret(c.env.DB, site, door, sealed, await actOf(c));
    return c.json({ door, secret }, 201);
  })
  .delete("/:door/previous-secret", async (c) => {
    const door = hookDoor(c.req.param("door"));
    if (!door) return noDoor();
    await deletePreviousSecret(c.env.DB, c.get("site"), door, await actOf(c));
    return c.json({ door }, 200);
  });
