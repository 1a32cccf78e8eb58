/**
 * What a visitor's browser asks for, under the path of the shop's own zone that `FIRST_PARTY_PATH` names: the script,
 * its parts, the sync, what content asks for, and the visitor's rights. Neither dashboard nor API are there: they stay off the shop's origin.
 */
import { Hono } from "hono";
import type { AppEnv } from "../env.ts";
import { failed, notFound } from "../problem.ts";
import { coupon } from "./coupon.ts";
import { keptPart } from "./kept-part.ts";
import { me } from "./me.ts";
import { popular } from "./popular.ts";
import { push } from "./push.ts";
import { sync } from "./sync.ts";

/** The app of that path, whatever it is called. */
export const firstParty = new Hono<AppEnv>()
  .route("/:prefix/v1/sync", sync)
  .route("/:prefix/v1/coupon", coupon)
  .route("/:prefix/v1/popular", popular)
  .route("/:prefix/v1/push", push)
  .route("/:prefix/v1/me", me)
  .get("/:prefix/:file{[\\w-]+\\.js}", async (c) => {
    const file = new URL(`/${c.req.param("file")}`, c.req.url);
    const answer = await c.env.ASSETS.fetch(new Request(file, c.req.raw));
    return answer.status === 404 ? keptPart(c) : answer;
  })
  .notFound(notFound)
  .onError(failed);
