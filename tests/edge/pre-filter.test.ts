/** The pre-filter in real SQL: it never leaves out a member, whatever the condition, the visitor and the time. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { filterOf } from "../../edge/store/segment-filter.ts";
import { saveStates } from "../../edge/store/visitor-state.ts";
import { NO_PAGE, situationOf } from "../../edge/visitor-row.ts";
import { type Facts, factsOf } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { preFilter } from "../../model/pre-filter.ts";
import type { Scoring } from "../../model/scoring.ts";
import {
  type Comparison,
  type Condition,
  compileCondition,
  FIELDS,
  OPERATORS,
  operatorsOf,
  type Value,
} from "../../model/segment.ts";
import { BOUNDED } from "../../model/segment-bounds.ts";
import { DAY_MS } from "../../model/time.ts";
import { aSegment, aSite, NOON } from "../support/builders.ts";
import { ARGUMENTS, type AStoredVisitor, aStoredVisitor } from "../support/many-visitors.ts";

const site = aSite("shop");
const scoring: Scoring = {
  cuts: { recencyDays: [7, 14, 30], frequencyOrders: [2, 3, 5], monetaryMinor: [5_000, 15_000, 40_000] },
  lifecycle: { inactiveDays: 20, abandonedMinutes: 180 },
};
/** What a condition may ask for, each behind those it asks for. */
const segments = [
  aSegment("lookers", { field: "products", op: "gte", value: 2 }),
  aSegment("others", { none: [{ field: "segment", of: "lookers", op: "is", value: true }] }),
];
/** Rows are written at noon, and asked for then and at any later time. */
const TIMES = [0, 5 * 3_600_000, 2 * DAY_MS, 9 * DAY_MS, 35 * DAY_MS].map((later) => NOON + later);
const VISITORS = 120;
const MIXED = 300;
/** Some 2,000 statements, while other files of this suite run beside it. */
const TIMEOUT_MS = 60_000;
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
function valuesOf(field: string, of: string, days: number | undefined): (string | number | boolean)[] {
  const { reader, values } = FIELDS[field]!;
  if (values) return Object.keys(values);
  const read = reader(of, days);
  const known = TIMES.flatMap((now) => factsAt.get(now)!.map(read));
  const plain = known.flatMap((value) => (typeof value === "object" ? value.map(String) : (value ?? [])));
  return [...new Set(plain)].slice(0, 60);
}

const aComparison = (field: string, op: string): fc.Arbitrary<Comparison> => {
  const { of: kind, window } = FIELDS[field]!;
  const aSubject = fc.record({
    of: kind ? fc.constantFrom(...ARGUMENTS[kind]) : fc.constant(undefined),
    days: window ? fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }) : fc.constant(undefined),
  });
  return aSubject.chain(({ of, days }) =>
    aValue(field, op, valuesOf(field, of ?? "", days)).map((value) => ({
      field,
      op,
      ...(value !== undefined && { value }),
      ...(of !== undefined && { of }),
      ...(days !== undefined && { days }),
    })),
  );
};

function aValue(
  field: string,
  op: string,
  known: (string | number | boolean)[],
): fc.Arbitrary<Value | undefined> {
  const { type, values } = FIELDS[field]!;
  const aNumber = values
    ? fc.constantFrom(...known.map(Number))
    : fc.oneof(fc.constantFrom(0, 1, ...known.map(Number)), fc.integer({ min: -1, max: 40 }));
  const words = known.map(String);
  const aWord = values
    ? fc.constantFrom(...words)
    : fc.constantFrom(
        "Nowhere",
        "",
        ...words,
        ...(type === "text" ? words.map((one) => one.toUpperCase()) : []),
      );
  switch (OPERATORS[type][op]!.takes) {
    case "nothing":
      return fc.constant(undefined);
    case "number":
      return aNumber;
    case "range":
      return fc.tuple(aNumber, aNumber).map((two) => two.sort((a, b) => a - b));
    case "text":
      return aWord;
    case "texts":
      return fc.array(aWord, { minLength: 1, maxLength: 4 });
    case "boolean":
      return fc.boolean();
    case "steps":
      return fc.array(fc.constantFrom(...ARGUMENTS.step), { minLength: 2, maxLength: 3 });
  }
}

const EVERY = Object.entries(FIELDS).flatMap(([name, field]) =>
  Object.keys(operatorsOf(field)).map((op) => [name, op] as const),
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
    const { sql, values } = filterOf(preFilter(condition, { now, scoring, segments }), 2);
    return env.DB.prepare(`SELECT id FROM visitors WHERE site = ?1 AND ${sql}`).bind(site.id, ...values);
  });
  const results: Set<string>[] = [];
  for (let from = 0; from < statements.length; from += 40)
    for (const { results: rows } of await env.DB.batch<{ id: string }>(statements.slice(from, from + 40)))
      results.push(new Set(rows.map(({ id }) => id)));
  return results;
}

/** Of a single comparison, negated or not; of more nobody can say which has left somebody out. */
function fieldsOf(condition: Condition): string[] {
  if ("field" in condition) return [condition.field];
  return "none" in condition && condition.none.length === 1 ? fieldsOf(condition.none[0]!) : [];
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
    const matches = compileCondition(condition, segments);
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
          exposed: null,
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
  test("never leaves out a member: every field and operator, alone, negated and together", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const single = EVERY.flatMap(([field, op]) =>
      fc.sample(aComparison(field, op), { seed, numRuns: 2 }).flatMap((one) => [one, { none: [one] }]),
    );
    const mixed = fc.sample(anyCondition, { seed, numRuns: MIXED });
    const asked = await ask([...single, ...mixed]);
    expect(missed(asked)).toEqual([]);

    const pairs = asked.length * VISITORS;
    expect(pairs).toBeGreaterThanOrEqual(100_000);
    const left = asked.reduce((sum, { members }) => sum + VISITORS - members.length, 0);
    const cut = asked.reduce((sum, { through }) => sum + VISITORS - through.size, 0);
    console.log(
      `pre-filter: ${pairs} pairs of condition and visitor, none missed; left out ${((100 * cut) / left).toFixed(1)} % of those who are not in`,
    );
    // What bounds nobody is not worth its lines.
    const cutting = new Set(
      asked.flatMap(({ condition, through }) => (through.size < VISITORS ? fieldsOf(condition) : [])),
    );
    expect(Object.keys(BOUNDED).filter((field) => !cutting.has(field))).toEqual([]);
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
