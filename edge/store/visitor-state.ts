/** The part of a visitor's row that ingest owns: profile, seen, timeline, memberships; guarded by `rev`. */
import { type Marks, marksOf } from "../../model/marks.ts";
import type { StoredVisitor } from "../../model/merge.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import type { Exposed } from "../../model/results/exposed.ts";
import type { Seen } from "../../model/seen.ts";
import type { Moment } from "../../model/timeline.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";

interface StateRow extends ServerRow {
  id: string;
  rev: number;
  profile: string;
  seen: string;
  events: string;
  segments: string;
  exposed: string | null;
}

export interface VisitorState extends StoredVisitor {
  id: string;
  timeline: Moment[];
  /** Ids of the segments at the last ingest. */
  segments: string[];
  exposed: Exposed | null;
}

const toState = (row: StateRow): VisitorState => ({
  id: row.id,
  rev: row.rev,
  profile: storedProfile(row.profile),
  seen: JSON.parse(row.seen) as Seen,
  timeline: JSON.parse(row.events) as Moment[],
  segments: JSON.parse(row.segments) as string[],
  exposed: row.exposed === null ? null : (JSON.parse(row.exposed) as Exposed),
  server: toServerPart(row),
});

/** For the first sync of a visit. An erased visitor has no row. */
export async function findVisitor(
  db: D1Database,
  site: string,
  visitor: string,
): Promise<VisitorState | null> {
  const row = await db
    .prepare(
      `SELECT id, rev, profile, seen, events, segments, exposed, ${SERVER_COLUMNS} FROM visitors WHERE site = ?1 AND id = ?2`,
    )
    .bind(site, visitor)
    .first<StateRow>();
  return row && toState(row);
}

/** The states of those visitors that exist, and which of them were erased: one round trip. */
export async function readStates(
  db: D1Database,
  site: string,
  visitors: string[],
): Promise<{ states: Map<string, VisitorState>; erased: Set<string> }> {
  const ids = JSON.stringify(visitors);
  const [rows, tombstones] = await db.batch<StateRow | { visitor: string }>([
    db
      .prepare(
        `SELECT id, rev, profile, seen, events, segments, exposed, ${SERVER_COLUMNS} FROM visitors
         WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      )
      .bind(site, ids),
    db
      .prepare(
        "SELECT visitor FROM tombstones WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2))",
      )
      .bind(site, ids),
  ]);
  return {
    states: new Map((rows!.results as StateRow[]).map((row) => [row.id, toState(row)])),
    erased: new Set((tombstones!.results as { visitor: string }[]).map((row) => row.visitor)),
  };
}

/** What one ingest writes of a visitor. `rev` is the one read plus one. */
export interface StateChange {
  id: string;
  rev: number;
  profile: Profile;
  seen: Seen;
  timeline: Moment[];
  segments: string[];
  exposed: Exposed | null;
  /** Day of the newest event. */
  day: number;
}

/** JSON parameters stay below this many characters each (D1: a value is at most 1 MB; design.md §1: 500 KB). */
const MAX_PARAMETER = 500_000;

/** Columns that hold what bounds a visitor; none is indexed. */
const MARKS = [
  "first_at",
  "visits",
  "pages",
  "engaged_ms",
  "products",
  "carts",
  "purchases",
  "purchase_at",
  "cart_value",
  "cart_pieces",
  "cart_at",
  "continent",
  "country",
  "region",
  "city",
  "channel",
  "source",
  "campaign",
  "first_channel",
  "first_source",
  "first_campaign",
  "device",
  "language",
  "step",
  "signs",
] as const satisfies (keyof Marks)[];

/**
 * Statements that write the changes. The upsert's update sets no indexed column, so it costs one row; the second
 * statement touches the index only where the day is a new one (its `IN` makes SQLite look the rows up by key instead
 * of walking the site). Aborts the transaction where a `rev` is no longer the next.
 */
export function saveStates(db: D1Database, site: string, changes: StateChange[]): D1PreparedStatement[] {
  const statements: D1PreparedStatement[] = [];
  for (const part of inParts(changes.map((change) => JSON.stringify(toRow(change)))))
    statements.push(
      db
        .prepare(
          `INSERT INTO visitors (site, id, rev, last_day, segments, profile, seen, events, exposed, ${MARKS.join(", ")})
           SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
                  ${MARKS.map((_, i) => `value->>${8 + i}`).join(", ")}
           FROM json_each(?2) WHERE true
           ON CONFLICT (site, id) DO UPDATE SET
             rev = excluded.rev, segments = excluded.segments, profile = excluded.profile,
             seen = excluded.seen, events = excluded.events, exposed = excluded.exposed,
             ${MARKS.map((column) => `${column} = excluded.${column}`).join(", ")}`,
        )
        .bind(site, part),
    );
  statements.push(
    db
      .prepare(
        `UPDATE visitors SET last_day = day.value FROM json_each(?2) AS day
         WHERE visitors.site = ?1 AND visitors.id = day.key
           AND visitors.id IN (SELECT key FROM json_each(?2)) AND visitors.last_day < day.value`,
      )
      .bind(site, JSON.stringify(Object.fromEntries(changes.map(({ id, day }) => [id, day])))),
  );
  return statements;
}

/** Texts inside texts: each column goes in as it will stand. */
function toRow({ id, rev, profile, seen, timeline, segments, exposed, day }: StateChange): unknown[] {
  const marks = marksOf(profile);
  return [
    id,
    rev,
    day,
    ...[segments, profile, seen, timeline].map((column) => JSON.stringify(column)),
    exposed && JSON.stringify(exposed),
    ...MARKS.map((column) => marks[column]),
  ];
}

/** JSON arrays of as many of the JSON values as fit the parameter's bound; a larger single one goes alone. */
export function inParts(values: string[]): string[] {
  const parts: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const value of values) {
    if (open.length > 0 && length + value.length > MAX_PARAMETER) {
      parts.push(`[${open.join(",")}]`);
      open = [];
      length = 0;
    }
    open.push(value);
    length += value.length + 1;
  }
  if (open.length > 0) parts.push(`[${open.join(",")}]`);
  return parts;
}
