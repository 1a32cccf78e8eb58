/** Who fits which persona, all of them in one look at each visitor of a sample. */
import { estimate } from "../model/estimate.ts";
import type { Facts } from "../model/facts.ts";
import { NEED_NAMES, NEEDS, type NeedName, type Persona, type Thresholds } from "../model/personas.ts";
import { compileProgram } from "../model/segment/program.ts";
import type { Condition } from "../model/segment.ts";
import type { Sample } from "./sample.ts";
import type { Candidate } from "./store/members.ts";

/** Of each persona so many of the last seen are shown. */
const EXAMPLES = 3;

export class PersonaCounts {
  /** Whoever fits a persona, or shows that something needed comes in. */
  readonly anyOfThem: Condition;
  readonly #program: ReturnType<typeof compileProgram>;
  readonly #hits = new Map<string, number>();
  readonly #examples = new Map<string, Candidate[]>();

  constructor(personas: readonly Persona[], at: Thresholds) {
    const asked = [
      ...personas.map(({ id, condition }) => ({ id, condition: condition(at) })),
      ...NEED_NAMES.map((name) => ({ id: ofNeed(name), condition: NEEDS[name].shows })),
    ];
    this.anyOfThem = { any: asked.map(({ condition }) => condition) };
    this.#program = compileProgram(asked);
  }

  readonly add = (candidate: Candidate, facts: Facts): void => {
    for (const id of this.#program.match(facts)) {
      this.#hits.set(id, (this.#hits.get(id) ?? 0) + 1);
      this.#examples.set(id, lastSeen([...(this.#examples.get(id) ?? []), candidate]));
    }
  };

  /** How many of all visitors are likely to fit, and some of those who do. */
  of(persona: string, { sampled, total }: Pick<Sample, "sampled" | "total">) {
    return {
      ...estimate(this.#hits.get(persona) ?? 0, sampled, total),
      examples: this.#examples.get(persona) ?? [],
    };
  }

  /** Of nobody looked at has it come in. */
  isMissing(need: NeedName): boolean {
    return !this.#hits.has(ofNeed(need));
  }
}

/** Named as no persona is. */
const ofNeed = (name: NeedName) => `needs ${name}`;

const lastSeen = (candidates: Candidate[]) =>
  candidates.sort((a, b) => b.profile.lastSeenAt - a.profile.lastSeenAt).slice(0, EXAMPLES);
