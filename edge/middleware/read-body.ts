/** The body of the server API: JSON, unpacked as its `content-encoding` says, whatever its content type is. */
import { createMiddleware } from "hono/factory";
import { readText } from "../bounded-body.ts";
import type { BodyEnv } from "../env.ts";
import { parseJson } from "../json.ts";
import { problem } from "../problem.ts";

/** Of a batch, unpacked: Segment's own bound is 500 KB. */
const MAX_BYTES = 512_000;
const MAX_DEPTH = 20;

/** `body` in the context's variables: an object of a bounded depth. */
export const readBody = createMiddleware<BodyEnv>(async (c, next) => {
  const read = await readText(c.req.raw, MAX_BYTES);
  if (read === "too-large")
    return problem(413, "too-large", "The body is too large", {
      expected: `at most ${MAX_BYTES} bytes, packed or unpacked`,
    });
  if (read === "encoding")
    return problem(415, "encoding", "The body cannot be unpacked", {
      field: "content-encoding",
      expected: "gzip, deflate or none",
    });
  const body = read === "broken" ? undefined : parseJson(read.text);
  if (!isObject(body) || !isShallow(body))
    return problem(400, "json", "The body is not as expected", {
      expected: `a JSON object of at most ${MAX_DEPTH} levels, packed as content-encoding says`,
    });
  c.set("body", body);
  return next();
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Level by level, as a body a million levels deep must not exhaust the stack. */
function isShallow(body: object): boolean {
  let level: object[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MAX_DEPTH) return false;
    level = level.flatMap((each) =>
      Object.values(each).filter((value) => typeof value === "object" && value),
    );
  }
  return true;
}
