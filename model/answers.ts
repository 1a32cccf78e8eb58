/** What answers say of the questions a campaign asks. Pure. */
import type { Campaign } from "./campaign.ts";
import { type BlockOf, type FormField, isContact, type Question } from "./content.ts";
import type { EventProps } from "./event.ts";

/** What one visitor said to one question. */
export interface Reply {
  question: string;
  /** Values of options; [""] for a text; [] for what was taken back. */
  chosen: string[];
  /** In the visitor's own words. */
  text?: string;
}

/**
 * Every question of the campaign's surveys and preferences, and every field of its forms but those of contacts, which are leads;
 * each once, in the order of its variants.
 */
export function questionsOf(campaign: Pick<Campaign, "variants">): Question[] {
  const all = askingBlocks(campaign).flatMap((block) =>
    block.kind === "form"
      ? block.fields.filter((field) => !isContact(field)).map(toQuestion)
      : block.questions,
  );
  return [...new Map(all.toReversed().map((question) => [question.name, question])).values()].toReversed();
}

const toQuestion = ({ name, label }: FormField): Question => ({ name, ask: label, answer: "text" });

/** Whether it asks for anything, if only for an address or number. */
export const isAsking = (campaign: Pick<Campaign, "variants">): boolean => askingBlocks(campaign).length > 0;

type Asking = BlockOf<"survey" | "form" | "preferences">;
const askingBlocks = ({ variants }: Pick<Campaign, "variants">): Asking[] =>
  variants
    .flatMap(({ content }) => content.blocks)
    .filter((block) => block.kind === "survey" || block.kind === "form" || block.kind === "preferences");

/** What of the values answers a question. Nothing a visitor wrote becomes an option's name. */
export function repliesIn({ values }: EventProps["answer"], questions: readonly Question[]): Reply[] {
  return questions.flatMap((question): Reply[] => {
    const value = Object.hasOwn(values, question.name) ? values[question.name] : "";
    if (value === "" || value === undefined) return [];
    const reply = { question: question.name };
    if (value === null) return [{ ...reply, chosen: [] }];
    if (question.answer === "text")
      return Array.isArray(value) ? [] : [{ ...reply, chosen: [""], text: `${value}` }];
    const known = optionsOf(question).map((option) => option.value);
    const chosen = [...new Set([value].flat().map(String))].filter((one) => known.includes(one));
    return chosen.length > 0 ? [{ ...reply, chosen }] : [];
  });
}

export const optionsOf = ({ answer, options = [] }: Question): { value: string; label: string }[] =>
  answer === "score"
    ? Array.from({ length: 11 }, (_, score) => ({ value: `${score}`, label: `${score}` }))
    : options;

/** Net promoter score, -100 to 100: the share of 9 and 10 less that of 0 to 6. */
export interface PromoterScore {
  score: number;
  /** 95 % interval, of a share with two signs; null below MIN_SCORES. */
  low: number | null;
  high: number | null;
  scores: number;
}
/** Of fewer the normal approximation says too little. */
export const MIN_SCORES = 30;

/** Null without an answer. `counts`: of each score from 0. */
export function promoterScore(counts: readonly number[]): PromoterScore | null {
  const scores = counts.reduce((sum, count) => sum + count, 0);
  if (scores === 0) return null;
  const of = (from: number, to: number) => counts.slice(from, to).reduce((sum, n) => sum + n, 0) / scores;
  const [detractors, promoters] = [of(0, 7), of(9, 11)];
  const score = promoters - detractors;
  const half = 1.96 * Math.sqrt((promoters + detractors - score ** 2) / scores);
  const isEnough = scores >= MIN_SCORES;
  return {
    score: 100 * score,
    low: isEnough ? 100 * Math.max(-1, score - half) : null,
    high: isEnough ? 100 * Math.min(1, score + half) : null,
    scores,
  };
}
