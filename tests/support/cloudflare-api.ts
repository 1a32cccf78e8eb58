/**
 * As much of Cloudflare's API as wrangler asks when Impuls is deployed, on this machine: wrangler itself is the real one, sent
 * here by CLOUDFLARE_API_BASE_URL. What is created is remembered, D1 is a real SQLite. Paths and shapes are what the pinned
 * wrangler asks and reads; whether the real service would agree, no test here can tell.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { dumpOf } from "../../scripts/backup/dump.ts";

export interface CloudflareApi {
  /** For wrangler's environment. */
  env: Record<string, string>;
  databases: Map<string, { uuid: string; name: string; db: DatabaseSync }>;
  namespaces: Map<string, { id: string; title: string }>;
  queues: Map<string, { queue_id: string; queue_name: string; consumers: unknown[] }>;
  /** Of the one Worker; undefined: not deployed. */
  worker:
    | {
        versions: string[];
        live: string;
        secrets: Record<string, string>;
        bindings: Binding[];
        crons: string[];
      }
    | undefined;
  /** `POST /accounts/…/d1/database` and so on: what was changed, in order. */
  changes: string[];
  /** True: D1 does not let itself be read out. */
  refusesExport: boolean;
  /** What nothing here answers. */
  unknown: string[];
  stop(): Promise<void>;
}

interface Binding {
  type: string;
  name: string;
  [other: string]: unknown;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ACCOUNT = "an-account";
const id = (n: number) => n.toString(16).padStart(32, "0");
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

export async function startCloudflareApi(): Promise<CloudflareApi> {
  let made = 0;
  const api: CloudflareApi = {
    env: {},
    databases: new Map(),
    namespaces: new Map(),
    queues: new Map(),
    worker: undefined,
    changes: [],
    refusesExport: false,
    unknown: [],
    stop: () => new Promise((done) => server.close(() => done())),
  };
  const byUuid = (wanted: string) => [...api.databases.values()].find((one) => one.uuid === wanted);
  const worker = () => {
    if (!api.worker) throw new Refusal(404, 10007, "This Worker does not exist on your account.");
    return api.worker;
  };

  /** What D1 has written, or is to read: kept elsewhere, at addresses that hold for an hour. */
  const files = new Map<string, string>();
  const fileAt = (name: string) => `${new URL(api.env.CLOUDFLARE_API_BASE_URL!).origin}/files/${name}`;
  /** Done at the first question. */
  const polled = (result: unknown) => ({
    success: true,
    status: "complete",
    at_bookmark: "00000001-bookmark",
    messages: [],
    result,
  });

  type Answer = (
    found: RegExpExecArray,
    body: string,
    request: IncomingMessage,
    query: URLSearchParams,
  ) => unknown;
  const routes: [string, RegExp, Answer][] = [
    ["GET", /^\/memberships$/, () => [{ account: { id: ACCOUNT, name: "Account of a test" } }]],
    [
      "GET",
      /^\/d1\/database$/,
      (_f, _b, _r, query) => {
        const wanted = query.get("name");
        const all = [...api.databases.values()].map((one) => ({
          uuid: one.uuid,
          name: one.name,
          version: "production",
        }));
        return wanted ? all.filter(({ name }) => name === wanted) : all;
      },
    ],
    [
      "POST",
      /^\/d1\/database$/,
      (_f, body) => {
        const { name } = JSON.parse(body) as { name: string };
        const database = { uuid: uuid(++made), name, db: new DatabaseSync(":memory:") };
        api.databases.set(name, database);
        return { uuid: database.uuid, name, version: "production" };
      },
    ],
    [
      "GET",
      /^\/d1\/database\/([\w-]+)$/,
      ([, wanted]) => {
        const database = byUuid(wanted!);
        if (!database) throw new Refusal(404, 7404, "The database could not be found");
        return { uuid: database.uuid, name: database.name, version: "production" };
      },
    ],
    [
      "DELETE",
      /^\/d1\/database\/([\w-]+)$/,
      ([, wanted]) => {
        api.databases.delete(byUuid(wanted!)!.name);
        return null;
      },
    ],
    [
      "POST",
      /^\/d1\/database\/([\w-]+)\/query$/,
      ([, wanted], body) => {
        const { sql, params = [] } = JSON.parse(body) as { sql: string; params?: string[] };
        const { db } = byUuid(wanted!)!;
        return queryAll(db, sql, params);
      },
    ],
    [
      "POST",
      /^\/d1\/database\/([\w-]+)\/export$/,
      ([, wanted]) => {
        if (api.refusesExport) throw new Refusal(500, 7500, "D1 is busy");
        const { name, db } = byUuid(wanted!)!;
        files.set(`${name}.sql`, [...dumpOf(db)].join("\n"));
        return polled({ filename: `${name}.sql`, signed_url: fileAt(`${name}.sql`) });
      },
    ],
    [
      "POST",
      /^\/d1\/database\/([\w-]+)\/import$/,
      ([, wanted], body) => {
        const { action, filename = "import.sql" } = JSON.parse(body) as { action: string; filename?: string };
        if (action === "init") return { ...polled(null), filename, upload_url: fileAt(filename) };
        const { db } = byUuid(wanted!)!;
        db.exec(`BEGIN;\n${files.get(filename)!}\nCOMMIT;`);
        const meta = { duration: 0, rows_read: 0, rows_written: 0, size_after: 0 };
        return polled({ num_queries: 1, final_bookmark: "00000002-bookmark", meta });
      },
    ],
    ["GET", /^\/d1\/database\/([\w-]+)\/time_travel\/bookmark$/, () => ({ bookmark: "00000001-bookmark" })],
    ["GET", /^\/storage\/kv\/namespaces$/, () => [...api.namespaces.values()]],
    [
      "POST",
      /^\/storage\/kv\/namespaces$/,
      (_f, body) => {
        const { title } = JSON.parse(body) as { title: string };
        const namespace = { id: id(++made), title };
        api.namespaces.set(title, namespace);
        return namespace;
      },
    ],
    [
      "DELETE",
      /^\/storage\/kv\/namespaces\/(\w+)$/,
      ([, wanted]) => {
        for (const [title, one] of api.namespaces) if (one.id === wanted) api.namespaces.delete(title);
        return null;
      },
    ],
    [
      "GET",
      /^\/queues$/,
      (_f, _b, _r, query) => {
        const wanted = query.get("name");
        return [...api.queues.values()]
          .filter(({ queue_name }) => !wanted || queue_name === wanted)
          .map((queue) => ({
            ...queue,
            created_on: "",
            modified_on: "",
            producers: [],
            producers_total_count: 0,
            consumers_total_count: 0,
          }));
      },
    ],
    [
      "POST",
      /^\/queues$/,
      (_f, body) => {
        const { queue_name } = JSON.parse(body) as { queue_name: string };
        const queue = { queue_id: id(++made), queue_name, consumers: [] };
        api.queues.set(queue_name, queue);
        return queue;
      },
    ],
    [
      "DELETE",
      /^\/queues\/(\w+)$/,
      ([, wanted]) => {
        for (const [name, one] of api.queues) if (one.queue_id === wanted) api.queues.delete(name);
        return null;
      },
    ],
    [
      "GET",
      /^\/queues\/(\w+)\/consumers$/,
      ([, wanted]) => [...api.queues.values()].find((one) => one.queue_id === wanted)?.consumers,
    ],
    [
      "POST",
      /^\/queues\/(\w+)\/consumers$/,
      ([, wanted], body) => {
        const queue = [...api.queues.values()].find((one) => one.queue_id === wanted)!;
        const consumer = { ...(JSON.parse(body) as object), consumer_id: id(++made) };
        queue.consumers.push(consumer);
        return consumer;
      },
    ],
    ["PUT", /^\/queues\/(\w+)\/consumers\/(\w+)$/, (_f, body) => JSON.parse(body)],
    [
      "GET",
      /^\/workers\/services\/[\w-]+$/,
      () => ({
        default_environment: {
          environment: "production",
          script: { last_deployed_from: "wrangler", tag: worker().live },
        },
      }),
    ],
    [
      "GET",
      /^\/workers\/scripts\/[\w-]+\/secrets$/,
      () => Object.keys(worker().secrets).map((name) => ({ name, type: "secret_text" })),
    ],
    [
      "GET",
      /^\/workers\/scripts\/[\w-]+\/deployments$/,
      () => ({
        deployments: [
          {
            id: uuid(++made),
            created_on: "2026-11-27T00:00:00Z",
            source: "wrangler",
            versions: [{ version_id: worker().live, percentage: 100 }],
          },
        ],
      }),
    ],
    [
      "GET",
      /^\/workers\/scripts\/[\w-]+\/versions\/([\w-]+)$/,
      ([, wanted]) => ({
        id: wanted,
        number: 1,
        metadata: { created_on: "2026-11-27T00:00:00Z", author_email: "", source: "wrangler" },
        annotations: {},
        resources: { bindings: worker().bindings, script: {}, script_runtime: {} },
      }),
    ],
    [
      "POST",
      /^\/workers\/scripts\/[\w-]+\/deployments$/,
      (_f, body) => {
        const { versions } = JSON.parse(body) as { versions: { version_id: string }[] };
        worker().live = versions[0]!.version_id;
        return { id: uuid(++made) };
      },
    ],
    [
      "DELETE",
      /^\/workers\/services\/[\w-]+$/,
      () => {
        api.worker = undefined;
        return null;
      },
    ],
    [
      "GET",
      /^\/workers\/workers\/[\w-]+$/,
      () => ({ name: "impuls", tag: worker().live, subdomain: { enabled: true, previews_enabled: false } }),
    ],
    ["GET", /^\/workers\/scripts\/[\w-]+\/settings$/, () => ({ bindings: worker().bindings })],
    ["GET", /^\/workers\/subdomain$/, () => ({ subdomain: "a-shop" })],
    ["GET", /^\/workers\/scripts\/[\w-]+\/subdomain$/, () => ({ enabled: true, previews_enabled: false })],
    ["POST", /^\/workers\/scripts\/[\w-]+\/subdomain$/, (_f, body) => JSON.parse(body)],
    [
      "PUT",
      /^\/workers\/scripts\/[\w-]+\/schedules$/,
      (_f, body) => {
        worker().crons = (JSON.parse(body) as { cron: string }[]).map(({ cron }) => cron);
        return { schedules: [] };
      },
    ],
    // Nothing is wanted of what it already has, so no file is uploaded.
    ["POST", /^\/workers\/scripts\/[\w-]+\/assets-upload-session$/, () => ({ jwt: "a.b.c", buckets: [] })],
    ["PUT", /^\/workers\/scripts\/[\w-]+$/, async (_f, _b, request) => upload(request, true)],
    ["PATCH", /^\/workers\/scripts\/[\w-]+\/script-settings$/, (_f, body) => JSON.parse(body)],
    // Of a Worker that is there: deployed by a request of its own.
    ["POST", /^\/workers\/scripts\/[\w-]+\/versions$/, async (_f, _b, request) => upload(request, false)],
  ];

  async function upload(request: IncomingMessage & { raw?: Buffer }, isLive: boolean): Promise<unknown> {
    const form = await new Response(new Uint8Array(request.raw!), {
      headers: { "content-type": request.headers["content-type"]! },
    }).formData();
    const { bindings, keep_bindings = [] } = JSON.parse(String(form.get("metadata"))) as {
      bindings: (Binding & { text?: string })[];
      keep_bindings?: string[];
    };
    // What a version does not bring of secrets is gone, but where it asks to keep them.
    const kept = keep_bindings.includes("secret_text") ? api.worker?.secrets : {};
    const version = uuid(++made);
    const secrets = bindings
      .filter(({ type }) => type === "secret_text")
      .map(({ name, text }) => [name, text!] as const);
    api.worker = {
      crons: api.worker?.crons ?? [],
      versions: [...(api.worker?.versions ?? []), version],
      live: isLive ? version : worker().live,
      secrets: { ...kept, ...Object.fromEntries(secrets) },
      bindings: bindings
        .filter(({ type }) => type !== "secret_text")
        .map((one) =>
          one.type === "inherit" ? worker().bindings.find(({ name }) => name === one.name)! : one,
        ),
    };
    return {
      id: version,
      startup_time_ms: 1,
      deployment_id: version,
      metadata: {},
      tag: version,
      entry_point: "worker.js",
      resources: { script: { etag: version }, script_runtime: {}, bindings: [] },
    };
  }

  const server = createServer(async (request: IncomingMessage & { raw?: Buffer }, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    request.raw = Buffer.concat(chunks);
    const url = new URL(request.url!, "http://127.0.0.1");
    const [, file] = /^\/files\/([\w.-]+)$/.exec(url.pathname) ?? [];
    if (file) {
      if (request.method === "PUT") files.set(file, request.raw.toString());
      // Cloudflare's store says the MD5 of what it has, and wrangler compares.
      const etag = createHash("md5").update(request.raw).digest("hex");
      return response.writeHead(200, { etag }).end(request.method === "GET" ? files.get(file) : "");
    }
    const path = url.pathname.replace("/client/v4", "").replace(`/accounts/${ACCOUNT}`, "");
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const route = routes.find(([method, pattern]) => method === request.method && pattern.test(path));
    if (!route) {
      api.unknown.push(`${request.method} ${request.url}`);
      return answer(404, {
        success: false,
        errors: [{ code: 7003, message: `Not here: ${path}` }],
        messages: [],
        result: null,
      });
    }
    try {
      const result = await route[2](route[1].exec(path)!, request.raw.toString(), request, url.searchParams);
      if (request.method !== "GET" && !/\/(query|export)$/.test(path))
        api.changes.push(`${request.method} ${path}`);
      // Wrangler asks for pages until one is empty.
      const page = Number(url.searchParams.get("page") ?? 1);
      answer(200, {
        success: true,
        errors: [],
        messages: [],
        result: page > 1 ? [] : result,
        result_info: { page, per_page: 100, total_pages: 1 },
      });
    } catch (error) {
      const { status = 500, code = 10000, message } = error as Refusal;
      answer(status, { success: false, errors: [{ code, message }], messages: [], result: null });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  api.env = {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    CLOUDFLARE_API_TOKEN: "a-token",
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    CI: "1",
  };
  return api;
}

/** As D1 answers a query of one or more statements: the results of the last. */
function queryAll(db: DatabaseSync, sql: string, params: string[]): unknown[] {
  const isReading = /^\s*(SELECT|PRAGMA)/i.test(sql);
  if (isReading) return [{ success: true, results: db.prepare(sql).all(...params), meta: { duration: 0 } }];
  if (params.length > 0) db.prepare(sql).run(...params);
  else db.exec(sql);
  return [{ success: true, results: [], meta: { duration: 0 } }];
}
