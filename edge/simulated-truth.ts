/**
 * What is true of the visitors that a local run has simulated, so that what was found out can be held against it. Kept beside
 * the published rules; a deployed Worker neither takes it nor shows it.
 */
import * as v from "valibot";
import type { Truth } from "../model/results/report.ts";
import { isLocal } from "./clock.ts";
import type { Env } from "./env.ts";
import { truthKey } from "./snapshot-keys.ts";

export const truthSchema = v.object({
  site: v.string(),
  campaign: v.string(),
  addedMinor: v.pipe(v.number(), v.integer()),
  effect: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
type Told = v.InferOutput<typeof truthSchema>;

/** Of one campaign a site: the last one told. */
export const keepTruth = (env: Env, told: Told): Promise<void> =>
  env.SNAPSHOTS.put(truthKey(told.site), JSON.stringify(told));

/** Null on a deployed Worker, and where the simulation has told nothing of the campaign. */
export async function readTruth(env: Env, site: string, campaign: string): Promise<Truth | null> {
  const told = isLocal(env) ? await env.SNAPSHOTS.get<Told>(truthKey(site), "json") : null;
  return told?.campaign === campaign ? { addedMinor: told.addedMinor, effect: told.effect } : null;
}
