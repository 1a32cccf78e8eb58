/** Who fits which persona, all of them in one look at each visitor of a sample. */
import { estimate } from "../model/estimate.ts";
import type { Facts } from "../model/facts.ts";
import { NEED_NAMES, NEEDS, type NeedName, type Persona, type Thresholds } from "../model/personas.ts";
import { compileProgram } from "../model/segment/program.ts";
import type { Candidate } from "./store/members.ts";

/** Of each persona so many of the last seen are shown. */
const EXAMPLES = 3;

export class PersonaCounts {
  readonly #program: ReturnType<typeof compileProgram>;
  readonly #hits = new Map<string, number>();
  readonly #examples = new Map<string, Candidate[]>();
  #sampled = 0;

  constructor(personas: readonly Persona[], at: Thresholds) {
    this.#program = compileProgram([
      ...personas.map(({ id, condition }) => ({ id, condition: condition(at) })),
      ...NEED_NAMES.map((name) => ({ id: ofNeed(name), condition: NEEDS[name].shows })),
    ]);
  }

  add(candidate: Candidate, facts: Facts): void {
    this.#sampled++;
    for (const id of this.#program.match(facts)) {
      this.#hits.set(id, (this.#hits.get(id) ?? 0) + 1);
      this.#examples.set(id, lastSeen([...(this.#examples.get(id) ?? []), candidate]));
    }
  }

  get sampled(): number {
    return this.#sampled;
  }

  /** How many of `total` visitors are likely to fit, and some of those who do. */
  of(persona: string, total: number) {
    return {
      ...estimate(this.#hits.get(persona) ?? 0, this.#sampled, total),
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
