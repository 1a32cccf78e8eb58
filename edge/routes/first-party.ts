/**
 * What a visitor's browser asks for, under the path of the shop's own zone that `FIRST_PARTY_PATH` names: the script,
 * its parts, the sync. Neither dashboard nor API are there: they stay off the shop's origin.
 */
import { Hono } from "hono";
import type { AppEnv } from "../env.ts";
import { sync } from "./sync.ts";

export const firstParty = new Hono<AppEnv>()
  .use(async (c, next) => (`/${c.req.param("prefix")}` === c.env.FIRST_PARTY_PATH ? next() : c.notFound()))
  .route("/v1/sync", sync)
  .get("/:file{[\\w-]+\\.js}", (c) =>
    c.env.ASSETS.fetch(new Request(new URL(`/${c.req.param("file")}`, c.req.url), c.req.raw)),
  );
