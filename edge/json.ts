/** JSON that somebody else wrote. */
import { wellFormed } from "../model/well-formed.ts";

/** What it says, every text of it well-formed; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(wellFormed(text));
  } catch {
    return undefined;
  }
}
