/**
 * The edge's routes, typed by the very app that answers them (Hono's client), with one error path: an expected failure
 * is a value, never an exception.
 */
import { signal } from "@preact/signals";
import { type ClientResponse, hc } from "hono/client";
import type { ApiType } from "../edge/routes/api.ts";
import type { Campaign } from "../model/campaign.ts";
import type { PageKind } from "../model/event.ts";
import type { ImportReport } from "../model/import-report.ts";
import type { SegmentList } from "../model/report.ts";
import type { Condition, Segment } from "../model/segment.ts";

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

const api = hc<ApiType>("/api");

/** What a route answers when it does as asked. */
type Success<Given> =
  Given extends ClientResponse<infer Body, infer Status, string>
    ? Status extends 200 | 201
      ? Body
      : never
    : never;

/** Awaits a route's answer and says in a value how it went. */
async function ask<Given>(asked: Promise<Given & Response>): Promise<Answer<Success<Given>>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await asked;
    const text = await response.text();
    answer = text ? JSON.parse(text) : undefined;
  } catch {
    return { failure: { status: 0, title: "No answer", detail: "The edge did not answer." } };
  }
  if (!response.ok) {
    if (response.status === 401) isSignedOut.value = true;
    const problem = (typeof answer === "object" ? answer : undefined) as Partial<Failure> | undefined;
    return { failure: { ...problem, status: response.status, title: problem?.title ?? "Refused" } };
  }
  const now = (answer as { now?: unknown } | undefined)?.now;
  if (typeof now === "number") clockOffsetMs.value = now - Date.now();
  return { value: answer as Success<Given> };
}

/** A query without what is not set: an empty parameter is not the same as none. */
function given<Query extends Record<string, string | undefined>>(
  query: Query,
): { [Name in keyof Query]?: string } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as {
    [Name in keyof Query]?: string;
  };
}

export const getMe = () => ask(api.me.$get());
/** The cookie comes with the answer. A wrong code is a failure of the form and not the end of a session. */
export const signIn = async (code: string) => {
  const answer = await ask(api.session.$post({ json: { code } }));
  if ("value" in answer) isSignedOut.value = false;
  return answer;
};
export const signOut = () => ask(api.session.$delete());

export const getOverview = (range: { from: string | undefined; to: string | undefined }) =>
  ask(api.overview.$get({ query: given(range) }));
export const getLive = (after: number | undefined) =>
  ask(api.live.$get({ query: given({ after: after === undefined ? undefined : String(after) }) }));
export const getVisitors = (filter: { segment: string | undefined; before: string | undefined }) =>
  ask(api.visitors.$get({ query: given(filter) }));
export const getVisitor = (id: string, situation: { path: string; kind: PageKind }) =>
  ask(api.visitors[":id"].$get({ param: { id }, query: situation }));

export const deleteLink = (id: string, since: number) =>
  ask(api.visitors[":id"].links[":since"].$delete({ param: { id, since: String(since) } }));

/** Hono's JSON type gives up on a condition, which holds conditions; the shape is the same. */
export const getSegments = () => ask(api.segments.$get()) as Promise<Answer<SegmentList>>;
export const saveSegment = (segment: Segment) =>
  ask(api.segments[":id"].$put({ param: { id: segment.id }, json: segment }));
export const deleteSegment = (id: string) => ask(api.segments[":id"].$delete({ param: { id } }));
export const countSegment = (condition: Condition, visitor: string | undefined) =>
  ask(api.segments.count.$post({ query: given({ visitor }), json: { condition } }));

export const getRfm = () => ask(api.buyers.rfm.$get());
export const getLifecycle = () => ask(api.buyers.lifecycle.$get());

export const getCampaigns = () => ask(api.campaigns.$get());
export const saveCampaign = (campaign: Campaign) =>
  ask(api.campaigns[":id"].$put({ param: { id: campaign.id }, json: campaign }));
export const deleteCampaign = (id: string) => ask(api.campaigns[":id"].$delete({ param: { id } }));

export const getPublication = () => ask(api.publication.$get());
export const publish = () => ask(api.publication.$post());

export const getOrders = (before: string | undefined) => ask(api.orders.$get({ query: given({ before }) }));
export const getHealth = () => ask(api.health.$get());
export const replayDeadLetter = (id: string) =>
  ask(api["dead-letters"][":id"].replay.$post({ param: { id } }));

export const getKeys = () => ask(api.keys.$get());
export const saveKey = (name: string) => ask(api.keys.$post({ json: { name } }));
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
