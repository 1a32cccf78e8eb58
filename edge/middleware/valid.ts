/** A request's body or query held to a schema; a 400 names the field at fault and what was expected there. */
import { sValidator } from "@hono/standard-validator";
import type { BaseIssue, GenericSchema } from "valibot";
import { faultOf } from "../fault.ts";
import { problem } from "../problem.ts";

/** What a middleware of this file holds a request to: the API's document is made of it. */
interface Held {
  target: "json" | "query";
  schema: GenericSchema;
}
const held = new WeakMap<object, Held>();

/** Undefined of a handler that is none of these. */
export const heldSchema = (handler: object): Held | undefined => held.get(handler);

function holding<Handler extends object>(
  target: Held["target"],
  schema: GenericSchema,
  handler: Handler,
): Handler {
  held.set(handler, { target, schema });
  return handler;
}

/** For a JSON body: `c.req.valid("json")`. */
export const validJson = <Schema extends GenericSchema>(schema: Schema) =>
  holding(
    "json",
    schema,
    sValidator("json", schema, (result) => {
      if (!result.success) return refuse("invalid-body", "The body is not as expected", result.error);
    }),
  );

/** For a JSON body that is saved under its own id: as `validJson`, and the path names the same id. */
export const validJsonOfPath = <Schema extends GenericSchema<{ id: string }>>(schema: Schema) =>
  holding(
    "json",
    schema,
    sValidator("json", schema, (result, c) => {
      if (!result.success) return refuse("invalid-body", "The body is not as expected", result.error);
      const expected = c.req.param("id");
      if (result.data.id !== expected)
        return problem(400, "invalid-body", "The body is not what the path names", { field: "id", expected });
    }),
  );

/** For the query: `c.req.valid("query")`. */
export const validQuery = <Schema extends GenericSchema>(schema: Schema) =>
  holding(
    "query",
    schema,
    sValidator("query", schema, (result) => {
      if (!result.success) return refuse("invalid-query", "The query is not as expected", result.error);
    }),
  );

/** The schemas are valibot's, and so are their issues. */
const refuse = (type: string, title: string, issues: readonly object[]) =>
  problem(400, type, title, faultOf(issues[0] as BaseIssue<unknown>));
