/** A visitor's export, read and put together: for the visitor and for the shop. */
import type { Passport } from "../model/passport.ts";
import type { VisitorExport } from "../model/your-data.ts";
import { listKinds } from "./store/catalogue.ts";
import { readErasedAt } from "./store/erasure.ts";
import { readNewestSnapshot } from "./store/snapshots.ts";
import { readVisitorLog, readVisitorRecords } from "./store/visitor-records.ts";
import { findVisitor } from "./store/visitor-state.ts";
import { exportOf, namesFor, sinceOf } from "./visitor-export.ts";

/** `before`: where in the log to go on; `passport`: of this visitor, where one was brought. */
export async function exportVisitor(
  db: D1Database,
  site: string,
  visitor: string,
  before: number,
  passport: Passport | null = null,
): Promise<VisitorExport> {
  const state = await findVisitor(db, site, visitor);
  const [records, erasedAt, kinds, rules, log] = await Promise.all([
    readVisitorRecords(db, site, visitor),
    readErasedAt(db, site, visitor),
    listKinds(db, site),
    readNewestSnapshot(db, site),
    // Who has no row has nothing in the log, or is being taken out of it.
    state
      ? readVisitorLog(db, site, visitor, { before, since: sinceOf(state) })
      : { moments: [], before: null },
  ]);
  const names = namesFor(kinds, rules ?? { campaigns: [], segments: [] });
  return exportOf({ visitor, erasedAt, state, records, log, passport, names });
}
