/** What a visitor's device asks besides a sync: JSON, sent as text as a sync is, so that no preflight is needed. */
import * as v from "valibot";
import { MAX_REQUEST_BYTES } from "../model/limits.ts";
import { readText } from "./bounded-body.ts";
import { faultOf } from "./fault.ts";
import { parseJson } from "./json.ts";
import type { problem } from "./problem.ts";

/** The request as the schema has it, or what `problem` is to say of it. `title`: of a request that is none of these. */
export async function readDeviceRequest<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  title: string,
): Promise<{ asked: v.InferOutput<Schema> } | { refusal: Parameters<typeof problem> }> {
  const read = await readText(request, MAX_REQUEST_BYTES);
  if (read === "too-large")
    return {
      refusal: [
        413,
        "too-large",
        "The request is too large",
        { expected: `at most ${MAX_REQUEST_BYTES} bytes` },
      ],
    };
  const json = typeof read === "string" ? undefined : parseJson(read.text);
  if (json === undefined) return { refusal: [400, "json", title, { expected: "a JSON object" }] };
  const { success, output, issues } = v.safeParse(schema, json);
  return success ? { asked: output } : { refusal: [400, "invalid", title, faultOf(issues[0])] };
}
