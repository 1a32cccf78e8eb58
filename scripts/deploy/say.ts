/** What deploying says before it does anything. */
import { costOf, freePageViews, PLAN_USD } from "./cost.ts";
import type { Part } from "./plan.ts";
import { scopesOf } from "./scopes.ts";
import type { Wanted } from "./wanted.ts";

const grouped = (number: number) => Math.round(number).toLocaleString("en");
const usd = (amount: number) => `${amount.toFixed(2)} USD`;

export function sayPlan(wanted: Wanted, parts: readonly Part[], pageViews: number): string {
  const paths = wanted.routes.length > 0 ? wanted.routes : [`${wanted.worker}.YOUR-SUBDOMAIN.workers.dev`];
  return [
    "What it is made of",
    ...parts.map(
      ({ kind, name, isThere }) =>
        `  ${kind.padEnd(14)} ${name.padEnd(22)} ${isThere ? "is there already" : "will be created"}`,
    ),
    ...wanted.crons.map((cron) => `  ${"Cron trigger".padEnd(14)} ${cron}`),
    ...paths.map((path) => `  ${"Served at".padEnd(14)} ${path}`),
    ...(wanted.queues.length > 0
      ? [
          "  No dead-letter queue: a message that fails by itself is kept in D1 and can be replayed in the dashboard.",
        ]
      : ["  No queues: events are written before they are acknowledged, and cron does the rest."]),
    "",
    ...sayCost(wanted, pageViews),
    "",
    "An API token needs (CLOUDFLARE_API_TOKEN; none where you have signed in by `npx wrangler login`)",
    ...scopesOf(wanted).map((scope) => `  ${scope}`),
  ].join("\n");
}

function sayCost(wanted: Wanted, pageViews: number): string[] {
  const free = `  The free plan has room for about ${grouped(freePageViews())} page views a month, without queues (--free).`;
  if (wanted.queues.length === 0)
    return [
      `What ${grouped(pageViews)} page views a month cost`,
      pageViews <= freePageViews()
        ? "  Nothing, on the free plan."
        : "  More than the free plan has. Deploy with queues, on the paid plan.",
      free,
      "  It does not hold: more than 500 MB in D1, 10 ms of CPU a request, 50 calls to D1 an invocation.",
    ];
  const { used, totalUsd, beyondUsd, marginalUsd } = costOf(pageViews);
  return [
    `What ${grouped(pageViews)} page views a month cost, at list prices`,
    `  ${usd(totalUsd)}: the paid plan's ${usd(PLAN_USD)}, and ${usd(beyondUsd)} beyond what it holds`,
    `  ${grouped(used.requests)} requests, ${grouped(used.queueOperations)} queue operations, ${grouped(used.rowsWritten)} rows written, ${grouped(used.cpuMs)} ms of CPU`,
    `  ${usd(marginalUsd)} for each further million. Not in it: D1 above 5 GB (0.75 USD a GB), notifications, taxes.`,
    free,
  ];
}
