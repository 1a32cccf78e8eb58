/** The real D1, and every statement that has changed a row in it. */
const REAL = Symbol("the statement itself");
const WRITES = /\b(INSERT|REPLACE) (OR \w+ )?INTO\b|\bUPDATE \w|\bDELETE FROM\b/i;

interface Noted {
  statement: D1PreparedStatement;
  sql: string;
}
export interface WatchedDatabase {
  DB: D1Database;
  /** Those since it was emptied, in order. */
  changes: string[];
}

export function watched(db: D1Database): WatchedDatabase {
  const changes: string[] = [];
  /** `rows`: undefined where D1 does not say how many rows were changed. */
  const note = (sql: string, rows: number | undefined) =>
    void (rows !== 0 && WRITES.test(sql) && changes.push(sql));
  const wrapped = (noted: Noted): D1PreparedStatement =>
    new Proxy(noted.statement, {
      get(target, name) {
        if (name === REAL) return noted;
        const member = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        if (name === "bind")
          return (...values: unknown[]) => wrapped({ ...noted, statement: target.bind(...values) });
        return async (...given: unknown[]) => {
          const result = await member.apply(target, given);
          note(noted.sql, result?.meta?.changes);
          return result;
        };
      },
    });
  const DB = new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => wrapped({ statement: target.prepare(sql), sql });
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const noted = statements.map((one) => Reflect.get(one, REAL) as Noted);
          const results = await target.batch(noted.map(({ statement }) => statement));
          for (const [i, { meta }] of results.entries()) note(noted[i]!.sql, meta.changes);
          return results;
        };
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  return { DB, changes };
}
