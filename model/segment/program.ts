/**
 * All segments of a snapshot as one flat program. Each field with its argument and window is a slot, read once a visitor
 * and only when asked for; each different comparison is a test, answered once a visitor; a segment is a chain of tests,
 * each naming where to go on when it holds and where when it does not, so that no more is asked than must be. Numbers,
 * times and yes or no are compared as numbers, and so are texts: every text that any segment names has a number.
 */
import type { Facts } from "../facts.ts";
import type { Comparison, Condition } from "./condition.ts";
import type { Actual } from "./field.ts";
import { FIELDS, operatorOf, planOf, readerOf } from "./fields.ts";
import { foldCase, type Plan } from "./plan.ts";

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
  const entries = Int32Array.from(assembled.entries);
  const testOf = Int32Array.from(assembled.nodes, ({ test }) => test);
  const yesOf = Int32Array.from(assembled.nodes, ({ yes }) => yes);
  const noOf = Int32Array.from(assembled.nodes, ({ no }) => no);

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

  return {
    match(facts) {
      isRead.fill(0);
      answers.fill(0);
      const memberships = new Set<string>();
      facts.memberships = memberships;
      for (let segment = 0; segment < entries.length; segment++) {
        let node = entries[segment]!;
        while (node >= 0) {
          const test = testOf[node]!;
          if (answers[test] === 0) answers[test] = holds(test, facts) ? YES : NO;
          node = answers[test] === YES ? yesOf[node]! : noOf[node]!;
        }
        if (node === IN) memberships.add(segments[segment]!.id);
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

/** Slots and tests, each different one once, and every segment's chain. */
function assemble(segments: readonly { condition: Condition }[]) {
  const readers: ((facts: Facts) => Actual)[] = [];
  const slotIsText: boolean[] = [];
  const tests: Test[] = [];
  const nodes: Node[] = [];
  const textNumbers = new Map<string, number>();
  const slots = new Map<string, number>();
  const known = new Map<string, number>();

  const slotOf = (comparison: Comparison): number => {
    const { field, of, days } = comparison;
    return once(slots, JSON.stringify([field, of, days]), () => {
      slotIsText.push(FIELDS[field]!.type === "text");
      return readers.push(readerOf(comparison)) - 1;
    });
  };
  const testOf = (comparison: Comparison): number => {
    const slot = slotOf(comparison);
    const plan = planOf(comparison);
    const { op, value } = comparison;
    return once(known, JSON.stringify(plan.kind === "test" ? [slot, op, value] : [slot, plan]), () => {
      if (plan.kind === "texts")
        for (const text of plan.texts)
          if (!textNumbers.has(text)) textNumbers.set(text, textNumbers.size + 1);
      return tests.push({ slot, plan }) - 1;
    });
  };
  /** Appends the nodes of the condition, last ones first, as each must know where to go on; answers where to begin. */
  const emit = (condition: Condition, yes: number, no: number): number => {
    if ("all" in condition) return condition.all.reduceRight((next, part) => emit(part, next, no), yes);
    if ("any" in condition) return condition.any.reduceRight((next, part) => emit(part, yes, next), no);
    if ("none" in condition) return condition.none.reduceRight((next, part) => emit(part, no, next), yes);
    const test = testOf(condition);
    const ways = operatorOf(condition).isNegated ? { yes: no, no: yes } : { yes, no };
    return nodes.push({ test, ...ways }) - 1;
  };
  const entries = segments.map(({ condition }) => emit(condition, IN, OUT));
  return { readers, slotIsText, tests, nodes, entries, textNumbers };
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
