/** `npm run deploy` and `npm run update`: look up, say, ask, do. */
import { signInLink } from "../demo-site.ts";
import { lookUp } from "./account.ts";
import { agrees } from "./agree.ts";
import { make } from "./make.ts";
import { type Found, NOTHING, partsOf } from "./plan.ts";
import { sayPlan } from "./say.ts";
import { openShop, settingsOf } from "./shop.ts";
import { readConfig, wantedOf } from "./wanted.ts";

export interface BringUp {
  /** Says what would be done, and does nothing. */
  isDryRun: boolean;
  /** Asks nothing; so does a run that nobody sits before. */
  isYes: boolean;
  /** Without queues. */
  isFree: boolean;
  /** Only over what is there. */
  isUpdate: boolean;
  /** A month. */
  pageViews: number;
  /** Origin of the shop whose site is made with it; undefined: none is. */
  shop: string | undefined;
  currency: string;
  /** Where it answers, where that is not to be taken from wrangler. */
  url: string | undefined;
}

/** Answers the exit code. */
export async function bringUp(options: BringUp): Promise<number> {
  const { isDryRun, isYes, isFree, isUpdate, pageViews, shop, currency, url } = options;
  if (!Number.isInteger(pageViews) || pageViews < 0)
    return fail("--page-views takes a whole number of page views a month");
  const settings = shop === undefined ? undefined : settingsOf(shop, currency);
  if (shop !== undefined && !settings)
    return fail(`--shop takes the origin of a shop, such as https://shop.example, not "${shop}"`);

  const config = readConfig();
  const wanted = wantedOf(config, isFree);
  const looked = await lookUp(config, wanted).catch((error: unknown) => error as Error);
  const found: Found = looked instanceof Error ? NOTHING : looked;
  console.log(sayPlan(wanted, partsOf(wanted, found), pageViews));
  if (looked instanceof Error) {
    console.log(`\nThe account could not be asked what it has:\n${looked.message}`);
    if (!isDryRun) return fail("\nSign in by `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.");
  }
  if (isDryRun) {
    console.log("\nA dry run: nothing was changed.");
    return 0;
  }
  if (isUpdate && !found.hasWorker)
    return fail("\nThere is nothing to update here. Begin with: npm run deploy");
  if (!isYes && !(await agrees("\nGo on?"))) return fail("Nothing was changed.");

  console.log();
  try {
    const deployed = await make(config, wanted, found, url);
    const made = deployed.secrets.ADMIN_TOKEN;
    const adminToken = made ?? process.env.IMPULS_ADMIN_TOKEN;
    if (settings && adminToken) await openShop(deployed.url, adminToken, settings);
    await sayDone(deployed.url, made, adminToken, settings?.id);
    return 0;
  } catch (error) {
    return fail(`\n${error instanceof Error ? error.message : error}`);
  }
}

/** `made`: the admin token where it was made just now. */
async function sayDone(
  url: string,
  made: string | undefined,
  adminToken: string | undefined,
  site: string | undefined,
): Promise<void> {
  console.log(`
  Dashboard    ${url}/dashboard/
  Health       ${url}/health
  API          ${url}/api/openapi.json`);
  if (site) console.log(`  Tag          <script async src="${url}/i.js" data-site="${site}"></script>`);
  if (made) console.log(`  Admin token  ${made}\n               Keep it: it is shown this once.`);
  if (!adminToken) return console.log("  For a sign-in link set IMPULS_ADMIN_TOKEN and run it again.");
  const link = await signInLink(url, adminToken).catch(() => undefined);
  console.log(
    link
      ? `  Sign in      ${link}`
      : "  There is no site to sign in to yet. Make one: npm run deploy -- --shop https://shop.example",
  );
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
