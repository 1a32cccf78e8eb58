/** Whether all that the Worker needs is bound, answers, and is not behind. Names bindings and ages, no secret and no site. */
import type { Env } from "./env.ts";
import { NEWEST_MIGRATION } from "./newest-migration.ts";
import { readStanding, type Standing } from "./store/standing.ts";

export interface Fitness {
  /** What is not there or does not answer, a sentence each: nothing works until it does. */
  missing: string[];
  /** What has not been heard for too long, a sentence each. */
  late: string[];
  /** False on the free plan, where none is bound. */
  hasQueues: boolean;
  /** Seconds since cron last ran; null: never. */
  cronSeconds: number | null;
  /** Seconds since a word sent every minute came through the ingest queue; null: never, or no queue. */
  ingestSeconds: number | null;
}

/** Bytes of HKDF's input, and what nobody guesses. */
const LEAST_SECRET = { MASTER_SECRET: 32, ADMIN_TOKEN: 16 } as const;
/** Both come every minute; Cloudflare takes some to run a new cron trigger. */
const LATE_SECONDS = 15 * 60;
const QUEUES = ["INGEST", "WORK", "PUSH"] as const;

/** `origin`: of the request. `now`: real time, epoch ms. */
export async function fitnessOf(env: Env, origin: string, now: number): Promise<Fitness> {
  const missing: string[] = [];
  for (const [name, least] of Object.entries(LEAST_SECRET) as [keyof typeof LEAST_SECRET, number][])
    if ((env[name] ?? "").length < least) missing.push(`${name}: a secret of ${least} characters or more`);
  const unbound = QUEUES.filter((name) => !env[name]);
  const hasQueues = unbound.length < QUEUES.length;
  if (hasQueues) missing.push(...unbound.map((name) => `${name}: a queue, as the others have`));

  const [standing, snapshots, files] = await Promise.allSettled([
    readStanding(env.DB),
    env.SNAPSHOTS.get("health"),
    env.ASSETS.fetch(new Request(`${origin}/i.js`, { method: "HEAD" })),
  ]);
  if (standing.status === "rejected") missing.push("DB: D1 that answers, with migrations applied");
  else if (!standing.value.migrations.has(NEWEST_MIGRATION))
    missing.push(`DB: the migration ${NEWEST_MIGRATION} applied`);
  if (snapshots.status === "rejected") missing.push("SNAPSHOTS: KV that answers");
  if (files.status === "rejected" || !files.value.ok)
    missing.push("ASSETS: static files, built (no /i.js there)");

  const stood: Partial<Standing> = standing.status === "fulfilled" ? standing.value : {};
  const cronSeconds = secondsSince(stood.cronAt, now);
  const ingestSeconds = env.INGEST ? secondsSince(stood.ingestAt, now) : null;
  const late: string[] = [];
  if ((cronSeconds ?? 0) > LATE_SECONDS) late.push(`cron: last ran ${cronSeconds} s ago`);
  if ((ingestSeconds ?? 0) > LATE_SECONDS) late.push(`INGEST: last heard ${ingestSeconds} s ago`);
  return { missing, late, hasQueues, cronSeconds, ingestSeconds };
}

const secondsSince = (at: number | undefined, now: number) =>
  at === undefined ? null : Math.max(0, Math.round((now - at) / 1000));
