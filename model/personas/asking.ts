/** Questions a persona's play asks: one at a time, never the same twice, each answer a trait at once (P12). */
import type { Block, Question } from "../content.ts";
import type { ReadyPlay } from "../play.ts";

/** A question of which one answer is chosen; values and labels in turn. */
export const oneOf = (name: string, ask: string, options: Record<string, string>): Question => ({
  name,
  ask,
  answer: "one",
  options: Object.entries(options).map(([value, label]) => ({ value, label })),
});

/** In the corner, after some attention, once in two weeks. */
export function asking(
  told: Pick<ReadyPlay, "what" | "when" | "why">,
  why: string,
  questions: Question[],
  changes: Partial<ReadyPlay["campaign"]> = {},
): ReadyPlay {
  const survey: Block = {
    kind: "survey",
    questions,
    atMost: 1,
    send: "Send",
    thanks: "Thank you. It is used from now on.",
  };
  const skip: Block = { kind: "actions", items: [{ label: "Not now" }] };
  const isInline = changes.placement !== undefined && changes.placement !== "overlay";
  return {
    ...told,
    campaign: {
      placement: "overlay",
      role: "help",
      ...(!isInline && { position: "corner" as const, trigger: { kind: "engaged" as const, seconds: 15 } }),
      pageKinds: ["home", "listing", "product"],
      cap: { times: 1, days: 14 },
      blocks: isInline ? [survey] : [survey, skip],
      why,
      ...changes,
    },
  };
}
