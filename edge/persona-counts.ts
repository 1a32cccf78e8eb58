/**
 * Who fits which persona, all of them in one look at each visitor of a sample. A persona that asks for a trait known of
 * nobody is not looked for: bounds know nothing of traits, so it would make the sample one of everybody.
 */
import { estimate } from "../model/estimate.ts";
import type { Facts } from "../model/facts.ts";
import {
  NEED_NAMES,
  NEEDS,
  type Need,
  type NeedName,
  type Persona,
  type Thresholds,
} from "../model/personas.ts";
import { compileProgram } from "../model/segment/program.ts";
import { requiredTraits } from "../model/segment/required-traits.ts";
import type { Condition } from "../model/segment.ts";
import type { Sample } from "./sample.ts";
import type { KnownTraits } from "./store/known-traits.ts";
import type { Candidate } from "./store/members.ts";

/** Of each persona so many of the last seen are shown. */
const EXAMPLES = 3;

export class PersonaCounts {
  /** Whoever may fit a persona, or shows that something needed comes in. */
  readonly anyOfThem: Condition;
  readonly #traits: KnownTraits;
  readonly #asked: ReadonlySet<string>;
  readonly #program: ReturnType<typeof compileProgram>;
  readonly #hits = new Map<string, number>();
  readonly #examples = new Map<string, Candidate[]>();

  constructor(personas: readonly Persona[], at: Thresholds, traits: KnownTraits) {
    this.#traits = traits;
    const asked = [
      ...personas
        .map(({ id, condition }) => ({ id, condition: condition(at) }))
        .filter(({ condition }) => requiredTraits(condition).every((name) => traits.names.has(name))),
      ...NEED_NAMES.flatMap((name) => {
        const { shows }: Need = NEEDS[name];
        return shows ? [{ id: ofNeed(name), condition: shows }] : [];
      }),
    ];
    this.#asked = new Set(asked.map(({ id }) => id));
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
    const looked = this.#asked.has(persona) ? sampled : Math.min(this.#traits.sampled, total);
    return {
      ...estimate(this.#hits.get(persona) ?? 0, looked, total),
      examples: this.#examples.get(persona) ?? [],
    };
  }

  /** Of nobody looked at has it come in. */
  isMissing(name: NeedName): boolean {
    const { trait }: Need = NEEDS[name];
    return !this.#hits.has(ofNeed(name)) && !(trait !== undefined && this.#traits.names.has(trait));
  }
}

/** Named as no persona is. */
const ofNeed = (name: NeedName) => `needs ${name}`;

const lastSeen = (candidates: Candidate[]) =>
  candidates.sort((a, b) => b.profile.lastSeenAt - a.profile.lastSeenAt).slice(0, EXAMPLES);
