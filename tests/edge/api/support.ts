/** A site of the test's own, and the API as its dashboard or its server calls it. */
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { app } from "../../../edge/app.ts";
import { sha256Hex } from "../../../edge/digest.ts";
import type { Problem } from "../../../edge/problem.ts";
import { type Campaign, campaignSchema } from "../../../model/campaign.ts";
import { DAY_MS, emptyProfile, type Profile } from "../../../model/profile.ts";
import { siteIdOf } from "../../../model/site.ts";
import type { SiteSettings } from "../../../model/snapshot.ts";
import type { Moment } from "../../../model/timeline.ts";

export const ORIGIN = "https://edge.test";

let made = 0;
/** Different from every other text of the test run. */
const fresh = (prefix: string) => `${prefix}${++made}${crypto.randomUUID().slice(0, 8)}`;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** One request to the Worker's routes, its JSON answer read. */
export async function ask<T = Problem>(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer<T>> {
  const response = await app.request(
    ORIGIN + path,
    {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    },
    env,
  );
  return { status: response.status, headers: response.headers, body: await response.json<T>() };
}

export interface TestSite {
  id: string;
  settings: SiteSettings;
  /** Of its API key. */
  bearer: { authorization: string };
  get<T = Problem>(path: string): Promise<Answer<T>>;
  put<T = Problem>(path: string, body: unknown): Promise<Answer<T>>;
  post<T = Problem>(path: string, body?: unknown): Promise<Answer<T>>;
  delete<T = Problem>(path: string): Promise<Answer<T>>;
}

/** A new site with an API key; its calls are signed in by it. */
export async function aSite(changes: Partial<SiteSettings> = {}): Promise<TestSite> {
  const id = siteIdOf(fresh("shop"))!;
  const settings: SiteSettings = {
    id,
    name: "Test shop",
    origins: [],
    timeZone: "UTC",
    currency: "EUR",
    holdoutShare: 0,
    attentionMinutes: 0,
    isLive: true,
    isDemo: false,
    ...changes,
  };
  const key = fresh("key-");
  await env.DB.batch([
    env.DB.prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)").bind(
      id,
      JSON.stringify(settings),
    ),
    env.DB.prepare("INSERT INTO keys (hash, site, name, created_at) VALUES (?1, ?2, 'test', 0)").bind(
      await sha256Hex(key),
      id,
    ),
  ]);
  const bearer = { authorization: `Bearer ${key}` };
  return {
    id,
    settings,
    bearer,
    get: (path) => ask("GET", path, bearer),
    put: (path, body) => ask("PUT", path, bearer, body),
    post: (path, body) => ask("POST", path, bearer, body),
    delete: (path) => ask("DELETE", path, bearer),
  };
}

/** 22 characters of base64url, as every visitor id. */
export const aVisitorId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

/** A stored visitor, last seen now unless the profile says otherwise; answers the id. */
export async function aVisitor(
  site: TestSite,
  {
    id = aVisitorId(),
    profile = {},
    timeline = [],
    segments = [],
  }: { id?: string; profile?: Partial<Profile>; timeline?: Moment[]; segments?: string[] } = {},
): Promise<string> {
  const whole: Profile = { ...emptyProfile(), firstSeenAt: Date.now(), lastSeenAt: Date.now(), ...profile };
  await env.DB.prepare(
    `INSERT INTO visitors (site, id, rev, profile, seen, events, segments, last_day)
     VALUES (?1, ?2, 1, ?3, '{}', ?4, ?5, ?6)`,
  )
    .bind(
      site.id,
      id,
      JSON.stringify(whole),
      JSON.stringify(timeline),
      JSON.stringify(segments),
      Math.floor(whole.lastSeenAt / DAY_MS),
    )
    .run();
  return id;
}

/** A published bar for everybody, changed as the test wants. */
export const aCampaign = (changes: Partial<Campaign> = {}): Campaign =>
  v.parse(campaignSchema, {
    id: "welcome",
    name: "Welcome bar",
    status: "published",
    placement: "bar",
    role: "help",
    segmentsIn: [],
    segmentsOut: [],
    pages: { in: [], out: [] },
    pageKinds: [],
    devices: [],
    schedule: {},
    trigger: { kind: "at_once" },
    priority: 50,
    valueMinor: 0,
    cap: null,
    holdoutShare: 0,
    variants: [{ id: "a", share: 1, content: { form: "bar", blocks: [{ kind: "text", text: "Hello" }] } }],
    why: "A test.",
    ...changes,
  });

/** Visitors with at least so many visits. */
export const aSegment = (id = "regulars", visits = 2, name = "Regulars") => ({
  id,
  name,
  condition: { all: [{ field: "visits", op: "gte", value: visits }] },
});
