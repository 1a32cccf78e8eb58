/**
 * All segments of a snapshot as one flat program. Each field with its argument and window is a slot, read once a visitor
 * and only when asked for; each different comparison is a test, answered once a visitor; a segment is a chain of tests,
 * each naming where to go on when it holds and where when it does not, so that no more is asked than must be. Numbers,
 * times and yes or no are compared as numbers, and so are texts: every text that any segment names has a number. Under
 * an `all` the comparison that most segments make comes first, and segments that begin with the same one stand together:
 * where it fails, all of them are passed over at once.
 */
import type { Facts } from "../facts.ts";
import { type Comparison, type Condition, comparisonsOf } from "./condition.ts";
import type { Actual } from "./field.ts";
import { FIELDS, operatorOf, planOf, readerOf } from "./fields.ts";
import { foldCase, type Plan } from "./plan.ts";
import { referencesOf } from "./references.ts";

/** Where a chain ends. */
const IN = -1;
const OUT = -2;

/** How a test is answered. */
const RANGE = 0;
const NOT_RANGE = 1;
const TEXTS = 2;
const NOT_TEXTS = 3;
const ASK = 4;

/** Number of a text that no segment names. */
const OTHER_TEXT = 0;

/** Answers, as remembered for the visitor at hand. */
const NO = 1;
const YES = 2;

export interface Program {
  /** Ids of the segments that the visitor is in, which the facts then know too. */
  match(facts: Facts): Set<string>;
}

/** `segments`: parsed, each behind those it asks for (`inOrderOfReferences`); one that is asked for too early has nobody. */
export function compileProgram(segments: readonly { id: string; condition: Condition }[]): Program {
  const { readers, slotIsText, tests, textNumbers, ...assembled } = assemble(segments);
  const slotOf = Int32Array.from(tests, ({ slot }) => slot);
  const kindOf = Uint8Array.from(tests, ({ plan }) => kindOfPlan(plan));
  const leastOf = Float64Array.from(tests, ({ plan }) => (plan.kind === "range" ? plan.least : 0));
  const mostOf = Float64Array.from(tests, ({ plan }) => (plan.kind === "range" ? plan.most : 0));
  const textsOf = tests.map(({ plan }) => new Set(plan.kind === "texts" ? plan.texts.map(numberOfText) : []));
  const askOf = tests.map(({ plan }) => (plan.kind === "test" ? plan.holds : () => false));
  // Test, and where to go on with yes and with no: three numbers a node.
  const nodes = Int32Array.from(assembled.nodes.flatMap(({ test, yes, no }) => [test, 3 * yes, 3 * no]));
  const groups = assembled.groups;

  // Of the visitor at hand. Nothing in here waits, so one set is enough.
  const isRead = new Uint8Array(readers.length);
  const numbers = new Float64Array(readers.length);
  const actuals: Actual[] = readers.map(() => undefined);
  const answers = new Uint8Array(tests.length);

  function numberOfText(text: string): number {
    return textNumbers.get(text) ?? OTHER_TEXT;
  }
  function read(slot: number, facts: Facts): void {
    const actual = readers[slot]!(facts);
    isRead[slot] = 1;
    actuals[slot] = actual;
    if (actual === undefined || typeof actual === "object") numbers[slot] = Number.NaN;
    else numbers[slot] = slotIsText[slot] ? numberOfText(foldCase(String(actual))) : Number(actual);
  }
  function holds(test: number, facts: Facts): boolean {
    const slot = slotOf[test]!;
    if (isRead[slot] === 0) read(slot, facts);
    const number = numbers[slot]!;
    switch (kindOf[test]) {
      case RANGE:
        return number >= leastOf[test]! && number <= mostOf[test]!;
      case NOT_RANGE:
        return number < leastOf[test]! || number > mostOf[test]!;
      case TEXTS:
        return textsOf[test]!.has(number);
      case NOT_TEXTS:
        return !Number.isNaN(number) && !textsOf[test]!.has(number);
      default:
        return actuals[slot] !== undefined && askOf[test]!(actuals[slot]);
    }
  }

  function isYes(test: number, facts: Facts): boolean {
    if (answers[test] === 0) answers[test] = holds(test, facts) ? YES : NO;
    return answers[test] === YES;
  }

  return {
    match(facts) {
      isRead.fill(0);
      answers.fill(0);
      const memberships = new Set<string>();
      facts.memberships = memberships;
      for (const { test, ids, entries } of groups) {
        if (test >= 0 && !isYes(test, facts)) continue;
        for (let i = 0; i < entries.length; i++) {
          let node = entries[i]!;
          while (node >= 0) node = nodes[isYes(nodes[node]!, facts) ? node + 1 : node + 2]!;
          if (node === 3 * IN) memberships.add(ids[i]!);
        }
      }
      return memberships;
    },
  };
}

interface Test {
  slot: number;
  plan: Plan;
}
interface Node {
  test: number;
  /** Next node, `IN` or `OUT`. */
  yes: number;
  no: number;
}

/** Segments whose chains begin with the same test, and are over where it fails. */
interface Group {
  /** -1: they have none in common. */
  test: number;
  ids: string[];
  /** Where each goes on, times three. */
  entries: number[];
}

/** Slots and tests, each different one once, and every segment's chain. */
function assemble(segments: readonly { id: string; condition: Condition }[]) {
  const readers: ((facts: Facts) => Actual)[] = [];
  const slotIsText: boolean[] = [];
  const tests: Test[] = [];
  const nodes: Node[] = [];
  const textNumbers = new Map<string, number>();
  const slots = new Map<string, number>();
  const testByKey = new Map<string, number>();
  const testByComparison = new Map<Comparison, number>();

  const slotOf = (comparison: Comparison): number => {
    const { field, of, days } = comparison;
    return once(slots, JSON.stringify([field, of, days]), () => {
      slotIsText.push(FIELDS[field]!.type === "text");
      return readers.push(readerOf(comparison)) - 1;
    });
  };
  const testOf = (comparison: Comparison): number => {
    const known = testByComparison.get(comparison) ?? makeTest(comparison);
    testByComparison.set(comparison, known);
    return known;
  };
  const makeTest = (comparison: Comparison): number => {
    const slot = slotOf(comparison);
    const plan = planOf(comparison);
    const { op, value } = comparison;
    return once(testByKey, JSON.stringify(plan.kind === "test" ? [slot, op, value] : [slot, plan]), () => {
      if (plan.kind === "texts")
        for (const text of plan.texts)
          if (!textNumbers.has(text)) textNumbers.set(text, textNumbers.size + 1);
      return tests.push({ slot, plan }) - 1;
    });
  };
  /** In how many comparisons a test is asked; 0 of a group. */
  const uses = new Map<number, number>();
  for (const { condition } of segments)
    for (const comparison of comparisonsOf(condition)) {
      const test = testOf(comparison);
      uses.set(test, (uses.get(test) ?? 0) + 1);
    }
  const usesOf = (part: Condition): number => ("field" in part ? (uses.get(testOf(part)) ?? 0) : 0);
  /** Appends the nodes of the condition, last ones first, as each must know where to go on; answers where to begin. */
  const emit = (condition: Condition, yes: number, no: number): number => {
    if ("all" in condition)
      return condition.all
        .toSorted((a, b) => usesOf(b) - usesOf(a))
        .reduceRight((next, part) => emit(part, next, no), yes);
    if ("any" in condition) return condition.any.reduceRight((next, part) => emit(part, yes, next), no);
    if ("none" in condition) return condition.none.reduceRight((next, part) => emit(part, no, next), yes);
    const test = testOf(condition);
    const ways = operatorOf(condition).isNegated ? { yes: no, no: yes } : { yes, no };
    return nodes.push({ test, ...ways }) - 1;
  };
  const groups = new Map<number, Group>();
  // Those that ask for others stand behind all the rest, in the order given.
  const asking: Group = { test: -1, ids: [], entries: [] };
  for (const { id, condition } of segments) {
    const entry = emit(condition, IN, OUT);
    const first = nodes[entry];
    const test = first?.no === OUT ? first.test : -1;
    const isAsking = referencesOf(condition).length > 0;
    // Not even its first test may be answered before: the answer is remembered.
    if (!isAsking && !groups.has(test)) groups.set(test, { test, ids: [], entries: [] });
    const group = isAsking ? asking : groups.get(test)!;
    group.ids.push(id);
    group.entries.push(3 * (group.test >= 0 ? first!.yes : entry));
  }
  return { readers, slotIsText, tests, nodes, groups: [...groups.values(), asking], textNumbers };
}

/** What the map has under the key, else what is made and kept. */
function once(map: Map<string, number>, key: string, make: () => number): number {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

function kindOfPlan(plan: Plan): number {
  if (plan.kind === "test") return ASK;
  if (plan.kind === "texts") return plan.isOutside ? NOT_TEXTS : TEXTS;
  return plan.isOutside ? NOT_RANGE : RANGE;
}
