/**
 * Who fits which persona. Those that bounds can find share one sample, of whoever may fit one of them: it goes far, and in a
 * small shop to everybody. One that about anybody may fit, such as by a trait, which no bound knows, would stop it early;
 * those have a sample of their own. A persona that asks for a trait known of nobody is not looked for.
 */
import { isWide, type Yardstick } from "../model/bound.ts";
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
import { preFilter } from "../model/pre-filter.ts";
import { compileProgram } from "../model/segment/program.ts";
import { requiredTraits } from "../model/segment/required-traits.ts";
import type { Condition } from "../model/segment.ts";
import type { Sample } from "./sample.ts";
import type { KnownTraits } from "./store/known-traits.ts";
import type { Candidate } from "./store/members.ts";

/** Of each persona so many of the last seen are shown. */
const EXAMPLES = 3;
/** Profiles read for those that about anybody may fit: a share of half is told to within 5 in 100. */
const MOST_WIDE = 400;

interface Asked {
  id: string;
  condition: Condition;
}

/** How a group of personas is sampled: as edge/sample.ts sampleOf. */
export type TakeSample = (
  condition: Condition,
  onMember: (member: Candidate, facts: Facts) => void,
  options?: { most?: number },
) => Promise<Sample>;

export class PersonaCounts {
  readonly #traits: KnownTraits;
  /** By the persona's id. */
  readonly #samples = new Map<string, Sample>();
  readonly #hits = new Map<string, number>();
  readonly #examples = new Map<string, Candidate[]>();

  constructor(traits: KnownTraits) {
    this.#traits = traits;
  }

  /** Answers the sample of those that bounds can find. */
  async count(
    personas: readonly Persona[],
    at: Thresholds,
    yardstick: Yardstick,
    take: TakeSample,
  ): Promise<Sample> {
    const asked: Asked[] = [
      ...personas
        .map(({ id, condition }) => ({ id, condition: condition(at) }))
        .filter(({ condition }) => requiredTraits(condition).every((name) => this.#traits.names.has(name))),
      ...NEED_NAMES.flatMap((name) => {
        const { shows }: Need = NEEDS[name];
        return shows ? [{ id: ofNeed(name), condition: shows }] : [];
      }),
    ];
    const { wide = [], narrow = [] } = Object.groupBy(asked, ({ condition }) =>
      isWide(preFilter(condition, yardstick)) ? "wide" : "narrow",
    );
    const [sample] = await Promise.all([
      this.#sample(narrow, take),
      wide.length > 0 && this.#sample(wide, take, { most: MOST_WIDE }),
    ]);
    return sample;
  }

  async #sample(asked: Asked[], take: TakeSample, options: { most?: number } = {}): Promise<Sample> {
    const program = compileProgram(asked);
    const anyOfThem: Condition = { any: asked.map(({ condition }) => condition) };
    const sample = await take(
      anyOfThem,
      (candidate, facts) => {
        for (const id of program.match(facts)) {
          this.#hits.set(id, (this.#hits.get(id) ?? 0) + 1);
          this.#examples.set(id, lastSeen([...(this.#examples.get(id) ?? []), candidate]));
        }
      },
      options,
    );
    for (const { id } of asked) this.#samples.set(id, sample);
    return sample;
  }

  /** How many of `total` visitors are likely to fit, and some of those who do. */
  of(persona: string, total: number) {
    const sampled = this.#samples.get(persona)?.sampled ?? Math.min(this.#traits.sampled, total);
    return {
      ...estimate(this.#hits.get(persona) ?? 0, sampled, total),
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
