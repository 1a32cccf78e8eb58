import { OneOf } from "../../../components/field/Field.tsx";
import type { KindEntry } from "./kind.ts";
import { aQuestion, Questions, Sending } from "./Questions.tsx";

const AT_MOST = [
  ["1", "One"],
  ["2", "Two"],
  ["3", "Three"],
] as const;

export const survey: KindEntry<"survey"> = {
  label: "Survey",
  isForBar: false,
  begin: () => ({ kind: "survey", questions: [aQuestion()], atMost: 1, send: "Send", thanks: "Thank you." }),
  Editor: ({ block: { questions, atMost, send, thanks }, change, idOf, faultOf }) => (
    <>
      <Questions
        questions={questions}
        onChange={(changed) => change({ questions: changed })}
        idOf={idOf}
        faultOf={faultOf}
      />
      {questions.length > 1 && (
        <OneOf
          legend="Asked at a time, of those not answered yet"
          name={idOf("at-most")}
          options={AT_MOST}
          value={`${atMost}` as "1"}
          onChange={(chosen) => change({ atMost: Number(chosen) })}
        />
      )}
      <Sending send={send} thanks={thanks} change={change} idOf={idOf} faultOf={faultOf} />
    </>
  ),
};
