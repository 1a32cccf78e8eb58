/** What robots sent, apart from every figure. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ingest } from "../../../edge/jobs/ingest.ts";
import type { BotReport } from "../../../model/bot.ts";
import type { Overview } from "../../../model/report.ts";
import { aMessage, aSite, visit } from "./support.ts";

test("events of robots are summed by kind over the days asked for, and no figure has them", async () => {
  const site = await aSite();
  const fromBot = (kind: "declared" | "fast", events: number, at: number) => ({
    ...aMessage(site.id, []),
    ranges: [],
    runs: [],
    receivedAt: at,
    bot: { kind, events },
  });
  const day = Date.UTC(2026, 10, 20, 12);
  await ingest(env, [fromBot("declared", 3, day), fromBot("declared", 4, day), fromBot("fast", 20, day)]);
  await visit(site);
  const { body } = await site.get<BotReport>("/api/bots?from=2026-11-20&to=2026-11-20");
  expect(body).toEqual({
    from: "2026-11-20",
    to: "2026-11-20",
    events: { declared: 7, driven: 0, fast: 20 },
  });
  expect((await site.get<BotReport>("/api/bots?from=2026-11-19&to=2026-11-19")).body.events.fast).toBe(0);
  expect((await site.get<Overview>("/api/overview")).body.totals.visitors).toBe(1);
  expect((await site.get("/api/bots?from=yesterday")).body.field).toBe("from");
});
