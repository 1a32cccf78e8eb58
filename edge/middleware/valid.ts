/** A request's body or query held to a schema; a 400 names the field at fault and what was expected there. */
import { sValidator } from "@hono/standard-validator";
import type { BaseIssue, GenericSchema } from "valibot";
import { faultOf } from "../fault.ts";
import { problem } from "../problem.ts";

/** For a JSON body: `c.req.valid("json")`. */
export const validJson = <Schema extends GenericSchema>(schema: Schema) =>
  sValidator("json", schema, (result) => {
    if (!result.success) return refuse("invalid-body", "The body is not as expected", result.error);
  });

/** For the query: `c.req.valid("query")`. */
export const validQuery = <Schema extends GenericSchema>(schema: Schema) =>
  sValidator("query", schema, (result) => {
    if (!result.success) return refuse("invalid-query", "The query is not as expected", result.error);
  });

/** The schemas are valibot's, and so are their issues. */
const refuse = (type: string, title: string, issues: readonly object[]) =>
  problem(400, type, title, faultOf(issues[0] as BaseIssue<unknown>));
