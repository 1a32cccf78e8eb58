/** Lazy part: survey, form and preferences, loaded beside the content part. Exports what `AnswersPart` in api.ts describes. */
import type { AnswersPart } from "./api.ts";
import { type Asker, drawWith } from "./render/answers.ts";

export { default as css } from "./render/content-answers.css" with { type: "text" };

/** Whose content is drawn next: it is drawn in the same task. */
let asker: Asker;

export const open: AnswersPart["open"] = (core, { campaign, variant, placement }) => {
  const known = () => core.stored<Asker["known"]>("answers") ?? {};
  asker = {
    known: known(),
    send(answer) {
      // Of a contact only that it was given stays on the device.
      const given = answer.contacts?.map(({ name }) => [name, ""]) ?? [];
      const answers = { ...known(), ...answer.values, ...Object.fromEntries(given) };
      core.record("answer", { campaign, variant, placement, ...answer }, { beside: [["answers", answers]] });
      core.save();
    },
    forget: () => core.commands.consent({}),
  };
};

export const draw: AnswersPart["draw"] = (block, drawing) => drawWith(asker)(block, drawing);
