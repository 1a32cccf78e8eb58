/**
 * Events into D1, each once. A batch is one SELECT for its visitors, pure folding, and one transaction of few
 * statements; the visitors' `rev` makes it void where somebody else wrote meanwhile, and then it is read and done
 * again. The same after an error whose outcome is unknown: what had been committed is in `seen` and falls away.
 * After three failures the batch is halved until the message that fails by itself is alone; only that one is put
 * aside as a dead letter, and none while D1 or KV is away, for then every message fails.
 */

import type { Lead } from "../../model/answer-report.ts";
import { questionsOf, repliesIn } from "../../model/answers.ts";
import type { Campaign } from "../../model/campaign.ts";
import { isHeldOutOfAll } from "../../model/decision.ts";
import {
  type Bought,
  type Enrolling,
  enrolmentsOf,
  hasCart,
  needsBought,
  ordersIn,
} from "../../model/enrol.ts";
import type { Event, EventProps, Item } from "../../model/event.ts";
import type { Journey } from "../../model/journey.ts";
import type { OrderReport } from "../../model/order-report.ts";
import type { Run, Scalar, Told } from "../../model/profile.ts";
import { foldExposed } from "../../model/results/exposed.ts";
import { type Known, type Settled, settle } from "../../model/settle.ts";
import { dayIn } from "../../model/shop-day.ts";
import { addTo, type Tally, tallyMoves, tallyVisitor } from "../../model/tally.ts";
import { DAY_MS } from "../../model/time.ts";
import { tallyCourse } from "../../model/visit-course.ts";
import { tallyVitals } from "../../model/vital.ts";
import { type OrderOrigin, originsOf, tallyWhereFrom } from "../../model/where-from.ts";
import type { Env } from "../env.ts";
import { logDone, logFailure } from "../log-line.ts";
import { loadSnapshot } from "../snapshot.ts";
import { type AnswerRow, saveAnswers } from "../store/answers.ts";
import { refreshBuyers } from "../store/buyers.ts";
import { readCampaigns } from "../store/campaigns.ts";
import { addCounters } from "../store/counters.ts";
import { noteLateTouches } from "../store/credit.ts";
import { type CustomerWord, saveCustomers } from "../store/customers.ts";
import { saveDeadLetter } from "../store/dead-letters.ts";
import { type DeliveryReport, noteReports } from "../store/deliveries.ts";
import { countDelivery } from "../store/doors.ts";
import { enrol, hastenEnrolments } from "../store/enrolments.ts";
import { saveLeads } from "../store/leads.ts";
import { addLinks, type Link } from "../store/links.ts";
import { type LogEntry, writeLog } from "../store/log.ts";
import { listCounted, noteCounted } from "../store/messages.ts";
import { noteOrigins } from "../store/order-origins.ts";
import { isOrderRace, readOrderChanges, saveOrderChanges } from "../store/orders.ts";
import { ping } from "../store/ping.ts";
import { readBought } from "../store/product-gaps.ts";
import { saveProducts } from "../store/products.ts";
import { addExposures, noteFirstExposures } from "../store/results.ts";
import { addMoves } from "../store/segment-sizes.ts";
import { serverPartStatement } from "../store/server-part.ts";
import { addVisitSums } from "../store/visit-sums.ts";
import { readStates, type StateChange, saveStates } from "../store/visitor-state.ts";
import { addVitals } from "../store/vitals.ts";
import { tellWebhooks, webhooksTold } from "../store/webhook-messages.ts";
import { tellingsOf } from "../webhook/tellings.ts";
import type { IngestMessage } from "./message.ts";
import { sendOn } from "./send-webhook.ts";

const TRIES = 3;
/** Lost races are no fault of a message: they are repeated more often, and never dead-lettered. */
const RACES = 12;

/** Writes the messages of any sites; throws where D1 refuses, and then nothing of the failing site is written. */
export async function ingest(env: Env, messages: IngestMessage[]): Promise<void> {
  for (const [site, own] of Map.groupBy(messages, (message) => message.site)) {
    for (let race = 1; ; race++) {
      try {
        await ingestSite(env, site, own);
        break;
      } catch (error) {
        if (race === RACES || !isRace(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * race));
      }
    }
  }
}

/** Somebody else wrote the visitor or the order, or counted the message, meanwhile. */
const isRace = (error: unknown) =>
  /visitor rev conflict|UNIQUE constraint failed: messages/.test(String(error)) || isOrderRace(error);

async function ingestSite(env: Env, site: string, all: IngestMessage[]): Promise<void> {
  const messages = all.filter(({ bot }) => !bot);
  const byVisitor = Map.groupBy(messages, (message) => message.visitor);
  const snapshot = await loadSnapshot(env, site, (promise) => void promise.catch(() => undefined));
  const rules = snapshot?.compiled;
  // Nothing reaches a shop that was never published, but by the tests' own hand.
  const timeZone = rules?.site.timeZone ?? "UTC";
  const campaigns = new Set(snapshot?.snapshot.campaigns.map(({ id }) => id));
  const askers = await askersOf(env.DB, site, messages, snapshot?.snapshot.campaigns ?? []);
  const { states, erased } = await readStates(env.DB, site, [...byVisitor.keys()]);
  const counted = await listCounted(env.DB, site, messages.flatMap(toldIds));
  const told: string[] = [];
  /** True for what no message told, and for a message that has not been counted, here or before. */
  const isNew = ({ told: by }: Run) => {
    if (!by) return true;
    if (counted.has(by.message)) return false;
    counted.add(by.message);
    told.push(by.message);
    return true;
  };
  const tally: Tally = new Map();
  for (const { bot, receivedAt } of all)
    if (bot) addTo(tally, dayIn(receivedAt, timeZone), `bot:${bot.kind}`, bot.events);
  const vitals: Tally = new Map();
  const moves: Tally = new Map();
  const exposures: Tally = new Map();
  const visits: Tally = new Map();
  const origins: OrderOrigin[] = [];
  /** Of visitors who may have orders: what they were shown may be told after the order. */
  const late: [visitor: string, at: number][] = [];
  const changes: StateChange[] = [];
  const log: LogEntry[] = [];
  const products = new Map<string, Item>();
  /** By the visitor's page, and by the shop's server. */
  const orders: Record<"page" | "api", OrderReport[]> = { page: [], api: [] };
  const customers: CustomerWord[] = [];
  const links: Link[] = [];
  const answers: AnswerRow[] = [];
  const leads: Lead[] = [];
  const reports: DeliveryReport[] = [];
  const journeys = rules?.journeys ?? [];
  const settlings: [visitor: string, known: Known | undefined, settled: Settled][] = [];
  let receivedAt = 0;

  for (const [visitor, deliveries] of byVisitor) {
    if (erased.has(visitor)) continue;
    const known = states.get(visitor);
    const fresh = deliveries.map((delivery) => ({ ...delivery, runs: delivery.runs.filter(isNew) }));
    const settled = settle(known, fresh, rules);
    if (!settled) continue;
    const { profile } = settled;
    const timeline = known?.timeline ?? [];
    tallyVisitor(tally, { ...settled, timeline }, timeZone);
    tallyCourse(visits, { ...settled, timeline }, timeZone);
    tallyWhereFrom(visits, settled.fresh, timeZone);
    origins.push(...originsOf(settled.before, timeline, settled.fresh));
    tallyVitals(vitals, settled.fresh, campaigns);
    tallyMoves(moves, settled.added, timeZone);
    receivedAt = Math.max(receivedAt, ...deliveries.map((delivery) => delivery.receivedAt));
    for (const [reason, count] of Object.entries(settled.refused))
      addTo(tally, dayIn(receivedAt, timeZone), `refused:${reason}`, count);
    // Nobody yet: of whom nothing was accepted there is nothing to keep. Brought twice, such refusals count twice.
    if (!known && settled.fresh.length === 0) continue;
    const shown = rules && foldExposed(known?.exposed ?? null, settled.fresh, visitor, rules);
    for (const [at, name, value] of shown?.counted ?? []) {
      addTo(exposures, dayIn(at, timeZone), name, value);
      if (!name.startsWith("goal:") && (!known || known.server)) late.push([visitor, at]);
    }
    // Who is held out of everything begins no journey, and is no comparison for those held out of one.
    if (rules && journeys.length > 0 && !isHeldOutOfAll(visitor, rules.site))
      settlings.push([visitor, known, settled]);
    changes.push({
      id: visitor,
      rev: (known?.rev ?? 0) + 1,
      profile,
      seen: settled.seen,
      timeline: settled.timeline,
      segments: settled.segments,
      exposed: shown?.exposed ?? known?.exposed ?? null,
      day: Math.floor((profile.lastSeenAt || receivedAt) / DAY_MS),
    });
    if (settled.added.length > 0)
      log.push({
        visitor,
        city: profile.place?.value.city ?? "",
        country: profile.place?.value.country ?? "",
        moments: settled.added,
      });
    for (const [id, item] of settled.products) products.set(id, item);
    for (const { told: by, events } of settled.fresh)
      for (const { at, event, customer } of events) {
        if (event.name === "answer") {
          answers.push(...answersIn(event.props, askers.get(event.props.campaign), visitor, at));
          leads.push(...leadsIn(event.props, visitor, at));
        }
        const reported = reportedBy(event);
        if (reported) reports.push({ ...reported, visitor, at });
        if (by?.customer) customers.push(wordOf(by.customer, by.traits, at));
        if (customer) {
          customers.push(wordOf(customer, {}, at));
          links.push({ visitor, since: at, customer });
          late.push([visitor, 0]);
        }
        const report = by ? orderTold(event, visitor, at, by) : orderSeen(event, visitor, at);
        if (report) orders[by ? "api" : "page"].push(report);
      }
  }
  if (changes.length === 0 && tally.size === 0) return;
  const tellings = tellingsOf({ log, answers, leads }, askers, snapshot?.snapshot);
  const results = await env.DB.batch([
    ...(changes.length > 0 ? saveStates(env.DB, site, changes) : []),
    ...addCounters(env.DB, site, tally),
    ...addVitals(env.DB, site, vitals),
    ...addMoves(env.DB, site, moves),
    ...addExposures(env.DB, site, exposures),
    ...addVisitSums(env.DB, site, visits),
    ...noteOrigins(env.DB, site, origins),
    ...saveProducts(env.DB, site, products),
    ...(await writeLog(env.DB, site, log, receivedAt)),
    ...noteCounted(env.DB, site, told, Math.floor(receivedAt / DAY_MS)),
    ...saveCustomers(env.DB, site, customers),
    ...(links.length > 0 ? [addLinks(env.DB, site, links)] : []),
    ...saveAnswers(env.DB, site, answers),
    ...saveLeads(env.DB, site, leads),
    ...noteReports(env.DB, site, reports),
    ...(await saveNews(env.DB, site, orders, receivedAt)),
    ...(await saveEnrolments(env.DB, site, journeys, settlings, receivedAt)),
    ...(late.length > 0
      ? [
          noteLateTouches(env.DB, site, late),
          ...refreshBuyers(env.DB, site),
          noteFirstExposures(
            env.DB,
            site,
            late.map(([visitor]) => visitor),
          ),
        ]
      : []),
    ...(links.length > 0
      ? [serverPartStatement(env.DB, site, [...new Set(links.map(({ visitor }) => visitor))])]
      : []),
    ...(await tellWebhooks(env.DB, site, tellings, receivedAt)),
  ]);
  // What is told is written: where the queue is away the next minute's cron sends it.
  await sendOn(env, site, webhooksTold(results)).catch(() => undefined);
}

/** What a device tells of a notification, and what becomes of the delivery by it. */
const reportedBy = (event: Event): Pick<DeliveryReport, "delivery" | "state"> | undefined => {
  switch (event.name) {
    case "push_shown":
      return { delivery: event.props.delivery, state: "shown" };
    case "push_close":
      return { delivery: event.props.delivery, state: "closed" };
    case "push_click":
      return { delivery: event.props.delivery, state: "clicked" };
  }
};

/** The campaigns answered to, by id. One that was paused since, on a page that had shown it already, is read as it is saved. */
async function askersOf(
  db: D1Database,
  site: string,
  messages: readonly IngestMessage[],
  live: readonly Campaign[],
): Promise<ReadonlyMap<string, Campaign>> {
  const answered = messages
    .flatMap(({ runs }) => runs.flatMap(({ events }) => events))
    .flatMap(({ event }) => (event.name === "answer" ? [event.props.campaign] : []));
  const missing = [...new Set(answered)].filter((asker) => !live.some(({ id }) => id === asker));
  const saved = missing.length > 0 ? await readCampaigns(db, site, missing) : [];
  return new Map([...live, ...saved].map((campaign) => [campaign.id, campaign]));
}

/** Of a campaign that has been deleted since nothing is known that was asked. */
const answersIn = (
  props: EventProps["answer"],
  campaign: Campaign | undefined,
  visitor: string,
  at: number,
): AnswerRow[] =>
  campaign
    ? repliesIn(props, questionsOf(campaign)).map((reply) => ({
        ...reply,
        campaign: campaign.id,
        visitor,
        at,
      }))
    : [];

const leadsIn = (
  { campaign, contacts = [], consent }: EventProps["answer"],
  visitor: string,
  at: number,
): Lead[] =>
  contacts.map((contact) => ({
    ...contact,
    visitor,
    campaign,
    at,
    consent: consent!.text,
    controller: consent!.controller,
  }));

/** Who begins a journey; and who is under way is looked at now where an emptied cart may end it, as an order does (orders.ts). */
async function saveEnrolments(
  db: D1Database,
  site: string,
  journeys: readonly Journey[],
  settlings: [visitor: string, known: Known | undefined, settled: Settled][],
  receivedAt: number,
): Promise<D1PreparedStatement[]> {
  if (settlings.length === 0) return [];
  const emptying = settlings.filter(
    ([, known, { profile }]) => known && hasCart(known.profile) && !hasCart(profile),
  );
  const lines = settlings.flatMap(([, , settled]) => ordersIn(settled).flatMap((order) => order.lines));
  const bought: ReadonlyMap<string, Bought> =
    lines.length > 0 && needsBought(journeys) ? await readBought(db, site, lines) : new Map();
  const enrollings: Enrolling[] = settlings.flatMap(([visitor, known, settled]) =>
    enrolmentsOf(journeys, visitor, known, settled, bought),
  );
  const emptied = emptying.map(([visitor]) => visitor);
  return [...hastenEnrolments(db, site, emptied, receivedAt), ...enrol(db, site, enrollings)];
}

async function saveNews(
  db: D1Database,
  site: string,
  orders: Record<"page" | "api", OrderReport[]>,
  receivedAt: number,
): Promise<D1PreparedStatement[]> {
  const news = (["page", "api"] as const)
    .map((door) => ({ door, reports: orders[door] }))
    .filter(({ reports }) => reports.length > 0);
  if (news.length === 0) return [];
  return [
    ...saveOrderChanges(db, site, await readOrderChanges(db, site, news, receivedAt), receivedAt),
    ...news.map(({ door, reports }) =>
      countDelivery(db, site, door, { at: receivedAt, outcome: "accepted", orders: reports.length }),
    ),
  ];
}

/**
 * What the page tells of an order. It cannot know whether it was paid. Of what was given back it has one word, which a second
 * device says again: it is no further refund.
 */
function orderSeen(event: Event, visitor: string, at: number): OrderReport | undefined {
  if (event.name === "refund") return givenBack(event, "page", at);
  if (event.name !== "purchase") return undefined;
  const { orderId, valueMinor, currency = "", lines, coupon } = event.props;
  return {
    id: orderId,
    modifiedAt: at,
    placedAt: at,
    stage: "placed",
    valueMinor,
    currency,
    channel: "web",
    visitor,
    lines,
    ...(coupon && { coupons: [coupon] }),
  };
}

/** What the shop's server tells of one: completed, given back (all of it where no amount is told), or cancelled. */
function orderTold(event: Event, visitor: string, at: number, by: Told): OrderReport | undefined {
  if (event.name === "purchase")
    return { ...orderSeen(event, visitor, at)!, stage: "paid", customer: by.customer };
  if (event.name === "refund") return givenBack(event, by.message, at);
  if (event.name !== "custom:order_cancelled") return undefined;
  const id = event.props.order_id;
  return typeof id === "string" || typeof id === "number"
    ? { id: String(id), modifiedAt: at, stage: "cancelled" }
    : undefined;
}

/** All of it where neither an amount nor lines are told; nothing can be said of lines without prices. */
function givenBack(
  { props }: Extract<Event, { name: "refund" }>,
  id: string,
  at: number,
): OrderReport | undefined {
  const { orderId, valueMinor, currency, lines } = props;
  if (valueMinor === undefined && !lines) return { id: orderId, modifiedAt: at, stage: "refunded" };
  const amountMinor =
    valueMinor ??
    lines!.reduce((sum, { quantity, priceMinor = Number.NaN }) => sum + quantity * priceMinor, 0);
  if (Number.isNaN(amountMinor)) return undefined;
  return { id: orderId, modifiedAt: at, refunds: [{ id, amountMinor, currency, at }] };
}

const toldIds = ({ runs }: IngestMessage) => runs.flatMap(({ told }) => (told ? [told.message] : []));

function wordOf(id: string, traits: Record<string, Scalar | null> = {}, at: number): CustomerWord {
  const said = Object.entries(traits).map(([name, value]) => [name, { at, value }] as const);
  return { id, traits: Object.fromEntries(said) };
}

/** The queue's door: every message acknowledged or retried on its own. */
export async function consumeIngest(
  env: Env,
  messages: readonly Message<IngestMessage>[],
  now: number,
): Promise<void> {
  const began = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      await ingest(
        env,
        messages.map(({ body }) => body),
      );
      for (const message of messages) message.ack();
      logDone(env, "ingested", { items: messages.length, ms: Date.now() - began });
      return;
    } catch (error) {
      if (isRace(error)) {
        for (const message of messages) message.retry();
        return;
      }
      if (attempt < TRIES) continue;
      if (!(await isStorageThere(env))) {
        for (const message of messages) retryLater(message);
        return;
      }
      if (messages.length === 1) return putAside(env, messages[0]!, now, error);
      const half = Math.ceil(messages.length / 2);
      await consumeIngest(env, messages.slice(0, half), now);
      return consumeIngest(env, messages.slice(half), now);
    }
  }
}

async function isStorageThere({ DB, SNAPSHOTS }: Env): Promise<boolean> {
  const answers = await Promise.allSettled([ping(DB), SNAPSHOTS.get("health")]);
  return answers.every(({ status }) => status === "fulfilled");
}

function retryLater(message: Message<IngestMessage>): void {
  message.retry({ delaySeconds: Math.min(2 ** message.attempts, 600) });
}

/** Into the dead letters; where even that fails, D1 is away, and the queue brings the message again. */
async function putAside(
  env: Env,
  message: Message<IngestMessage>,
  now: number,
  error: unknown,
): Promise<void> {
  try {
    await saveDeadLetter(env.DB, {
      id: message.id,
      site: String(message.body?.site ?? ""),
      failedAt: now,
      reason: String(error).slice(0, 500),
      body: JSON.stringify(message.body),
    });
    message.ack();
    logFailure("put aside as a dead letter", { site: String(message.body?.site ?? "") }, error);
  } catch {
    retryLater(message);
  }
}
