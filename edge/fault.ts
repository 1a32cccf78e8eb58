/** What a schema found, as problem details say it. */
import type { BaseIssue } from "valibot";
import type { Fault } from "./problem.ts";

export function faultOf(issue: BaseIssue<unknown>): Fault {
  const { message, expected } = issue;
  const path = pathOf(issue);
  // A condition's schema says the path inside the condition in its message: model/segment.ts.
  const inner = expected && message.endsWith(`: ${expected}`) ? message.slice(0, -expected.length - 2) : "";
  if (expected && inner.startsWith("condition"))
    return { field: path.replace(/condition$/, "") + inner, expected };
  // Of a field that is not there Valibot expects its name.
  if (message.startsWith("Invalid key:")) return { field: path, expected: "this field, which is missing" };
  // Valibot's own messages repeat what was received; ours, given with a rule, say what is wanted.
  return { field: path, expected: message.startsWith("Invalid ") && expected ? expected : message };
}

/** `orders[3].currency`; empty for the whole. */
function pathOf(issue: BaseIssue<unknown>): string {
  let path = "";
  for (const { key } of issue.path ?? [])
    path += typeof key === "number" ? `[${key}]` : `${path && "."}${String(key)}`;
  return path;
}
