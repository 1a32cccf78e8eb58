/** The demo shop's page for an address it has none for. What it has are static files, which never come here. */
import { Hono } from "hono";
import type { AppEnv } from "../env.ts";

export const demo = new Hono<AppEnv>().get("*", async (c) => {
  const page = await c.env.ASSETS.fetch(new URL("/demo/not-found/", c.req.url));
  return new Response(page.body, { status: 404, headers: page.headers });
});
