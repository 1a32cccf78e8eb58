/** The product's Worker with a few doors for measuring: an empty route, a queue that swallows, ingest by hand. */
import { Hono } from "hono";
import type { AppEnv, Env } from "../edge/env.ts";
import { ingest } from "../edge/jobs/ingest.ts";
import type { IngestMessage } from "../edge/jobs/message.ts";
import worker from "../edge/worker.ts";

const swallow = { send: async () => undefined } as unknown as Queue<IngestMessage>;

/** A D1 that adds up what `meta.rows_written` says of every statement. */
function metered(db: D1Database, meter: { rowsWritten: number }): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          for (const { meta } of results) meter.rowsWritten += meta.rows_written;
          return results;
        };
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

const app = new Hono<AppEnv>()
  .post("/bench/empty", (c) => c.body(null, 204))
  .post("/bench/ingest", async (c) => {
    const messages = await c.req.json<IngestMessage[]>();
    const meter = { rowsWritten: 0 };
    await ingest({ ...c.env, DB: metered(c.env.DB, meter) }, messages);
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
    return worker.fetch(request, isSwallowed ? { ...env, INGEST: swallow } : env, context);
  },
} satisfies ExportedHandler<Env, IngestMessage>;
