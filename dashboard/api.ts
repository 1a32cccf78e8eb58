/**
 * The edge's routes, typed by the very app that answers them (Hono's client), with one error path: an expected failure
 * is a value, never an exception.
 */

import { signal } from "@preact/signals";
import { type ClientResponse, hc } from "hono/client";
import type { ApiType } from "../edge/routes/api.ts";
import type { Broadcast } from "../model/broadcast.ts";
import type { Campaign } from "../model/campaign.ts";
import type { CouponPool } from "../model/coupon.ts";
import type { PageKind } from "../model/event.ts";
import type { ImportReport } from "../model/import-report.ts";
import type { Journey } from "../model/journey.ts";
import type { OrderStatus } from "../model/order.ts";
import type { Door, OrderReport } from "../model/order-report.ts";
import type { PersonaSettings } from "../model/personas.ts";
import type { PreviewLinkRequest } from "../model/preview.ts";
import type { DeliveryState, PushMessage, PushSettings } from "../model/push.ts";
import type { BroadcastList, BroadcastReport, JourneyList, JourneyReport } from "../model/push-report.ts";
import type { Plan } from "../model/quota.ts";
import type { RateList, Revenue, SegmentList } from "../model/report.ts";
import type { SentResult } from "../model/results/sent.ts";
import type { KeyScope } from "../model/role.ts";
import type { ScoringSettings } from "../model/scoring.ts";
import type { Condition, Segment } from "../model/segment.ts";
import type { ValueSettings } from "../model/value-settings.ts";
import type { MessageState, WebhookSettings } from "../model/webhook.ts";
import type { VisitorExport } from "../model/your-data.ts";
import { t } from "./words.ts";

/** Problem details (RFC 9457) as the edge answers them; `status` 0: no answer came. */
export interface Failure {
  status: number;
  title: string;
  detail?: string;
  /** Path of the field at fault, and what was expected there. */
  field?: string;
  expected?: string;
}
export type Answer<T> = { value: T } | { failure: Failure };

/** True once the edge has refused the session; the sign-in screen sets it back. */
export const isSignedOut = signal(false);
/** Edge time less this device's, ms: ages are told by the edge's clock, which a local run can move. */
export const clockOffsetMs = signal(0);

/** Changes that the edge has not answered yet. */
const underWay = new Map<string, Promise<Response>>();

/** A change that is asked for again while it is under way, as by a second press of its button, is asked for once. */
async function fetchOnce(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { method = "GET", body = "" } = init;
  if (method === "GET" || typeof body !== "string") return fetch(url, init);
  const name = `${method} ${url} ${body}`;
  const asked = underWay.get(name) ?? fetch(url, init).finally(() => underWay.delete(name));
  underWay.set(name, asked);
  return (await asked).clone();
}

/** With `ask` and `given`, for the calls of a part that is loaded later. */
export const api = hc<ApiType>("/api", { fetch: fetchOnce });

/** What a route answers when it does as asked. */
type Success<Given> =
  Given extends ClientResponse<infer Body, infer Status, string>
    ? Status extends 200 | 201 | 202
      ? Body
      : never
    : never;

/** Awaits a route's answer and says in a value how it went. */
export async function ask<Given>(asked: Promise<Given & Response>): Promise<Answer<Success<Given>>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await asked;
    const text = await response.text();
    answer = text ? JSON.parse(text) : undefined;
  } catch {
    return { failure: { status: 0, title: t`No answer`, detail: t`The edge did not answer.` } };
  }
  if (!response.ok) {
    if (response.status === 401) isSignedOut.value = true;
    const problem = (typeof answer === "object" ? answer : undefined) as Partial<Failure> | undefined;
    return { failure: { ...problem, status: response.status, title: problem?.title ?? t`Refused` } };
  }
  const now = (answer as { now?: unknown } | undefined)?.now;
  if (typeof now === "number") clockOffsetMs.value = now - Date.now();
  return { value: answer as Success<Given> };
}

/** A query without what is not set: an empty parameter is not the same as none. */
export function given<Query extends Record<string, string | undefined>>(
  query: Query,
): { [Name in keyof Query]?: NonNullable<Query[Name]> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as {
    [Name in keyof Query]?: NonNullable<Query[Name]>;
  };
}

/** Of any kind, by name or id. */
export const search = (q: string) => ask(api.search.$get({ query: { q } }));

export const getMe = () => ask(api.me.$get());
/** The cookie comes with the answer. A wrong code is a failure of the form and not the end of a session. */
export const signIn = async (code: string) => {
  const answer = await ask(api.session.$post({ json: { code } }));
  if ("value" in answer) isSignedOut.value = false;
  return answer;
};
export const signOut = () => ask(api.session.$delete());

export const getStart = () => ask(api.start.$get());
export const saveOrigins = (origins: string[]) => ask(api.start.origins.$put({ json: { origins } }));
export const lookAtPage = (url: string) => ask(api.start.look.$post({ json: { url } }));

export const getRunning = () => ask(api.running.$get());
export const getQuota = (plan: Plan | undefined) =>
  ask(api.running.quota.$get({ query: given({ plan }) as { plan?: Plan } }));

export const getOverview = (range: { from: string | undefined; to: string | undefined }) =>
  ask(api.overview.$get({ query: given(range) }));
export const getOverviewPanels = (range: { from: string | undefined; to: string | undefined }) =>
  ask(api.overview.panels.$get({ query: given(range) }));
export const getLive = (after: number | undefined) =>
  ask(api.live.$get({ query: given({ after: after === undefined ? undefined : String(after) }) }));
export const getVisitors = (filter: { segment: string | undefined; before: string | undefined }) =>
  ask(api.visitors.$get({ query: given(filter) }));
export const getVisitor = (id: string, situation: { path: string; kind: PageKind }) =>
  ask(api.visitors[":id"].$get({ param: { id }, query: situation }));

/** `before`: where in the log to go on. */
export const exportVisitor = (id: string, before: number | undefined) =>
  ask(
    api.visitors[":id"].export.$get({
      param: { id },
      query: given({ before: before === undefined ? undefined : String(before) }),
    }),
  ) as Promise<Answer<VisitorExport>>;
/** For good. */
export const eraseVisitor = (id: string) => ask(api.visitors[":id"].$delete({ param: { id } }));

export const getReach = (visitor: string) => ask(api.reach.$get({ query: { visitor } }));

export const getCustomers = (filter: { search: string | undefined; before: string | undefined }) =>
  ask(api.customers.$get({ query: given(filter) }));
export const getCustomer = (id: string) =>
  ask(api.customers[":id"].$get({ param: { id: encodeURIComponent(id) } }));
/** For good. */
export const eraseCustomer = (id: string) =>
  ask(api.customers[":id"].$delete({ param: { id: encodeURIComponent(id) } }));

export const deleteLink = (id: string, since: number) =>
  ask(api.visitors[":id"].links[":since"].$delete({ param: { id, since: String(since) } }));

/** Hono's JSON type gives up on a condition, which holds conditions; the shape is the same. */
export const getSegments = () => ask(api.segments.$get()) as Promise<Answer<SegmentList>>;
export const saveSegment = (segment: Segment) =>
  ask(api.segments[":id"].$put({ param: { id: segment.id }, json: segment }));
export const deleteSegment = (id: string) => ask(api.segments[":id"].$delete({ param: { id } }));
export const previewSegment = (condition: Condition, visitor: string | undefined) =>
  ask(api.segments.preview.$post({ query: given({ visitor }), json: { condition } }));

/** How many are in as the condition grows, row by row. */
export const growSegment = (condition: Condition) => ask(api.segments.growth.$post({ json: { condition } }));
export const overlapSegment = (condition: Condition, except: string) =>
  ask(api.segments.overlap.$post({ query: given({ except }), json: { condition } }));
/** Of whom is in the segment: members, or hashed contacts. Its pages one after another, under one heading; `onRows`: how many have come, while more do. */
export async function getTable(
  id: string,
  of: "export" | "audience",
  onRows: (rows: number) => void,
): Promise<Answer<string>> {
  let [csv, after] = ["", ""];
  do {
    let response: Response;
    try {
      response = await api.segments[":id"][of].$get({ param: { id }, query: given({ after }) });
    } catch {
      return { failure: { status: 0, title: t`No answer`, detail: t`The edge did not answer.` } };
    }
    const text = await response.text();
    if (!response.ok) return { failure: { ...JSON.parse(text), status: response.status } };
    csv += csv ? text.slice(text.indexOf("\n") + 1) : text;
    const [, next] = /[?&]after=([^>&]+)>; rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
    after = next ? decodeURIComponent(next) : "";
    if (after) onRows(csv.split("\n").length - 2);
  } while (after);
  return { value: csv };
}
/** Every visitor looked at, by a job: answers at once with how far it is. */
export const startCount = (condition: Condition) => ask(api["segment-counts"].$post({ json: { condition } }));
export const getCount = (id: string) => ask(api["segment-counts"][":id"].$get({ param: { id } }));
export const getSizes = (id: string, days: number) =>
  ask(api.segments[":id"].sizes.$get({ param: { id }, query: { days: String(days) } }));
export const getSuggestions = (of: Offered, text: string) =>
  ask(api.suggestions.$get({ query: { of, ...given({ text }) } }));
/** What the edge has suggestions of. */
export type Offered = Parameters<typeof api.suggestions.$get>[0]["query"]["of"];

export const getPersonas = () => ask(api.personas.$get());
export const savePersonaSettings = (settings: PersonaSettings) =>
  ask(api.personas.settings.$put({ json: settings }));

export const getRfm = () => ask(api.buyers.rfm.$get());
export const getFalls = () => ask(api.buyers.falls.$get());
export const getScoring = () => ask(api.scoring.$get());
export const saveScoring = (settings: ScoringSettings) => ask(api.scoring.$put({ json: settings }));
export const getLifecycle = () => ask(api.buyers.lifecycle.$get());

export const getValue = (
  filter: Record<
    "months" | "by" | "attention" | "segment" | "stage" | "member" | "after",
    string | undefined
  >,
) => ask(api.value.$get({ query: given(filter) as Parameters<typeof api.value.$get>[0]["query"] }));
export const getValueHealth = () => ask(api.value.model.$get());
export const getBuyerValue = (who: string) =>
  ask(api.value.buyers[":who"].$get({ param: { who }, query: {} }));
export const saveValueSettings = (settings: ValueSettings) =>
  ask(api.value.settings.$put({ json: settings }));
export const sendServiceTable = (csv: string, isTrial: boolean) =>
  ask(api.value["service-minutes"].$post({ json: { csv, isTrial } }));

export const getCampaigns = () => ask(api.campaigns.$get());
export const getResultList = () => ask(api["campaign-results"].$get());
export const getResults = (id: string) => ask(api.campaigns[":id"].results.$get({ param: { id } }));
export const getAnswers = (id: string) => ask(api.campaigns[":id"].answers.$get({ param: { id } }));
export const saveCampaign = (campaign: Campaign) =>
  ask(api.campaigns[":id"].$put({ param: { id: campaign.id }, json: campaign }));
export const makePreviewLink = (id: string, asked: PreviewLinkRequest) =>
  ask(api.campaigns[":id"]["preview-links"].$post({ param: { id }, json: asked }));
export const deleteCampaign = (id: string) => ask(api.campaigns[":id"].$delete({ param: { id } }));

export const getLeads = (before: string | undefined) =>
  ask(api.leads.$get({ query: before ? { before } : {} }));
export const deleteLead = (type: string, value: string) =>
  ask(api.leads[":type"][":value"].$delete({ param: { type, value: encodeURIComponent(value) } }));
export const getWebhooks = () => ask(api.webhooks.$get());
export const addWebhook = (settings: WebhookSettings) => ask(api.webhooks.$post({ json: settings }));
export const saveWebhook = (id: string, settings: WebhookSettings) =>
  ask(api.webhooks[":id"].$put({ param: { id }, json: settings }));
export const deleteWebhook = (id: string) => ask(api.webhooks[":id"].$delete({ param: { id } }));
/** The secret is in this answer alone; the one before signs for another day. */
export const rotateWebhookSecret = (id: string) => ask(api.webhooks[":id"].secret.$post({ param: { id } }));
export const testWebhook = (id: string) => ask(api.webhooks[":id"].test.$post({ param: { id } }));
export const getWebhookLog = (
  id: string,
  filter: { state: MessageState | undefined; before: string | undefined },
) => ask(api.webhooks[":id"].messages.$get({ param: { id }, query: given(filter) }));
/** All that failed where none is named. */
export const replayWebhook = (id: string, message: string | undefined) =>
  ask(api.webhooks[":id"].replay.$post({ param: { id }, query: given({ message }) }));
export const getCoupons = () => ask(api.coupons.$get());
export const saveCouponPool = (pool: CouponPool) =>
  ask(api.coupons[":id"].$put({ param: { id: pool.id }, json: pool }));
/** Codes the shop has made. */
export const addCoupons = (id: string, codes: string[]) =>
  ask(api.coupons[":id"].codes.$post({ param: { id }, json: { codes } }));
export const generateCoupons = (id: string, count: number, prefix: string) =>
  ask(api.coupons[":id"].generated.$post({ param: { id }, json: { count, prefix } }));
export const getWaitingCoupons = (id: string) => ask(api.coupons[":id"].waiting.$get({ param: { id } }));
/** The shop has taken these in. */
export const confirmCoupons = (id: string, codes: string[]) =>
  ask(api.coupons[":id"].confirmed.$post({ param: { id }, json: { codes } }));

export const getPush = () => ask(api.push.$get());
export const savePushSettings = (settings: PushSettings) => ask(api.push.settings.$put({ json: settings }));
/** A new key; subscriptions keep the one they were made with. */
export const makePushKey = () => ask(api.push.keys.$post());
/** One notification to one browser, at once; the answer says what became of it. */
export const testPush = (visitor: string, message: PushMessage) =>
  ask(api.push.test.$post({ json: { visitor, message } }));

/** Hono says of what may be missing that it may be undefined, which JSON does not know. */
export const getBroadcasts = () => ask(api.broadcasts.$get()) as Promise<Answer<BroadcastList>>;
export const getBroadcast = (id: string) =>
  ask(api.broadcasts[":id"].$get({ param: { id } })) as Promise<Answer<BroadcastReport>>;
export const getBroadcastResults = (id: string) =>
  ask(api.broadcasts[":id"].results.$get({ param: { id } })) as Promise<Answer<SentResult>>;
export const saveBroadcast = (broadcast: Broadcast) =>
  ask(api.broadcasts[":id"].$put({ param: { id: broadcast.id }, json: broadcast }));
export const deleteBroadcast = (id: string) => ask(api.broadcasts[":id"].$delete({ param: { id } }));
export const sizeBroadcast = (of: Pick<Broadcast, "segmentsIn" | "segmentsOut" | "holdoutShare">) =>
  ask(api["broadcast-size"].$post({ json: of }));
export type BroadcastMove = "send" | "pause" | "resume" | "cancel";
export const moveBroadcast = (id: string, move: BroadcastMove) =>
  ask(api.broadcasts[":id"][move].$post({ param: { id } }));

export const getDeliveries = (
  filter: Record<"source" | "visitor" | "before", string | undefined> & { state: DeliveryState | undefined },
) => ask(api.deliveries.$get({ query: given(filter) }));
/** Sent once more. */
export const replayDelivery = (id: string) => ask(api.deliveries[":id"].replay.$post({ param: { id } }));

/** Steps hold steps, which Hono's JSON type gives up on; the shape is the same. */
export const getJourneys = () => ask(api.journeys.$get()) as Promise<Answer<JourneyList>>;
export const getJourney = (id: string) =>
  ask(api.journeys[":id"].$get({ param: { id } })) as Promise<Answer<JourneyReport>>;
export const getJourneyResults = (id: string) =>
  ask(api.journeys[":id"].results.$get({ param: { id } })) as Promise<Answer<SentResult>>;
export const saveJourney = (journey: Journey) =>
  ask(api.journeys[":id"].$put({ param: { id: journey.id }, json: journey }));
export const deleteJourney = (id: string) => ask(api.journeys[":id"].$delete({ param: { id } }));
/** Who stands at a step, and until when. */
export const getEnrolments = (id: string, filter: Record<"step" | "after", string | undefined>) =>
  ask(api.journeys[":id"].enrolments.$get({ param: { id }, query: given(filter) }));

export const getPublication = () => ask(api.publication.$get());
/** What the linter says of all that is saved. */
export const getPublicationFindings = () => ask(api.publication.findings.$get());
export const publish = () => ask(api.publication.$post());

export const getOrders = (filter: {
  before: string | undefined;
  door: Door | undefined;
  status: OrderStatus | undefined;
}) => ask(api.orders.$get({ query: given(filter) }));
export const getOrder = (id: string) =>
  ask(api.orders[":id"].$get({ param: { id: encodeURIComponent(id) } }));
/** `isDry`: only says what would become of the orders. */
export const importOrders = (orders: OrderReport[], isDry: boolean) =>
  ask(api.orders.import.$post({ query: { dry: isDry ? "yes" : "no" }, json: { orders } }));
export const getDoors = () => ask(api.doors.$get());
/** Without a secret one is made; the answer alone has it. */
export const setSecret = (door: Door, secret?: string) =>
  ask(api.doors[":door"].secret.$post({ param: { door }, json: secret ? { secret } : {} }));
export const dropPreviousSecret = (door: Door) =>
  ask(api.doors[":door"]["previous-secret"].$delete({ param: { door } }));
export const getRevenue = () => ask(api.revenue.$get());
export const saveRevenue = (revenue: Revenue) => ask(api.revenue.$put({ json: revenue }));
export const getRates = () => ask(api.rates.$get());
export const saveRates = (rates: RateList["rates"]) => ask(api.rates.$put({ json: { rates } }));
export const deleteRate = (currency: string, day: string) =>
  ask(api.rates[":currency"][":day"].$delete({ param: { currency, day } }));
export const getBots = (range: { from?: string; to?: string } = {}) =>
  ask(api.bots.$get({ query: given(range) }));
export const getHealth = () => ask(api.health.$get());
export const replayDeadLetter = (id: string) =>
  ask(api["dead-letters"][":id"].replay.$post({ param: { id } }));

export const getKeys = () => ask(api.keys.$get());
export const saveKey = (name: string, scope: KeyScope) => ask(api.keys.$post({ json: { name, scope } }));
export const deleteKey = (hash: string) => ask(api.keys[":hash"].$delete({ param: { hash } }));
export const getFeed = () => ask(api.feed.$get());
export const saveFeed = (url: string) => ask(api.feed.$put({ json: { url } }));
export const deleteFeed = () => ask(api.feed.$delete());

export type ImportKind = "products" | "customers";
/** The file as it is: a route of the shop's server, and so not of the API's own type. */
export const importFile = (kind: ImportKind, file: File, isDryRun: boolean) =>
  ask(
    fetch(`/v1/imports/${kind}${isDryRun ? "?dry=yes" : ""}`, { method: "POST", body: file }) as Promise<
      ClientResponse<ImportReport, 200, "json"> & Response
    >,
  );

/** Local runs only: not of the API, which a deployed Worker has too. */
export const skipClock = (skipMs: number) =>
  ask(
    fetch("/local/clock", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ skipMs }),
    }),
  );
