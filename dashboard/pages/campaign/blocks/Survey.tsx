import { OneOf } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";
import { aQuestion, Questions, Sending } from "./Questions.tsx";

const AT_MOST = [
  ["1", t`One`],
  ["2", t`Two`],
  ["3", t`Three`],
] as const;

export const survey: KindEntry<"survey"> = {
  label: t`Survey`,
  isForBar: false,
  begin: () => ({
    kind: "survey",
    questions: [aQuestion()],
    atMost: 1,
    send: t`Send`,
    thanks: t`Thank you.`,
  }),
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
          legend={t`Asked at a time, of those not answered yet`}
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
