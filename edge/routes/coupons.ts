/** Coupon pools for the dashboard: list, save, codes in, and codes that wait for the shop. */
import { Hono } from "hono";
import {
  codeOf,
  couponCodesSchema,
  couponPoolSchema,
  generateCodesSchema,
  RANDOM_LETTERS,
} from "../../model/coupon.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson, validJsonOfPath } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { addCodes, confirmCodes, listPools, listWaitingCodes, readPool, savePool } from "../store/coupons.ts";

const noPool = () =>
  problem(404, "pool", "No such pool", { field: "id", expected: "the id of a saved pool" });

export const coupons = new Hono<AppEnv>()
  .get("/", async (c) => c.json(await listPools(c.env.DB, c.get("site")), 200))
  .put("/:id", validJsonOfPath(couponPoolSchema), async (c) => {
    const pool = c.req.valid("json");
    await savePool(c.env.DB, c.get("site"), pool, await actOf(c));
    return c.json({ id: pool.id }, 200);
  })
  /** Codes the shop has made: it knows them, so they may be given at once. */
  .post("/:id/codes", validJson(couponCodesSchema), async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    if (!(await readPool(c.env.DB, site, id))) return noPool();
    return c.json(await addCodes(c.env.DB, site, id, c.req.valid("json").codes, true, await actOf(c)), 200);
  })
  /** Codes made here: none is given before the shop knows it. */
  .post("/:id/generated", validJson(generateCodesSchema), async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    if (!(await readPool(c.env.DB, site, id))) return noPool();
    const { count, prefix } = c.req.valid("json");
    return c.json(
      await addCodes(
        c.env.DB,
        site,
        id,
        Array.from({ length: count }, () => aCode(prefix)),
        false,
        await actOf(c),
      ),
      200,
    );
  })
  .get("/:id/waiting", async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    if (!(await readPool(c.env.DB, site, id))) return noPool();
    return c.json({ codes: await listWaitingCodes(c.env.DB, site, id) }, 200);
  })
  /** The shop has taken these in. */
  .post("/:id/confirmed", validJson(couponCodesSchema), async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    if (!(await readPool(c.env.DB, site, id))) return noPool();
    return c.json(
      { confirmed: await confirmCodes(c.env.DB, site, id, c.req.valid("json").codes, await actOf(c)) },
      200,
    );
  });

function aCode(prefix: string): string {
  for (;;) {
    const code = codeOf(prefix, crypto.getRandomValues(new Uint8Array(2 * RANDOM_LETTERS)));
    if (code) return code;
  }
}
