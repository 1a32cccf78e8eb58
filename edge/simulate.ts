/**
 * The header by which simulated visitors tell their time and place: `x-impuls-simulate: {"now":…,"place":{…}}`.
 * Heard on a local run only; a deployed Worker refuses a request that carries it.
 */
import * as v from "valibot";
import { isLocal } from "./clock.ts";
import type { Env } from "./env.ts";

const schema = v.object({
  now: v.pipe(v.number(), v.integer()),
  place: v.object({ country: v.string(), region: v.string(), city: v.string() }),
});
export type Simulation = v.InferOutput<typeof schema>;

/** The simulation, undefined for an ordinary request, or "refused". */
export function simulationOf(env: Env, header: string | null): Simulation | "refused" | undefined {
  if (header === null) return undefined;
  if (!isLocal(env)) return "refused";
  try {
    const parsed = v.safeParse(schema, JSON.parse(header));
    return parsed.success ? parsed.output : "refused";
  } catch {
    return "refused";
  }
}
