/** For routes that read JSON by Hono's own means: its texts are well-formed before anything looks at them. */
import { createMiddleware } from "hono/factory";
import { wellFormed } from "../../model/well-formed.ts";
import type { AppEnv } from "../env.ts";

export const wellFormedBody = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.raw.body === null) return next();
  const text = await c.req.text();
  const sound = wellFormed(text);
  if (sound !== text) {
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers: c.req.raw.headers, body: sound });
    c.req.bodyCache = {};
  }
  return next();
});
