/**
 * Journeys, step by step. Cron leases a page of due enrolments and only fans it out. A step reads what is known of its visitors at
 * once, lets `advance` say what is to be done, and writes enrolments, notifications and webhooks in one transaction: what is made
 * is made with the move that made it, or not at all. What cannot stand in it (a coupon's code, an event through ingest) goes before
 * it, under a name of its own, so that it is the same when all is done again.
 */
import { type Advance, advance, skipping, type View } from "../../model/advance.ts";
import { PREFERRED_CHANNEL, preferredChannel, responsesOf } from "../../model/channel.ts";
import { attentionOf, isHeldOutOfAll } from "../../model/decision.ts";
import { hasCart, mayPersonalise } from "../../model/enrol.ts";
import { type Facts, factsOf } from "../../model/facts.ts";
import type { ActionStep, Journey } from "../../model/journey.ts";
import { emptyServerPart } from "../../model/passport.ts";
import type { Scalar } from "../../model/profile.ts";
import { USUAL_PUSH } from "../../model/push.ts";
import { filled, type TokenValues } from "../../model/push-payload.ts";
import type { CompiledSnapshot } from "../../model/snapshot.ts";
import { withTokens } from "../../model/tokens.ts";
import { INVITED_TO } from "../../model/trait.ts";
import type { Telling } from "../../model/webhook.ts";
import { enqueue } from "../enqueue.ts";
import type { Env } from "../env.ts";
import { deliveryId } from "../push/delivery-id.ts";
import { loadSnapshot } from "../snapshot.ts";
import { listProducts } from "../store/catalogue.ts";
import { giveCode } from "../store/coupons.ts";
import { makeDeliveries, type NewDelivery } from "../store/deliveries.ts";
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
import { readNewestSnapshot } from "../store/snapshots.ts";
import { tellWebhooks } from "../store/webhook-messages.ts";
import { digestOf } from "../told-visitor.ts";
import { NO_PAGE, situationOf } from "../visitor-row.ts";
import type { IngestMessage } from "./message.ts";

const MINUTE_MS = 60_000;
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

/** What the enrolments of one message make. */
interface Made {
  moves: Move[];
  deliveries: NewDelivery[];
  tellings: Telling[];
  told: IngestMessage[];
}

async function stepOnce(env: Env, { site, enrolments }: JourneySteps, now: number): Promise<void> {
  const snapshot = await loadSnapshot(env, site, (promise) => void promise.catch(() => undefined));
  if (!snapshot) throw new Error(`no rules of ${site}`);
  const rules = snapshot.compiled;
  const { due, visitors, heardAt } = await readDueSteps(env.DB, site, enrolments, now);
  if (due.length === 0) return;
  const journeys = await journeysOf(env, rules, due);
  const names = await namesFor(env.DB, site, due, visitors);
  const lagMs = env.INGEST && heardAt !== null ? Math.max(0, Date.now() - heardAt - MINUTE_MS) : 0;
  const made: Made = { moves: [], deliveries: [], tellings: [], told: [] };
  for (const one of due) {
    const who = visitors.get(one.visitor);
    const journey = journeys.get(one.journey);
    if (!who) made.moves.push(moveOf(one, { ...standing(one), kind: "end", how: "erased" }, [], now));
    else await walk(env, rules, journey, one, who, { now, lagMs, names }, made);
  }
  if (!(await enqueue(env, made.told))) throw new Error("the ingest queue is away");
  await env.DB.batch([
    ...moveEnrolments(env.DB, site, made.moves),
    ...makeDeliveries(env.DB, site, made.deliveries, now),
    ...(await tellWebhooks(env.DB, site, made.tellings, now)),
  ]);
}

/** As published. One that the rules kept here do not have may be newer than they are: the truth is asked before it is taken for gone. */
async function journeysOf(
  { DB }: Env,
  rules: CompiledSnapshot,
  due: StoredEnrolment[],
): Promise<Map<string, Journey>> {
  const known = new Map(rules.journeys.map((journey) => [journey.id, journey]));
  if (due.every(({ journey }) => known.has(journey))) return known;
  const newest = await readNewestSnapshot(DB, rules.site.id);
  return newest && newest.version > rules.version
    ? new Map(newest.journeys?.map((journey) => [journey.id, journey]))
    : known;
}

/** Names of the products that texts may be about, by id. */
async function namesFor(
  db: D1Database,
  site: string,
  due: StoredEnrolment[],
  visitors: Map<string, OnJourney>,
): Promise<ReadonlyMap<string, string>> {
  const ids = due.flatMap(({ subject, visitor }) => {
    const profile = visitors.get(visitor)?.profile;
    return [subject, profile?.cart?.value.lines[0]?.id, lastViewed(profile)];
  });
  const products = await listProducts(db, site, [...new Set(ids.filter((id) => !!id))] as string[]);
  return new Map(products.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
}

const lastViewed = (profile: OnJourney["profile"] | undefined): string | undefined =>
  Object.entries(profile?.viewed ?? {}).sort(([, a], [, b]) => b.at - a.at)[0]?.[0];

interface Standing {
  now: number;
  lagMs: number;
  /** Of products, by id. */
  names: ReadonlyMap<string, string>;
}

/** One enrolment as far as it goes now. */
async function walk(
  env: Env,
  rules: CompiledSnapshot,
  journey: Journey | undefined,
  begun: StoredEnrolment,
  who: OnJourney,
  situation: Standing,
  made: Made,
): Promise<void> {
  const { now, lagMs } = situation;
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
    if (found.kind !== "act") return void made.moves.push(moveOf(one, found, came, now));
    const doing = { env, rules, journey: journey!, who, facts, situation, made };
    one = { ...one, vars: await act(doing, one, found.step) };
    if (found.next === null) {
      const end = { ...standing(one), kind: "end", how: "done" } as const;
      return void made.moves.push(moveOf(one, end, came, now));
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
    lastSeenAt: profile.lastSeenAt,
    hasCart: hasCart(profile, facts.orders.lastAt),
    lastOrderAt: facts.orders.lastAt,
    isAllowed: mayPersonalise(profile),
    isHeldOut: isHeldOutOfAll(visitor, site),
    timeZone: timeZone ?? site.timeZone,
    push:
      timeZone === null
        ? null
        : {
            settings: site.push ?? USUAL_PUSH,
            timeZone,
            attentionUntil: attentionOf(rules, profile),
            sentAt,
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

interface Doing {
  env: Env;
  rules: CompiledSnapshot;
  journey: Journey;
  who: OnJourney;
  facts: Facts;
  situation: Standing;
  made: Made;
}

const TYPES = {
  handover: "visitor.handed_over",
  thank_you: "order.thank_you",
  inactive: "visitor.inactive",
} as const;

/** What an action makes; answers the enrolment's vars after it. */
async function act(doing: Doing, one: StoredEnrolment, step: ActionStep): Promise<StoredEnrolment["vars"]> {
  const { env, rules, journey, who, facts, situation, made } = doing;
  const { now } = situation;
  const { visitor, vars } = one;
  const site = rules.site.id;
  const source = `journey:${journey.id}`;
  switch (step.kind) {
    case "push": {
      // What the next of this very visitor is held against.
      who.sentAt.push(now);
      made.deliveries.push({
        id: await deliveryId(site, source, step.id, visitor, one.enrolledAt),
        visitor,
        source,
        step: step.id,
        state: "due",
        dueAt: now,
        ttlHours: step.message.ttlHours,
        message: filled(step.message, valuesOf(JSON.stringify(step.message), doing, one)),
      });
      return vars;
    }
    case "coupon": {
      const given = await giveCode(env.DB, site, { pool: step.pool, visitor, campaign: source }, now);
      return given ? { ...vars, code: given.code } : skipping(vars, step.id, "no_code");
    }
    case "webhook":
      made.tellings.push({
        type: TYPES[step.type],
        visitor,
        at: now,
        subject: `${journey.id}:${step.id}`,
        data: {
          journey: { id: journey.id, name: journey.name },
          step: step.id,
          subject: one.subject,
          text: step.text === undefined ? null : spoken(step.text, doing, one),
          preferred: preferredChannel(responsesOf([who.profile]), facts.trait(PREFERRED_CHANNEL)),
        },
      });
      return vars;
    case "trait":
      made.told.push(await telling(site, one, step.id, { [step.name]: step.value }, now));
      return vars;
    case "invite":
      made.told.push(await telling(site, one, step.id, { [INVITED_TO]: step.campaign }, now));
      return vars;
  }
}

/** What is known at the edge of the tokens that the text names. */
function valuesOf(text: string, { who, facts, situation }: Doing, one: StoredEnrolment): TokenValues {
  const traits = [...text.matchAll(/\{\{(trait\.[^|{}]*)\|/g)].map(([, name]) => name!);
  return {
    city: who.profile.place?.value.city,
    "coupon.code": one.vars.code,
    "product.name": situation.names.get(one.subject),
    ...Object.fromEntries(traits.map((name) => [name, said(facts.trait(name.slice("trait.".length)))])),
  };
}

const said = (value: Scalar | undefined) => (typeof value === "boolean" ? undefined : value?.toString());

/** For another channel: there is no device behind it that could fill the rest. */
function spoken(text: string, doing: Doing, one: StoredEnrolment): string {
  const { names } = doing.situation;
  const { profile } = doing.who;
  const values: TokenValues = {
    ...valuesOf(text, doing, one),
    "cart.first.name": names.get(profile.cart?.value.lines[0]?.id ?? ""),
    "last_viewed.name": names.get(lastViewed(profile) ?? ""),
  };
  return withTokens({ text }, /\{\{([^|{}]*)\|([^{}]*)\}\}/g, (name) => values[name]).text;
}

/** As an event told by the shop's own server, which counts once by its name. */
async function telling(
  site: string,
  { journey, visitor, enrolledAt }: StoredEnrolment,
  step: string,
  traits: Record<string, Scalar>,
  now: number,
): Promise<IngestMessage> {
  const digest = await digestOf("journey", JSON.stringify([site, journey, visitor, enrolledAt, step]));
  return {
    site,
    visitor,
    receivedAt: now,
    ranges: [],
    runs: [
      {
        writer: digest.slice(0, 8),
        events: [{ n: 0, at: now, session: 0, event: { name: "identify", props: { traits } } }],
        context: null,
        told: { message: digest.slice(0, 16), source: "journey" },
      },
    ],
    refused: {},
  };
}
