/** The product's Worker with a few doors for measuring: bare routes to compare with, queues that swallow, ingest by hand. */
import { Hono } from "hono";
import type { AppEnv, Env } from "../edge/env.ts";
import { ingest } from "../edge/jobs/ingest.ts";
import type { IngestMessage } from "../edge/jobs/message.ts";
import { openPassport, sealPassport } from "../edge/passport.ts";
import worker from "../edge/worker.ts";
import type { SyncRequest } from "../model/sync.ts";
import { audienceDoors } from "./audience-doors.ts";
import type { Meter } from "./meter.ts";
import { metered } from "./metered.ts";
import { meteredQueue, pushDoors } from "./push-doors.ts";
import { rfmDoors } from "./rfm-doors.ts";
import { valueDoors } from "./value-doors.ts";

const swallow = { send: async () => undefined } as unknown as Queue<IngestMessage>;

/** While true the queue's messages are taken and forgotten: what is measured then is the sending alone. */
let isForgetful = false;
/** Messages the consumer has been through with. */
let taken = 0;
/** Writes to KV: syncs and their ingest are to need none. */
let kvWrites = 0;
let snapshots: KVNamespace | undefined;

/** As it is, with a KV that counts what is written. */
function counted(env: Env): Env {
  snapshots ??= new Proxy(env.SNAPSHOTS, {
    get(target, name) {
      if (name === "put" || name === "delete") kvWrites++;
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  return { ...env, SNAPSHOTS: snapshots };
}

const app = new Hono<AppEnv>()
  .route("/bench/rfm", rfmDoors)
  .route("/bench/audience", audienceDoors)
  .route("/bench/value", valueDoors)
  .route("/bench/push", pushDoors)
  .post("/bench/empty", (c) => c.body(null, 204))
  .post("/bench/passport-only", async (c) => {
    const { site, passport } = await c.req.json<SyncRequest>();
    const opened = await openPassport(c.env, site, passport!, Date.now());
    return c.text(await sealPassport(c.env, site, opened!));
  })
  .post("/bench/send-only", async (c) => {
    await c.env.INGEST!.send((await c.req.json()) as IngestMessage);
    return c.body(null, 204);
  })
  .get("/bench/kv-writes", (c) => c.text(String(kvWrites)))
  .get("/bench/taken", (c) => c.text(String(taken)))
  .post("/bench/forgetful/:is", (c) => {
    isForgetful = c.req.param("is") === "yes";
    return c.body(null, 204);
  })
  .post("/bench/ingest", async (c) => {
    const messages = await c.req.json<IngestMessage[]>();
    const meter: Meter = { rowsRead: 0, rowsWritten: 0 };
    await ingest({ ...counted(c.env), DB: metered(c.env.DB, meter) }, messages);
    return c.json(meter);
  })
  .post("/bench/row-an-event", async (c) => {
    const messages = await c.req.json<IngestMessage[]>();
    await c.env.DB.prepare(
      "CREATE TABLE IF NOT EXISTS plain (site TEXT, visitor TEXT, name TEXT, at INTEGER, props TEXT)",
    ).run();
    const rows = messages.flatMap(({ site, visitor, runs }) =>
      runs.flatMap(({ events }) =>
        events.map(({ at, event }) => [site, visitor, event.name, at, JSON.stringify(event.props)]),
      ),
    );
    const { meta } = await c.env.DB.prepare(
      "INSERT INTO plain SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?1)",
    )
      .bind(JSON.stringify(rows))
      .run();
    return c.json({ rowsWritten: meta.rows_written });
  });

export default {
  ...worker,
  fetch(request, env, context) {
    if (new URL(request.url).pathname.startsWith("/bench/")) return app.fetch(request, env, context);
    const isSwallowed = request.headers.has("x-bench-swallow");
    return worker.fetch(request, { ...counted(env), ...(isSwallowed && { INGEST: swallow }) }, context);
  },
  async queue(batch, env) {
    if (!isForgetful)
      await meteredQueue(batch.queue, counted(env), (measured) => worker.queue(batch, measured));
    taken += batch.messages.length;
  },
} satisfies ExportedHandler<Env, IngestMessage>;
