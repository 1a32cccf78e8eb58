/** Errors as RFC 9457 problem details: which field, what was expected. Nothing is applied in part. */
import type { Context, TypedResponse } from "hono";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "./env.ts";
import { logFailure } from "./log-line.ts";

/** What one field should have been. */
export interface Fault {
  /** Path of the field, such as `orders[3].currency`. */
  field: string;
  expected: string;
}

export interface Problem {
  /** Stable identifier, such as `invalid-body`. */
  type: string;
  title: string;
  status: number;
  /** One sentence: what to do about it. */
  detail?: string | undefined;
  /** Path of the field at fault, such as `runs[0].writer`. */
  field?: string | undefined;
  expected?: string | undefined;
  /** Every fault, where a list was sent; the first is `field` and `expected` too. */
  faults?: Fault[] | undefined;
}

/** The answer, typed so that a client of the routes tells it from a success by its status. */
export function problem<Status extends ContentfulStatusCode>(
  status: Status,
  type: string,
  title: string,
  more: Omit<Problem, "type" | "title" | "status"> = {},
  headers: HeadersInit = {},
): Response & TypedResponse<Problem, Status, "json"> {
  const body: Problem = { type: `urn:impuls:problem:${type}`, title, status, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...Object.fromEntries(new Headers(headers)),
    },
  }) as Response & TypedResponse<Problem, Status, "json">;
}

/** Of a path and method that no route has. */
export const notFound = ({ req }: Context) =>
  problem(404, "not-found", "Nothing here", { detail: `${req.method} ${req.path}` });

/**
 * Of an error no route has caught: logged, and not told. Not in a middleware, whose turn each sync would have to wait for
 * (`npm run bench hot-path`).
 */
export function failed(error: Error, c: Context<AppEnv>) {
  logFailure(
    "request failed",
    {
      route: routePath(c, -1),
      method: c.req.method,
      site: c.get("site"),
      status: 500,
      ray: c.req.header("cf-ray"),
    },
    error,
  );
  return problem(500, "internal", "Something went wrong here", { detail: "It has been logged." });
}
