/** The edge's routes as typed functions, with one error path: an expected failure is a value, never an exception. */
import { signal } from "@preact/signals";
import type { Campaign } from "../model/campaign.ts";
import type {
  CampaignList,
  Health,
  LiveFeed,
  Me,
  OrderList,
  Overview,
  Publication,
  SegmentCount,
  SegmentList,
  VisitorCard,
  VisitorList,
} from "../model/report.ts";
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

type Query = Record<string, string | number | undefined>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

async function ask<T>(method: Method, path: string, query: Query = {}, body?: unknown): Promise<Answer<T>> {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path + (search ? `?${search}` : ""), {
      method,
      // Also without a body: the edge takes nothing else, since a form on another site could send the rest.
      ...(method !== "GET" && { headers: { "content-type": "application/json" } }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
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
  return { value: answer as T };
}

const one = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

export const getMe = () => ask<Me>("GET", "/api/me");
/** The cookie comes with the answer. A wrong code is a failure of the form and not the end of a session. */
export const signIn = async (code: string) => {
  const answer = await ask<unknown>("POST", "/api/session", {}, { code });
  if ("value" in answer) isSignedOut.value = false;
  return answer;
};
export const signOut = () => ask<unknown>("DELETE", "/api/session");

export const getOverview = (range: { from: string | undefined; to: string | undefined }) =>
  ask<Overview>("GET", "/api/overview", range);
export const getLive = (after: number | undefined) => ask<LiveFeed>("GET", "/api/live", { after });
export const getVisitors = (filter: { segment: string | undefined; before: string | undefined }) =>
  ask<VisitorList>("GET", "/api/visitors", filter);
export const getVisitor = (id: string, situation: { path: string; kind: string }) =>
  ask<VisitorCard>("GET", one("/api/visitors", id), situation);

export const getSegments = () => ask<SegmentList>("GET", "/api/segments");
export const saveSegment = (segment: Segment) =>
  ask<unknown>("PUT", one("/api/segments", segment.id), {}, segment);
export const deleteSegment = (id: string) => ask<unknown>("DELETE", one("/api/segments", id));
export const countSegment = (condition: Condition, visitor: string | undefined) =>
  ask<SegmentCount>("POST", "/api/segments/count", { visitor }, { condition });

export const getCampaigns = () => ask<CampaignList>("GET", "/api/campaigns");
export const saveCampaign = (campaign: Campaign) =>
  ask<unknown>("PUT", one("/api/campaigns", campaign.id), {}, campaign);
export const deleteCampaign = (id: string) => ask<unknown>("DELETE", one("/api/campaigns", id));

export const getPublication = () => ask<Publication>("GET", "/api/publication");
export const publish = () => ask<Publication>("POST", "/api/publication");

export const getOrders = (before: string | undefined) => ask<OrderList>("GET", "/api/orders", { before });
export const getHealth = () => ask<Health>("GET", "/api/health");
export const replayDeadLetter = (id: string) =>
  ask<unknown>("POST", `${one("/api/dead-letters", id)}/replay`);

/** Local runs only. */
export const skipClock = (skipMs: number) => ask<unknown>("POST", "/local/clock", {}, { skipMs });
