/**
 * What a million page views cost at list price, reckoned from what the other benches of the same run have measured: requests a
 * page view in a browser, processor time of deciding and of ingest in workerd, rows D1 says were written. Beside it the
 * price `npm run deploy` says, from the bounds.
 */
import { costOf, SYNCS_A_PAGE_VIEW, type Taken } from "../scripts/deploy/cost.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import type { Row, Table } from "./table.ts";

const MOST_USD = 4;

export async function benchCost(tables: readonly Table[], runtime: BenchRuntime): Promise<Table[]> {
  const taken = takenIn(tables);
  const measured = costOf(0, taken);
  const bounds = costOf(0);
  const kvWrites = await (await fetch(`${runtime.origin}/bench/kv-writes`)).text();
  const rows: Row[] = [
    {
      what: "a million page views, marginal",
      measured: `${measured.marginalUsd.toFixed(2)} USD`,
      reference: `from the bounds ${bounds.marginalUsd.toFixed(2)} USD`,
      promise: `≤ ${MOST_USD} USD`,
      kept: measured.marginalUsd <= MOST_USD,
    },
    {
      what: "of it taken: syncs a page view, rows written and processor time a sync",
      measured: `${taken.syncsAPageView.toFixed(2)}, ${taken.rowsASync.toFixed(2)}, ${taken.cpuMsASync.toFixed(2)} ms`,
      reference: "",
      promise: "",
    },
    {
      what: "writes to KV by all syncs and batches of this run",
      measured: kvWrites,
      reference: "",
      promise: "0",
      kept: kvWrites === "0",
    },
  ];
  return [
    {
      title: `Cost: list prices of Cloudflare's paid plan, nothing included, at most ${SYNCS_A_PAGE_VIEW} syncs a page view promised`,
      rows,
    },
  ];
}

/** The dearest page's syncs and rows; processor time of deciding and of ingest together. */
function takenIn(tables: readonly Table[]): Taken {
  const all = tables.flatMap(({ rows }) => rows.flatMap(({ taken }) => taken ?? []));
  const of = (name: keyof Taken) => all.flatMap((taken) => taken[name] ?? []);
  return {
    syncsAPageView: Math.max(...of("syncsAPageView")),
    rowsASync: Math.max(...of("rowsASync")),
    cpuMsASync: of("cpuMsASync").reduce((sum, ms) => sum + ms, 0),
  };
}
