/** The shop's product feed, fetched by the clock: every six hours, an hour after a failure. */
import type { ImportReport } from "../../model/import-report.ts";
import { HOUR_MS } from "../../model/time.ts";
import { boundedBody } from "../bounded-body.ts";
import type { Env } from "../env.ts";
import { importProducts } from "../imports.ts";
import { fetchPublic } from "../public-url.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import { readFeed, saveFeedReport } from "../store/feed-products.ts";

const EVERY_MS = 6 * HOUR_MS;
const TIMEOUT_MS = 60_000;
/** Unpacked. */
export const MAX_FEED_BYTES = 64_000_000;

/** `get`: how it is fetched. A site without a feed has nothing more due. */
export async function fetchFeed(env: Env, work: DueWork, now: number, get?: typeof fetch): Promise<void> {
  const { site } = work;
  const feed = await readFeed(env.DB, site);
  if (!feed) return;
  const report = await readFrom(env, site, feed.url, now, get);
  await saveFeedReport(env.DB, site, report, now);
  await finishWork(env.DB, work, now + (report.broken === null ? EVERY_MS : HOUR_MS));
}

async function readFrom(
  env: Env,
  site: string,
  url: string,
  now: number,
  get?: typeof fetch,
): Promise<ImportReport> {
  try {
    const answer = await fetchPublic(url, TIMEOUT_MS, get);
    // fetch has unpacked what the header says; a file that is packed itself is told by its name.
    const isPacked = new URL(url).pathname.endsWith(".gz");
    const body = boundedBody(answer.body, isPacked ? "gzip" : null, MAX_FEED_BYTES)!;
    return await importProducts(env.DB, body, { site, isDryRun: false, now });
  } catch (error) {
    const broken = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    return { isDryRun: false, taken: 0, refused: 0, faults: [], added: 0, gone: 0, broken };
  }
}
