/** The pre-filter in real SQL: it never leaves out a member, whatever the condition, the visitor and the time. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { filterOf } from "../../edge/store/segment-filter.ts";
import { saveStates } from "../../edge/store/visitor-state.ts";
import { NO_PAGE, situationOf } from "../../edge/visitor-row.ts";
import { type Facts, factsOf } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { BOUNDED, preFilter } from "../../model/pre-filter.ts";
import { DAY_MS } from "../../model/profile.ts";
import type { Scoring } from "../../model/scoring.ts";
import { type Comparison, type Condition, compileCondition, FIELDS, OPERATORS } from "../../model/segment.ts";
import { aSite, NOON } from "../support/builders.ts";
import { ARGUMENTS, type AStoredVisitor, aStoredVisitor } from "../support/many-visitors.ts";

const site = aSite("shop");
const scoring: Scoring = {
  cuts: { recencyDays: [7, 14, 30], frequencyOrders: [2, 3, 5], monetaryMinor: [5_000, 15_000, 40_000] },
  lifecycle: { inactiveDays: 20, abandonedMinutes: 180 },
};
/** Rows are written at noon, and asked for then and at any later time. */
const TIMES = [0, 5 * 3_600_000, 2 * DAY_MS, 9 * DAY_MS, 35 * DAY_MS].map((later) => NOON + later);
const VISITORS = 250;
const CONDITIONS = 480;
const seed = Math.floor(Math.random() * 2 ** 31);

const visitors: AStoredVisitor[] = fc.sample(aStoredVisitor, { seed, numRuns: VISITORS });
const factsAt = new Map<number, Facts[]>(
  TIMES.map((now) => [
    now,
    visitors.map(({ profile, server }) =>
      factsOf(profile, server ?? emptyServerPart, situationOf(profile, NO_PAGE, now), { site, scoring }),
    ),
  ]),
);

/** Values of a field that somebody has, so that conditions divide the visitors, often at the very edge. */
function valuesOf(field: string, of: string): (string | number | boolean)[] {
  const read = FIELDS[field]!.reader(of);
  const known = TIMES.flatMap((now) => factsAt.get(now)!.map(read)).filter(
    (value) => value !== undefined && value !== null,
  );
  return [...new Set(known)].slice(0, 60);
}

const aComparison = (field: string, op: string): fc.Arbitrary<Comparison> => {
  const { type, of: kind, values } = FIELDS[field]!;
  const ofs = kind === undefined ? [undefined] : ARGUMENTS[kind]!;
  return fc.constantFrom(...ofs).chain((of) => {
    const known = values ? Object.keys(values) : valuesOf(field, of ?? "");
    const value =
      type === "number"
        ? fc.oneof(
            fc.constantFrom(...(known.length > 0 ? known.map(Number) : [1])),
            fc.integer({ min: -1, max: 40 }).map((n) => (values ? (n % 4) + (n < 0 ? 2 : 1) : n)),
          )
        : type === "boolean"
          ? fc.boolean()
          : op === "one_of"
            ? fc.array(aWord(known, !values), { minLength: 1, maxLength: 4 })
            : aWord(known, !values);
    return value.map((value) => ({ field, op, value, ...(of !== undefined && { of }) }) as Comparison);
  });
};
const aWord = (known: unknown[], isFree: boolean): fc.Arbitrary<string> =>
  fc
    .constantFrom(...known.map(String), ...(isFree || known.length === 0 ? ["Nowhere", ""] : []))
    .chain((word) => (isFree ? fc.constantFrom(word, word.toUpperCase()) : fc.constant(word)));

const EVERY = Object.entries(FIELDS).flatMap(([field, { type }]) =>
  Object.keys(OPERATORS[type]).map((op) => [field, op] as const),
);
const anyComparison = fc.constantFrom(...EVERY).chain(([field, op]) => aComparison(field, op));
const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: false },
    anyComparison,
    fc.array(tie("condition"), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie("condition"), { maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie("condition"), { minLength: 1, maxLength: 2 }).map((none) => ({ none })),
  ),
})).condition;

/** Ids that SQL lets through for each condition at its time. */
async function letThrough(asked: { condition: Condition; now: number }[]): Promise<Set<string>[]> {
  const statements = asked.map(({ condition, now }) => {
    const { sql, values } = filterOf(preFilter(condition, { now, scoring }), 2);
    return env.DB.prepare(`SELECT id FROM visitors WHERE site = ?1 AND ${sql}`).bind(site.id, ...values);
  });
  const results: Set<string>[] = [];
  for (let from = 0; from < statements.length; from += 40)
    for (const { results: rows } of await env.DB.batch<{ id: string }>(statements.slice(from, from + 40)))
      results.push(new Set(rows.map(({ id }) => id)));
  return results;
}

interface Asked {
  condition: Condition;
  now: number;
  members: string[];
  through: Set<string>;
}
async function ask(conditions: Condition[]): Promise<Asked[]> {
  const asked = conditions.map((condition, i) => ({ condition, now: TIMES[i % TIMES.length]! }));
  const through = await letThrough(asked);
  return asked.map(({ condition, now }, i) => {
    const matches = compileCondition(condition);
    const members = visitors.filter((_, at) => matches(factsAt.get(now)![at]!)).map(({ id }) => id);
    return { condition, now, members, through: through[i]! };
  });
}
const missed = (asked: Asked[]) =>
  asked
    .map(({ condition, now, members, through }) => ({
      seed,
      now,
      condition: JSON.stringify(condition),
      missed: members.filter((id) => !through.has(id)).length,
    }))
    .filter((one) => one.missed > 0);

beforeAll(async () => {
  for (let from = 0; from < visitors.length; from += 50)
    await env.DB.batch(
      saveStates(
        env.DB,
        site.id,
        visitors.slice(from, from + 50).map(({ id, profile }) => ({
          id,
          rev: 1,
          profile,
          seen: {},
          timeline: [],
          segments: [],
          day: Math.floor(profile.lastSeenAt / DAY_MS),
        })),
      ),
    );
  await env.DB.prepare(
    `UPDATE visitors SET server = (SELECT value->>1 FROM json_each(?2) WHERE value->>0 = visitors.id) WHERE site = ?1`,
  )
    .bind(site.id, JSON.stringify(visitors.map(({ id, server }) => [id, server && JSON.stringify(server)])))
    .run();
});

describe("the pre-filter in SQL", () => {
  test("never leaves out a member: every field and operator, alone, negated and together", async () => {
    const single = EVERY.flatMap(([field, op]) =>
      fc.sample(aComparison(field, op), { seed, numRuns: 4 }).flatMap((one) => [one, { none: [one] }]),
    );
    const mixed = fc.sample(anyCondition, { seed, numRuns: CONDITIONS });
    const asked = [...(await ask(single)), ...(await ask(mixed))];
    expect(missed(asked)).toEqual([]);

    const pairs = asked.length * VISITORS;
    expect(pairs).toBeGreaterThanOrEqual(100_000);
    const others = asked.reduce((sum, { members }) => sum + VISITORS - members.length, 0);
    const cut = asked.reduce((sum, { through }) => sum + VISITORS - through.size, 0);
    console.log(
      `pre-filter: ${pairs} pairs of condition and visitor, none missed; left out ${((100 * cut) / others).toFixed(1)} % of those who are not in`,
    );
    expect(cut).toBeGreaterThan(0);
  });

  test("every field it names leaves somebody out", async () => {
    const fields = Object.keys(BOUNDED);
    const idle = [];
    for (const field of fields) {
      const own = EVERY.filter(([name]) => name === field);
      const asked = await ask(
        own.flatMap(([, op]) => fc.sample(aComparison(field, op), { seed, numRuns: 12 })),
      );
      expect(missed(asked)).toEqual([]);
      if (asked.every(({ through }) => through.size === VISITORS)) idle.push(field);
    }
    expect(idle).toEqual([]);
  });

  test("a row from before the columns is always let through", async () => {
    await env.DB.prepare(
      `INSERT INTO visitors (site, id, rev, last_day, segments, profile, seen, events)
       SELECT site, 'from-before', 1, last_day, segments, profile, seen, events FROM visitors WHERE site = ?1 LIMIT 1`,
    )
      .bind(site.id)
      .run();
    const [through] = await letThrough([
      { condition: { field: "visits", op: "gte", value: 1_000 }, now: NOON },
    ]);
    expect([...through!]).toEqual(["from-before"]);
  });

  test("the largest condition there may be is asked within D1's limits", async () => {
    const all = Array.from({ length: 50 }, (_, i) => ({ field: "cart_value", op: "eq", value: i }) as const);
    const [through] = await letThrough([{ condition: { any: all }, now: NOON }]);
    expect(through!.size).toBeGreaterThan(0);
  });
});
