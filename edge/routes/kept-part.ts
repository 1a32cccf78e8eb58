/** A part of an earlier release of the tracker, for pages that are older than the newest (edge/jobs/keep-parts.ts). */
import type { Context } from "hono";
import type { AppEnv } from "../env.ts";
import { readKeptPart } from "../jobs/keep-parts.ts";
import { notFound } from "../problem.ts";

/** As the build names them. */
const PART = /\/([a-z]+(?:-[a-z]+)*-[\w-]{4}\.js)$/;

/** What no static file and no route answers: the part of that name, or 404. */
export async function keptPart(c: Context<AppEnv>): Promise<Response> {
  const [, name] = (c.req.method === "GET" && PART.exec(c.req.path)) || [];
  const text = name && (await readKeptPart(c.env, name));
  if (!text) return notFound(c);
  return new Response(text, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    },
  });
}
