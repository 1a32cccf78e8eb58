/** What the shop's own server and automation need: their keys, and the secret by which it says who a visitor is. */
import { Hono } from "hono";
import { keySchema } from "../../model/member.ts";
import type { ServerAccess } from "../../model/report.ts";
import { toBase64Url } from "../base64url.ts";
import { sha256Hex } from "../digest.ts";
import type { AppEnv } from "../env.ts";
import { identitySecret } from "../identity-token.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { deleteKey, listKeys, saveKey } from "../store/keys.ts";

export const keys = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = c.get("site");
    const answer: ServerAccess = {
      keys: await listKeys(c.env.DB, site),
      identitySecret: await identitySecret(c.env, site),
    };
    return c.json(answer, 200);
  })
  /** The key itself is in this answer and nowhere else. */
  .post("/", validJson(keySchema), async (c) => {
    const key = `impuls_${toBase64Url(crypto.getRandomValues(new Uint8Array(24)))}`;
    const act = await actOf(c);
    const saved = { ...c.req.valid("json"), hash: await sha256Hex(key), createdAt: act.at };
    await saveKey(c.env.DB, c.get("site"), saved, act);
    return c.json({ ...saved, key }, 201);
  })
  .delete("/:hash", async (c) => {
    const hash = c.req.param("hash");
    if (!(await deleteKey(c.env.DB, c.get("site"), hash, await actOf(c))))
      return problem(404, "key", "No such key");
    return c.json({ hash }, 200);
  });
