/** Service minutes brought in: a table with its report by line, or a list; values are reckoned anew after either. */
import { readServiceTable, type ServiceEntry } from "../model/service-minutes.ts";
import type { ServiceReport } from "../model/value-report.ts";
import { hastenWork } from "./store/due-work.ts";
import { compareEntries, saveEntries } from "./store/service-minutes.ts";
import { forgetPass } from "./store/value-models.ts";

/** Lines of a report: more help nobody, and the counts tell the rest. */
const MOST_LINES = 1_000;

/** A table with a fault is not saved at all; a trial never. `now` is epoch ms. */
export async function importTable(
  db: D1Database,
  site: string,
  csv: string,
  isTrial: boolean,
  now: number,
): Promise<ServiceReport> {
  const told = readServiceTable(csv);
  const good = told.filter((line) => "entry" in line);
  const bad = told.filter((line) => "fault" in line);
  const entries = good.map(({ entry }) => entry);
  const compared = await compareEntries(db, site, entries);
  const isSaved = !isTrial && bad.length === 0 && entries.length > 0;
  if (isSaved) await saveService(db, site, entries, now);
  const count = (outcome: string) => compared.filter((one) => one.outcome === outcome).length;
  return {
    isSaved,
    lines: [
      ...bad.map(({ line, fault }) => ({ line, outcome: "fault" as const, ...fault })),
      ...good.map(({ line, entry: { customer, month, minutes } }, i) => ({
        line,
        customer,
        month,
        minutes,
        ...compared[i]!,
      })),
    ].slice(0, MOST_LINES),
    counts: {
      new: count("new"),
      changed: count("changed"),
      same: count("same"),
      faults: bad.length,
      unknown: compared.filter(({ isKnown }) => !isKnown).length,
    },
  };
}

/** All entries in one transaction, with the work that takes them up. */
export async function saveService(
  db: D1Database,
  site: string,
  entries: readonly ServiceEntry[],
  now: number,
): Promise<void> {
  await db.batch([
    ...saveEntries(db, site, entries),
    forgetPass(db, site),
    hastenWork(db, { site, kind: "value", subject: "" }, now),
  ]);
}
