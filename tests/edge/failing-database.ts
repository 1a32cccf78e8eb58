/** The real D1, of which one call fails: before it was done, after it was done, or within, at one statement of a transaction. */

export type Fault =
  | { at: number; when: "before" | "after" }
  | { at: number; when: "within"; statement: number };

const REAL = Symbol("the statement itself");

export interface FailingDatabase {
  DB: D1Database;
  /** How many calls there were, and of which of them how many statements; 0: no transaction. */
  calls: number[];
  hasFailed: () => boolean;
}

/** `died`: hears that the caller has gone with the call, which then never answers; else the caller hears of the failure. */
export function failingDatabase(db: D1Database, fault?: Fault, died?: () => void): FailingDatabase {
  const calls: number[] = [];
  let hasFailed = false;
  const lost = async (): Promise<never> => {
    hasFailed = true;
    died?.();
    if (died) await new Promise(() => undefined);
    throw new Error("D1_ERROR: network connection lost");
  };
  const counted = async <T>(call: () => Promise<T>, statements = 0): Promise<T> => {
    const isIt = calls.push(statements) === fault?.at;
    if (isIt && fault.when === "before") await lost();
    const result = await call();
    if (isIt && fault.when === "after") await lost();
    return result;
  };
  const wrapped = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === REAL) return target;
        const member = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        if (name === "bind") return (...values: unknown[]) => wrapped(target.bind(...values));
        return (...given: unknown[]) => counted(() => member.apply(target, given));
      },
    });
  const DB = new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => wrapped(target.prepare(sql));
      if (name === "batch")
        return (statements: D1PreparedStatement[]) => {
          const real = statements.map((one) => Reflect.get(one, REAL) as D1PreparedStatement);
          if (fault?.when === "within" && fault.at === calls.length + 1) {
            real.splice(fault.statement, 0, target.prepare("SELECT * FROM a_table_that_is_not_there"));
            return counted(() => target.batch(real).catch(lost), statements.length);
          }
          return counted(() => target.batch(real), statements.length);
        };
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  return { DB, calls, hasFailed: () => hasFailed };
}
