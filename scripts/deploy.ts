/**
 * `npm run deploy`: says what it will create, cost and need, then does it; run again, it creates nothing twice.
 *
 *     npm run deploy -- [--dry-run] [--yes] [--free] [--page-views N] [--shop https://shop.example --currency EUR] [--url URL]
 *
 * What is deployed is what wrangler.toml says. IMPULS_ADMIN_TOKEN sets the admin token of a first deploy.
 */
import { parseArgs } from "node:util";
import { bringUp } from "./deploy/bring-up.ts";

const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    free: { type: "boolean", default: false },
    "page-views": { type: "string", default: "1000000" },
    shop: { type: "string" },
    currency: { type: "string", default: "EUR" },
    url: { type: "string" },
  },
});
process.exit(
  await bringUp({
    isDryRun: values["dry-run"],
    isYes: values.yes,
    isFree: values.free,
    isUpdate: false,
    pageViews: Number(values["page-views"].replaceAll(/[_,]/g, "")),
    shop: values.shop,
    currency: values.currency,
    url: values.url?.replace(/\/$/, ""),
  }),
);
