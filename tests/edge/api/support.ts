/** A site of the test's own, the API as its dashboard or its server calls it, and visits as ingest writes them. */
import { env } from "cloudflare:workers";
import { app } from "../../../edge/app.ts";
import { sha256Hex } from "../../../edge/digest.ts";
import type { Env } from "../../../edge/env.ts";
import { ingest } from "../../../edge/jobs/ingest.ts";
import type { IngestMessage } from "../../../edge/jobs/message.ts";
import type { Problem } from "../../../edge/problem.ts";
import { addLink } from "../../../edge/store/sign-in-links.ts";
import { addMember } from "../../../edge/store/site-members.ts";
import type { Event } from "../../../model/event.ts";
import type { RunContext } from "../../../model/profile.ts";
import type { Role } from "../../../model/role.ts";
import type { SiteSettings } from "../../../model/snapshot.ts";
import { aContext, aSite as settingsOf } from "../../support/builders.ts";

export const ORIGIN = "https://edge.test";
export const ADMIN = { authorization: `Bearer ${env.ADMIN_TOKEN}` };

/** Different from every other text of the test run. */
const fresh = (prefix: string) => `${prefix}${crypto.randomUUID().slice(0, 13)}`;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** One request to the Worker's routes, its JSON answer read. A text is sent as it is. */
export async function ask<T = Problem>(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
  worker: Env = env,
): Promise<Answer<T>> {
  const response = await app.request(
    ORIGIN + path,
    {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    },
    worker,
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || "null") };
}

export interface TestSite {
  id: string;
  settings: SiteSettings;
  /** Header of its server's key. */
  bearer: { authorization: string };
  /** Headers of its owner's browser. */
  owner(): Promise<SignedIn>;
  get<T = Problem>(path: string): Promise<Answer<T>>;
  put<T = Problem>(path: string, body: unknown): Promise<Answer<T>>;
  post<T = Problem>(path: string, body?: unknown): Promise<Answer<T>>;
  delete<T = Problem>(path: string): Promise<Answer<T>>;
}

export interface SignedIn extends Record<string, string> {
  cookie: string;
  origin: string;
}

/** A member with this role, signed in by a link, as a browser sends it back. */
export async function aMember(site: string, role: Role, name = "Test"): Promise<SignedIn & { id: string }> {
  const [id, code] = [crypto.randomUUID().slice(0, 12), fresh("code-")];
  await env.DB.batch([
    addMember(env.DB, site, id, { name, role }, 0),
    ...addLink(
      env.DB,
      { hash: await sha256Hex(code), site, member: id, expiresAt: Date.now() + 60_000, isLasting: false },
      0,
    ),
  ]);
  return { ...(await signedInBy(code)), id };
}

export async function signedInBy(code: string): Promise<SignedIn> {
  // Each from an address of its own, of which a few may sign in a minute.
  const from = { origin: ORIGIN, "cf-connecting-ip": fresh("") };
  const { headers } = await ask("POST", "/api/session", from, { code });
  return { cookie: headers.get("set-cookie")!.split(";")[0]!, origin: ORIGIN };
}

/** A new site with a key for its server; its owner calls /api. */
export async function aSite(changes: Partial<SiteSettings> = {}): Promise<TestSite> {
  const settings = settingsOf(fresh("shop"), changes);
  const key = fresh("key-");
  await env.DB.batch([
    env.DB.prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)").bind(
      settings.id,
      JSON.stringify(settings),
    ),
    env.DB.prepare("INSERT INTO keys (hash, site, name, created_at) VALUES (?1, ?2, 'test', 0)").bind(
      await sha256Hex(key),
      settings.id,
    ),
  ]);
  const bearer = { authorization: `Bearer ${key}` };
  let signedIn: Promise<SignedIn> | undefined;
  const owner = () => (signedIn ??= aMember(settings.id, "owner"));
  const call = async <T>(method: string, path: string, body?: unknown) =>
    ask<T>(method, path, path.startsWith("/v1/") ? bearer : await owner(), body);
  return {
    id: settings.id,
    settings,
    bearer,
    owner,
    get: (path) => call("GET", path),
    put: (path, body) => call("PUT", path, body),
    post: (path, body) => call("POST", path, body),
    delete: (path) => call("DELETE", path),
  };
}

/** 22 characters of base64url, as every visitor id. */
export const aVisitorId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

export const LOOK: Event = { name: "page_view", props: { path: "/", kind: "home" } };
export const ARRIVE: Event = { name: "page_view", props: { path: "/", kind: "home", landing: {} } };

export interface Visit {
  visitor?: string;
  /** Epoch ms of the first event, the others a second apart; now unless given. */
  at?: number;
  /** Number of the visit on the device; 1 unless given. */
  session?: number;
  context?: Partial<RunContext>;
}

/** The message by which a visit reaches ingest. */
export function aMessage(site: string, events: Event[], visit: Visit = {}): IngestMessage {
  const { visitor = aVisitorId(), at = Date.now() - events.length * 1000, session = 1, context } = visit;
  const writer = crypto.randomUUID().slice(0, 8);
  return {
    site,
    visitor,
    receivedAt: at + events.length * 1000,
    ranges: [{ writer, from: 0, to: events.length }],
    runs: [
      {
        writer,
        events: events.map((event, n) => ({ n, at: at + n * 1000, session, event })),
        context: aContext(context),
      },
    ],
    refused: {},
  };
}

/** Events of one visitor, written by the real ingest; answers the visitor's id. */
export async function visit(site: TestSite, events: Event[] = [ARRIVE], more: Visit = {}): Promise<string> {
  const message = aMessage(site.id, events, more);
  await ingest(env, [message]);
  return message.visitor;
}
