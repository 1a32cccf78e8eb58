import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";
import { aQuestion, Questions, Sending } from "./Questions.tsx";

/** What the visitor has declared, to be looked at and changed at any time. */
export const preferences: KindEntry<"preferences"> = {
  label: t`Preferences`,
  isForBar: false,
  begin: () => ({ kind: "preferences", questions: [aQuestion()], send: t`Save`, thanks: t`Saved.` }),
  Editor: ({ block: { questions, send, thanks }, change, idOf, faultOf }) => (
    <>
      <Questions
        questions={questions}
        onChange={(changed) => change({ questions: changed })}
        idOf={idOf}
        faultOf={faultOf}
      />
      <Sending send={send} thanks={thanks} change={change} idOf={idOf} faultOf={faultOf} />
    </>
  ),
};
