/** A visitor's browser at the Worker's front door, and what the Worker has kept of it. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import type { IngestMessage } from "../../edge/jobs/message.ts";
import { visitorIdOf } from "../../edge/passport.ts";
import type { Problem } from "../../edge/problem.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Event } from "../../model/event.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import type { SyncAck, SyncDecisions, SyncRequest, WireRun } from "../../model/sync.ts";
import { aSite, aSnapshot } from "../support/builders.ts";
import { publishDirectly } from "./publish.ts";

export const LOOK: Event = { name: "page_view", props: { path: "/", kind: "home" } };
export const ARRIVE: Event = { name: "page_view", props: { path: "/", kind: "home", landing: {} } };
export const VIEW: Event = {
  name: "view_item",
  props: { item: { id: "lamp-sowa", name: "Table lamp Sowa", category: "Light" } },
};

const fresh = (length: number) => crypto.randomUUID().replaceAll("-", "").slice(0, length);

/** A site of the test's own with published rules. */
export async function aPublishedSite(
  rules: Partial<Snapshot> = {},
  settings: Partial<SiteSettings> = {},
): Promise<SiteSettings> {
  const site = aSite(`shop${fresh(12)}`, settings);
  await publishDirectly(env, aSnapshot(site, rules));
  return site;
}

/** The Worker as deployed: no LOCAL, the real clock. */
export const deployed = (changes: Partial<Env> = {}): Env => ({ ...env, LOCAL: "no", ...changes });

/** The Worker of the free plan: nothing between the front door and D1. */
export function withoutQueue(changes: Partial<Env> = {}): Env {
  const { INGEST: _, ...worker } = deployed(changes);
  return worker;
}

/** The real queue, and what was sent to it. */
export function watchedQueue(): { INGEST: Queue<IngestMessage>; sent: IngestMessage[] } {
  const sent: IngestMessage[] = [];
  const INGEST = new Proxy(env.INGEST!, {
    get(queue, name) {
      if (name !== "send") return Reflect.get(queue, name);
      return (message: IngestMessage) => {
        sent.push(message);
        return queue.send(message);
      };
    },
  });
  return { INGEST, sent };
}

export const awayQueue = {
  send: () => Promise.reject(new Error("the queue is away")),
} as unknown as Queue<IngestMessage>;

/** The real D1, and how often it was asked. */
export function watchedDatabase(): { DB: D1Database; asked: string[] } {
  const asked: string[] = [];
  const DB = new Proxy(env.DB, {
    get(db, name) {
      const member = Reflect.get(db, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        asked.push(String(name));
        return member.apply(db, given);
      };
    },
  });
  return { DB, asked };
}

/** The real D1, whose single rows come only when the gate opens. */
export function gatedDatabase(): { DB: D1Database; open(): void } {
  const gate = Promise.withResolvers<void>();
  const gated = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name === "bind") return (...values: unknown[]) => gated(target.bind(...values));
        if (name === "first") return () => gate.promise.then(() => target.first());
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  const DB = new Proxy(env.DB, {
    get(db, name) {
      const member = Reflect.get(db, name);
      if (name === "prepare") return (sql: string) => gated(db.prepare(sql));
      return typeof member === "function" ? member.bind(db) : member;
    },
  });
  return { DB, open: () => gate.resolve() };
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Of a refusal. */
  problem: Problem;
  /** First line. */
  first: SyncDecisions;
  /** Second line. */
  second: SyncAck;
}

export interface Way {
  worker?: Env;
  headers?: Record<string, string>;
}

/** One POST /v1/sync; an object is sent as JSON, a text as it is. */
export async function post(body: unknown, { worker = deployed(), headers = {} }: Way = {}): Promise<Answer> {
  const context = createExecutionContext();
  const response = await app.request(
    "https://edge.test/v1/sync",
    { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) },
    worker,
    context,
  );
  const text = await response.text();
  await waitOnExecutionContext(context);
  const [first = "null", second = "null"] = response.ok ? text.split("\n") : [];
  return {
    status: response.status,
    headers: response.headers,
    problem: response.ok ? (null as unknown as Problem) : JSON.parse(text),
    first: JSON.parse(first),
    second: JSON.parse(second),
  };
}

/** At another time than now, as simulated visitors say it; a local Worker's only. */
export const at = (now: number): Way => ({
  worker: { ...env, LOCAL: "yes" },
  headers: {
    "x-impuls-simulate": JSON.stringify({ now, place: { country: "PL", region: "", city: "Krakow" } }),
  },
});

/** One page load of a browser that keeps its passport. */
export class Visitor {
  readonly site: string;
  readonly secret = fresh(22);
  readonly writer = fresh(8);
  passport: string | undefined;
  #n = 0;

  constructor({ id }: Pick<SiteSettings, "id">) {
    this.site = id;
  }

  /** The events, named and ready to be sent. */
  run(events: Event[]): WireRun {
    const from = this.#n;
    this.#n += events.length;
    return {
      writer: this.writer,
      from,
      events: events.map(({ name, props }) => ({
        name: name.replace(/^custom:/, ""),
        props,
        ageMs: 0,
        session: 1,
      })),
    };
  }

  request(events: Event[], changes: Partial<SyncRequest> = {}): SyncRequest {
    return {
      wire: 1,
      site: this.site,
      secret: this.secret,
      ...(this.passport && { passport: this.passport }),
      consent: 15,
      page: { path: "/", kind: "home", slots: ["home"] },
      runs: events.length > 0 ? [this.run(events)] : [],
      ...changes,
    };
  }

  /** Sends the events and keeps the passport that comes back. */
  async sync(events: Event[], changes: Partial<SyncRequest> = {}, way: Way = {}): Promise<Answer> {
    const answer = await post(this.request(events, changes), way);
    this.passport = answer.second?.passport ?? this.passport;
    return answer;
  }

  id(): Promise<string> {
    return visitorIdOf(this.site, this.secret);
  }

  /** The row in D1, or null. */
  async stored() {
    return findVisitor(env.DB, this.site, await this.id());
  }
}

/** Rows of the site by table; tables without one are left out. */
export async function rowsOf({ id }: Pick<SiteSettings, "id">): Promise<Record<string, number>> {
  const tables = ["visitors", "log", "counters", "products", "orders", "vitals", "dead_letters"];
  const counts = await env.DB.batch<{ n: number }>(
    tables.map((table) => env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE site = ?1`).bind(id)),
  );
  return Object.fromEntries(
    tables.map((table, i) => [table, counts[i]!.results[0]!.n] as const).filter(([, n]) => n > 0),
  );
}

/** A counter's sum over all days; 0 where it was never raised. */
export async function counted({ id }: Pick<SiteSettings, "id">, name: string): Promise<number> {
  const row = await env.DB.prepare("SELECT sum(value) AS n FROM counters WHERE site = ?1 AND name = ?2")
    .bind(id, name)
    .first<{ n: number | null }>();
  return row?.n ?? 0;
}
