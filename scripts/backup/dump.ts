/**
 * A database as SQL, in the order in which it can be read back: tables, their rows, and only then indexes and triggers, which would
 * else count and mark all of it once more. Text that D1 takes too (`wrangler d1 execute --file`).
 */
import type { DatabaseSync } from "node:sqlite";

interface Made {
  type: "table" | "index" | "trigger";
  name: string;
  sql: string;
}

/** SQLite's own and D1's own are made by themselves. */
const OURS = "name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND sql IS NOT NULL";

/** Statement by statement, all of one instant. */
export function* dumpOf(db: DatabaseSync): Generator<string> {
  db.exec("BEGIN");
  try {
    const made = db
      .prepare(`SELECT type, name, sql FROM sqlite_master WHERE ${OURS} ORDER BY type DESC, name`)
      .all() as unknown as Made[];
    yield "PRAGMA defer_foreign_keys = TRUE;";
    for (const { name, sql } of made.filter(({ type }) => type === "table")) {
      yield `${sql};`;
      yield* rowsOf(db, name);
    }
    for (const { sql } of made.filter(({ type }) => type !== "table")) yield `${sql};`;
  } finally {
    db.exec("COMMIT");
  }
}

/** Computed columns are left out: they follow from the others. */
function* rowsOf(db: DatabaseSync, table: string): Generator<string> {
  const columns = db
    .prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid")
    .all(table)
    .map(({ name }) => `"${name}"`);
  const into = `INSERT INTO "${table}" (${columns.join(", ")}) VALUES`;
  const quoted = columns.map((column) => `quote(${column})`).join(" || ', ' || ");
  for (const { row } of db.prepare(`SELECT ${quoted} AS row FROM "${table}"`).iterate())
    yield `${into} (${row});`;
}
