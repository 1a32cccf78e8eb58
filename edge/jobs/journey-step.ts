/**
 * Journeys, step by step. Cron leases a page of due enrolments and only fans it out. A step reads what is known of its visitors at
 * once, lets `advance` say what is to be done, and writes enrolments, notifications and webhooks in one transaction: what is made
 * is made with the move that made it, or not at all. What cannot stand in it (a coupon's code, an event through ingest) goes before
 * it, under a name of its own, so that it is the same when all is done again.
 */
import { type Advance, advance, type View } from "../../model/advance.ts";
import { attentionUntil, isHeldOutOfAll } from "../../model/decision.ts";
import { hasCart, mayPersonalise } from "../../model/enrol.ts";
import { type Facts, factsOf } from "../../model/facts.ts";
import type { Journey } from "../../model/journey.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { USUAL_PUSH } from "../../model/push.ts";
import type { CompiledSnapshot } from "../../model/snapshot.ts";
import { MINUTE_MS } from "../../model/time.ts";
import { enqueue } from "../enqueue.ts";
import type { Env } from "../env.ts";
import { publishedJourneys } from "../published-journeys.ts";
import { loadSnapshot } from "../snapshot.ts";
import { listProducts } from "../store/catalogue.ts";
import { makeDeliveries } from "../store/deliveries.ts";
import { LEASE_MS } from "../store/due-work.ts";
import {
  type EnrolmentKey,
  isEnrolmentRace,
  leaseEnrolments,
  type Move,
  moveEnrolments,
  type StoredEnrolment,
} from "../store/enrolments.ts";
import { type OnJourney, readDueSteps } from "../store/journey-views.ts";
import { tellWebhooks } from "../store/webhook-messages.ts";
import { NO_PAGE, situationOf } from "../visitor-row.ts";
import { leaseDeliveries } from "./deliver.ts";
import { lagOf } from "./heartbeat.ts";
import { act, type Instant, lastViewed, type Made } from "./journey-actions.ts";

/** Leased by one statement, and how many such a minute; without a queue cron does a small one itself. */
const PAGE = 2_000;
const PAGES = 5;
const PAGE_WITHOUT_QUEUE = 200;
/** Enrolments of one message: some 200 KB of profiles. */
const CHUNK = 50;
const RACES = 12;

/** What the work queue carries of them. */
export interface JourneySteps {
  site: string;
  kind: "journeys";
  enrolments: Pick<EnrolmentKey, "journey" | "visitor">[];
}

export async function leaseJourneys(env: Env, now: number): Promise<void> {
  const limit = env.WORK ? PAGE : PAGE_WITHOUT_QUEUE;
  for (let page = 0; page < (env.WORK ? PAGES : 1); page++) {
    const due = await leaseEnrolments(env.DB, now, now + LEASE_MS, limit);
    const chunks = inChunks(due);
    if (!env.WORK) for (const steps of chunks) await stepJourneys(env, steps, now);
    else
      for (let from = 0; from < chunks.length; from += 100)
        await env.WORK.sendBatch(chunks.slice(from, from + 100).map((body) => ({ body })));
    if (due.length < limit) return;
  }
}

function inChunks(due: EnrolmentKey[]): JourneySteps[] {
  const bySite = Map.groupBy(due, ({ site }) => site);
  return [...bySite].flatMap(([site, own]) =>
    Array.from({ length: Math.ceil(own.length / CHUNK) }, (_, i) => ({
      site,
      kind: "journeys" as const,
      enrolments: own.slice(i * CHUNK, (i + 1) * CHUNK).map(({ journey, visitor }) => ({ journey, visitor })),
    })),
  );
}

/** Those of the enrolments that are due still, each as far as it goes now. */
export async function stepJourneys(env: Env, steps: JourneySteps, now: number): Promise<void> {
  for (let race = 1; ; race++) {
    try {
      return await stepOnce(env, steps, now);
    } catch (error) {
      if (race === RACES || !isEnrolmentRace(error)) throw error;
    }
  }
}

async function stepOnce(env: Env, { site, enrolments }: JourneySteps, now: number): Promise<void> {
  const snapshot = await loadSnapshot(env, site, (promise) => void promise.catch(() => undefined));
  if (!snapshot) throw new Error(`no rules of ${site}`);
  const rules = snapshot.compiled;
  const { due, visitors, heardAt } = await readDueSteps(env.DB, site, enrolments, now);
  if (due.length === 0) return;
  const journeys = await publishedJourneys(
    env.DB,
    rules,
    due.map(({ journey }) => journey),
  );
  const products = await productsFor(env.DB, site, due, visitors);
  const lagMs = lagOf(env, heardAt);
  const moves: Move[] = [];
  const made: Made = { deliveries: [], tellings: [], told: [] };
  for (const one of due) {
    const who = visitors.get(one.visitor);
    const journey = journeys.get(one.journey);
    moves.push(
      who
        ? await walk(env, rules, journey, one, who, { now, lagMs, products }, made)
        : moveOf(one, { ...standing(one), kind: "end", how: "erased" }, [], now),
    );
  }
  if (!(await enqueue(env, made.told))) throw new Error("the ingest queue is away");
  await env.DB.batch([
    ...moveEnrolments(env.DB, site, moves),
    ...makeDeliveries(env.DB, site, made.deliveries, now),
    ...(await tellWebhooks(env.DB, site, made.tellings, now)),
  ]);
  // What is made is written: where the queue is away the next minute's cron sends it.
  if (env.PUSH && made.deliveries.length > 0) await leaseDeliveries(env, now).catch(() => undefined);
}

/** The products that texts may be about, by id. */
async function productsFor(
  db: D1Database,
  site: string,
  due: StoredEnrolment[],
  visitors: Map<string, OnJourney>,
): Promise<Instant["products"]> {
  const ids = due.flatMap(({ subject, visitor }) => {
    const profile = visitors.get(visitor)?.profile;
    return [subject, profile?.cart?.value.lines[0]?.id, lastViewed(profile)];
  });
  const products = await listProducts(db, site, [...new Set(ids.filter((id) => !!id))] as string[]);
  return new Map(products.map((product) => [product.id, product]));
}

/** One enrolment as far as it goes now. */
async function walk(
  env: Env,
  rules: CompiledSnapshot,
  journey: Journey | undefined,
  begun: StoredEnrolment,
  who: OnJourney,
  instant: Instant,
  made: Made,
): Promise<Move> {
  const { now, lagMs } = instant;
  const facts = factsOf(
    who.profile,
    who.server ?? emptyServerPart,
    situationOf(who.profile, NO_PAGE, now),
    rules,
  );
  const view = viewOf(rules, begun.visitor, who, facts, lagMs);
  const came: string[] = [];
  let one = begun;
  for (;;) {
    const found = advance(journey, one, view, now);
    came.push(...found.came);
    one = { ...one, triggeredAt: found.triggeredAt, vars: found.vars };
    if (found.kind !== "act") return moveOf(one, found, came, now);
    const doing = { env, rules, journey: journey!, who, facts, instant, made };
    one = { ...one, vars: await act(doing, one, found.step) };
    if (found.next === null) {
      const end = { ...standing(one), kind: "end", how: "done" } as const;
      return moveOf(one, end, came, now);
    }
    one = { ...one, step: found.next };
  }
}

const standing = ({ triggeredAt, vars }: StoredEnrolment) => ({ triggeredAt, vars, came: [] });

function viewOf(
  rules: CompiledSnapshot,
  visitor: string,
  { profile, timeZone, sentAt }: OnJourney,
  facts: Facts,
  lagMs: number,
): View {
  const { site } = rules;
  return {
    memberships: rules.program.match(facts),
    // What a notification or another channel told is no sign of somebody in the shop.
    lastSeenAt: Math.max(profile.pageAt, profile.cart?.at ?? 0),
    hasCart: hasCart(profile, facts.orders.lastAt),
    lastOrderAt: facts.orders.lastAt,
    isAllowed: mayPersonalise(profile),
    isHeldOut: isHeldOutOfAll(visitor, site),
    timeZone: timeZone ?? site.timeZone,
    get push() {
      if (timeZone === null) return null;
      // One that was made spends attention before the device can tell that it was seen.
      const lastSent = Math.max(0, ...sentAt) + site.attentionMinutes * MINUTE_MS;
      const until = Math.max(attentionUntil(rules, profile), lastSent);
      return { settings: site.push ?? USUAL_PUSH, timeZone, attentionUntil: until, sentAt };
    },
    lagMs,
  };
}

const moveOf = (
  { journey, visitor, rev, step, vars, triggeredAt }: StoredEnrolment,
  found: Exclude<Advance, { kind: "act" }>,
  came: string[],
  now: number,
): Move => ({
  journey,
  visitor,
  rev: rev + 1,
  triggeredAt,
  step: came.at(-1) ?? step,
  dueAt: found.kind === "wait" ? found.until : now,
  held: (found.kind === "wait" && found.held) || null,
  vars,
  ended: found.kind === "end" ? found.how : null,
  came,
});
