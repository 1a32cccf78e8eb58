/** JSON of shops, whose numbers lose nothing: 89.99 is no float yet, and an id may have more than 53 bits. */
import { wellFormed } from "./well-formed.ts";

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** As JSON.parse, but numbers are the texts they were written as; undefined where it is no JSON. */
export function parseExact(text: string): unknown {
  // The third argument is ECMAScript 2026's; TypeScript's library does not know it yet.
  const exact: Reviver = (_, value, context) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;
  try {
    return JSON.parse(wellFormed(text), exact);
  } catch {
    return undefined;
  }
}
