/**
 * POST /v1/imports/{products,customers}: a file from the shop's server or the dashboard, as it is: XML, CSV or TSV, packed
 * or not. `?dry=yes` reports what would be taken and writes nothing.
 */
import { type Context, Hono } from "hono";
import { boundedBody } from "../bounded-body.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { importCustomers, importProducts } from "../imports.ts";
import { signIn } from "../middleware/sign-in.ts";
import { problem } from "../problem.ts";

/** A request may bring 100 MB at most (Workers); packed or unpacked. */
const MAX_BYTES = 32_000_000;

export const imports = new Hono<AppEnv>()
  .post("/products", signIn, (c) => take(c, importProducts))
  .post("/customers", signIn, (c) => take(c, importCustomers));

async function take(c: Context<AppEnv>, importFile: typeof importProducts) {
  const dry = c.req.query("dry");
  if (dry !== undefined && dry !== "yes")
    return problem(400, "invalid-query", "The query is not as expected", { field: "dry", expected: "yes" });
  const body = boundedBody(c.req.raw.body, c.req.header("content-encoding"), MAX_BYTES);
  if (!body)
    return problem(415, "encoding", "The file cannot be unpacked", {
      field: "content-encoding",
      expected: "gzip, deflate or none",
    });
  const options = { site: c.get("site"), isDryRun: dry === "yes", now: await now(c.env) };
  const report = await importFile(c.env.DB, body, options);
  if (report.broken !== null)
    return problem(422, "file", "The file was not read to its end, and nothing was taken", {
      detail: report.broken,
      expected: `a well-formed file of at most ${MAX_BYTES} bytes`,
    });
  return c.json(report, 200);
}
