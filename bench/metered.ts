import type { Meter } from "./meter.ts";

/** D1 that adds up the rows its statements read and write. */
export function metered(db: D1Database, meter: Meter): D1Database {
  const count = ({ meta }: D1Result) => {
    meter.rowsRead += meta.rows_read;
    meter.rowsWritten += meta.rows_written;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          results.forEach(count);
          return results;
        };
      if (name === "prepare")
        return (sql: string) => {
          const statement = target.prepare(sql);
          const bind = statement.bind.bind(statement);
          statement.bind = (...values) => {
            const bound = bind(...values);
            for (const name of ["all", "run"] as const) {
              const ask = bound[name].bind(bound);
              bound[name] = async () => {
                const result = await ask();
                count(result);
                return result as never;
              };
            }
            return bound;
          };
          return statement;
        };
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
