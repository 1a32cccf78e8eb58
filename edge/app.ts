/** Mounts the routes; `api`'s type is the dashboard's client. */
import { Hono } from "hono";
import type { RouterRoute } from "hono/types";
import type { AppEnv } from "./env.ts";
import { isUnderFirstPartyPath } from "./first-party.ts";
import { documentOf } from "./open-api/document.ts";
import { failed } from "./problem.ts";
import { api } from "./routes/api.ts";
import { coupon } from "./routes/coupon.ts";
import { dashboard } from "./routes/dashboard.ts";
import { decide } from "./routes/decide.ts";
import { demo } from "./routes/demo.ts";
import { firstParty } from "./routes/first-party.ts";
import { fitness } from "./routes/fitness.ts";
import { hooks } from "./routes/hooks.ts";
import { imports } from "./routes/imports.ts";
import { keptPart } from "./routes/kept-part.ts";
import { local } from "./routes/local.ts";
import { me } from "./routes/me.ts";
import { ordersIn } from "./routes/orders-in.ts";
import { popular } from "./routes/popular.ts";
import { preview } from "./routes/preview.ts";
import { push } from "./routes/push.ts";
import { serverApi } from "./routes/server-api.ts";
import { serviceMinutes } from "./routes/service-minutes.ts";
import { sync } from "./routes/sync.ts";

export const app = new Hono<AppEnv>()
  .route("/v1/sync", sync)
  .route("/v1/coupon", coupon)
  .route("/v1/popular", popular)
  .route("/v1/push", push)
  .route("/v1/me", me)
  .route("/v1/preview", preview)
  .route("/v1/decide", decide)
  .route("/v1/orders", ordersIn)
  .route("/v1/hooks", hooks)
  .route("/v1/service-minutes", serviceMinutes)
  .route("/v1/imports", imports)
  .route("/v1", serverApi)
  // Before what is behind sign-in: it says nothing of any shop.
  .get("/api/openapi.json", (c) => c.json(documentOf(routes(), new URL(c.req.url).origin), 200))
  .route("/api", api)
  .route("/local", local)
  .route("/dashboard", dashboard)
  .route("/demo", demo)
  .route("/health", fitness)
  // Not a route: with a path that any other could be, Hono matches all of them one by one and not by one expression.
  .notFound((c) =>
    isUnderFirstPartyPath(c) ? firstParty.fetch(c.req.raw, c.env, c.executionCtx) : keptPart(c),
  )
  .onError(failed);

/** All there are. Those of the API as it has them itself: mounted, they are wrapped, and no longer tell what they hold to. */
export function routes(): RouterRoute[] {
  const others = app.routes.filter(({ path }) => !path.startsWith("/api/"));
  return [...others, ...api.routes.map((route) => ({ ...route, path: `/api${route.path}` }))];
}
