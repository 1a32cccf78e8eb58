/** Every answer of 500 and above leaves a line in the log; what went well leaves none. */
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { AppEnv } from "../env.ts";
import { logFailure } from "../log-line.ts";

export const logFailures = createMiddleware<AppEnv>(async (c, next) => {
  const began = Date.now();
  await next();
  const { status } = c.res;
  if (status < 500) return;
  logFailure(
    "request failed",
    {
      route: routePath(c, -1),
      method: c.req.method,
      site: c.get("site"),
      status,
      ms: Date.now() - began,
      ray: c.req.header("cf-ray"),
    },
    c.error,
  );
});
