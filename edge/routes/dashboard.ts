/**
 * The dashboard's files, and its page for every path of it that is no file: the page reads the path itself. Strict
 * headers: nothing but its own scripts and styles runs, and nobody may frame it.
 */
import { Hono } from "hono";
import { closedHeaders } from "../closed-headers.ts";
import type { AppEnv } from "../env.ts";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: https:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export const dashboard = new Hono<AppEnv>().get("*", async (c) => {
  const isFile = /\.\w+$/.test(c.req.path);
  const url = isFile ? c.req.url : new URL("/dashboard/", c.req.url).href;
  const answer = await c.env.ASSETS.fetch(new Request(url, { headers: c.req.raw.headers }));
  const headers = new Headers(answer.headers);
  headers.set("content-security-policy", POLICY);
  headers.set("referrer-policy", "same-origin");
  for (const [name, value] of Object.entries(closedHeaders(c.req.url))) headers.set(name, value);
  // Files carry the hash of what is in them in their names.
  if (isFile && answer.ok) headers.set("cache-control", "public, max-age=31536000, immutable");
  return new Response(answer.body, { status: answer.status, headers });
});
