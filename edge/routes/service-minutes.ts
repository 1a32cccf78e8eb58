/**
 * POST /v1/service-minutes: the shop's server tells what time its customers took (S17): each customer's month as a whole,
 * or answer by answer with an id. What is told again replaces itself, so a list may be sent any number of times. A list
 * with a fault is refused whole, and every fault in it is named.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import { MOST_ENTRIES, REPEATED, repeatsIn, serviceEntrySchema } from "../../model/service-minutes.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { signInByKey } from "../middleware/sign-in.ts";
import { wellFormedBody } from "../middleware/well-formed.ts";
import { type Fault, problem } from "../problem.ts";
import { saveService } from "../service-import.ts";

const MAX_BYTES = 1_000_000;
/** A longer list of faults helps nobody. */
const MOST_FAULTS = 100;

/** What it takes. */
export const serviceMinutesBodySchema = v.object({
  entries: v.pipe(
    v.array(serviceEntrySchema),
    v.minLength(1, "at least one entry"),
    v.maxLength(MOST_ENTRIES, `at most ${MOST_ENTRIES} entries`),
  ),
});

export const serviceMinutes = new Hono<AppEnv>()
  .use(signInByKey)
  .use(
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () =>
        problem(413, "too-large", "The list is too large", { expected: `at most ${MAX_BYTES} bytes` }),
    }),
  )
  .post("/", wellFormedBody, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    if (body === undefined)
      return problem(400, "json", "The body is not JSON", { expected: "a JSON object" });
    const parsed = v.safeParse(serviceMinutesBodySchema, body);
    const faults: Fault[] = parsed.success
      ? repeatsIn(parsed.output.entries).map((place) => ({ field: `entries[${place}]`, expected: REPEATED }))
      : parsed.issues.map(faultOf);
    if (!parsed.success || faults.length > 0)
      return problem(400, "invalid-entries", "Nothing was saved: the list has faults", {
        ...faults[0],
        faults: faults.slice(0, MOST_FAULTS),
      });
    await saveService(c.env.DB, c.get("site"), parsed.output.entries, await now(c.env));
    return c.json({ accepted: parsed.output.entries.length }, 200);
  });
