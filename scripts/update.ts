/**
 * `npm run update`: deploys the code as it is now over what is there: a bookmark of D1, migrations, code, health.
 *
 *     npm run update -- [--dry-run] [--yes] [--free] [--url URL]
 */
import { parseArgs } from "node:util";
import { bringUp } from "./deploy/bring-up.ts";

const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    free: { type: "boolean", default: false },
    url: { type: "string" },
  },
});
process.exit(
  await bringUp({
    isDryRun: values["dry-run"],
    isYes: values.yes,
    isFree: values.free,
    isUpdate: true,
    pageViews: 1_000_000,
    shop: undefined,
    currency: "EUR",
    url: values.url?.replace(/\/$/, ""),
  }),
);
