/** Lazy part: survey, form and preferences, loaded beside the content part. Opened, it is what `AnswersPart` in api.ts describes. */
import type { AnswersPart, Opening } from "./api.ts";
import { type Asker, answersWith } from "./render/answers.ts";
import css from "./render/content-answers.css" with { type: "text" };

export const open: Opening<AnswersPart>["open"] = (core, { campaign, variant, placement }) => {
  const known = () => core.stored<Asker["known"]>("answers") ?? {};
  const ask = answersWith({
    known: known(),
    send(answer) {
      // Of a contact only that it was given stays on the device.
      const given = answer.contacts?.map(({ name }) => [name, ""]) ?? [];
      const answers = { ...known(), ...answer.values, ...Object.fromEntries(given) };
      core.record("answer", { campaign, variant, placement, ...answer }, { beside: [["answers", answers]] });
      core.save();
    },
    forget: () => core.commands.consent({}),
  });
  return { css, survey: ask, form: ask, preferences: ask };
};
