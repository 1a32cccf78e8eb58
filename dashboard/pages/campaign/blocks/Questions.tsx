import type { Question } from "../../../../model/content.ts";
import { Field, OneOf, TextField } from "../../../components/field/Field.tsx";
import { Icon } from "../../../components/icon/Icon.tsx";
import { sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";

const ANSWERS = [
  ["one", t`One of several`],
  ["several", t`Several`],
  ["score", "0 to 10"],
  ["text", t`Own words`],
] as const;
const MOST_QUESTIONS = 8;
const MOST_OPTIONS = 10;
const EMPTY = { value: "", label: "" };
export const aQuestion = (): Question => ({ name: "", ask: "", answer: "one", options: [EMPTY, EMPTY] });

/** What the questions of a survey and of preferences share. */
export interface QuestionsProps {
  questions: Question[];
  onChange: (questions: Question[]) => void;
  idOf: (field: string) => string;
  faultOf: (field: string) => string;
}

export function Questions({ questions, onChange, idOf, faultOf }: QuestionsProps) {
  return (
    <>
      {questions.map((question, at) => (
        <fieldset key={at} class="question">
          <legend>
            {t`Question ${sayNumber(at + 1)}`}
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove question ${sayNumber(at + 1)}`}
              disabled={questions.length === 1}
              onClick={() => onChange(questions.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </button>
          </legend>
          <OneQuestion
            question={question}
            onChange={(changed) => onChange(questions.map((old, n) => (n === at ? changed : old)))}
            idOf={(field) => idOf(`${at}-${field}`)}
            faultOf={(field) => faultOf(`questions.${at}.${field}`)}
          />
        </fieldset>
      ))}
      {questions.length < MOST_QUESTIONS && (
        <div>
          <button type="button" class="btn small" onClick={() => onChange([...questions, aQuestion()])}>
            <Icon name="plus" />
            {t`Question`}
          </button>
        </div>
      )}
    </>
  );
}

interface OneProps extends Pick<QuestionsProps, "idOf" | "faultOf"> {
  question: Question;
  onChange: (question: Question) => void;
}
function OneQuestion({ question, onChange, idOf, faultOf }: OneProps) {
  const { name, ask, answer, options } = question;
  return (
    <>
      <TextField
        id={idOf("ask")}
        label={t`Question`}
        value={ask}
        most={120}
        fault={faultOf("ask")}
        onInput={(words) => onChange({ ...question, ask: words })}
      />
      <TextField
        id={idOf("name")}
        label={t`Kept as`}
        value={name}
        most={64}
        hint={t`The trait that segments ask for: why_leaving, car_make. Asked once, whichever campaign asks it.`}
        fault={faultOf("name")}
        onInput={(words) => onChange({ ...question, name: words })}
      />
      <OneOf
        legend={t`Answered by`}
        name={idOf("answer")}
        options={ANSWERS}
        value={answer}
        onChange={(chosen) => {
          const { options: _, ...rest } = question;
          const hasOptions = chosen === "one" || chosen === "several";
          onChange({ ...rest, answer: chosen, ...(hasOptions && { options: options ?? [EMPTY, EMPTY] }) });
        }}
      />
      {options && (
        <Options
          options={options}
          onChange={(changed) => onChange({ ...question, options: changed })}
          id={idOf("options")}
          fault={options
            .flatMap((_, n) => [faultOf(`options.${n}.label`), faultOf(`options.${n}.value`)])
            .find(Boolean)}
        />
      )}
    </>
  );
}

interface OptionsProps {
  options: NonNullable<Question["options"]>;
  onChange: (options: NonNullable<Question["options"]>) => void;
  id: string;
  fault: string | undefined;
}
/** What is kept is what was read first: other words later are the same answer. */
function Options({ options, onChange, id, fault }: OptionsProps) {
  const put = (at: number, label: string) =>
    onChange(
      options.map((old, n) =>
        n === at ? { value: old.value === old.label ? label : old.value, label } : old,
      ),
    );
  return (
    <Field id={`${id}-0`} label={t`Answers`} fault={fault}>
      <ul class="replies">
        {options.map(({ label }, at) => (
          <li key={at}>
            <input
              class="input"
              id={`${id}-${at}`}
              aria-label={t`Answer ${sayNumber(at + 1)}`}
              maxLength={60}
              value={label}
              onInput={(event) => put(at, event.currentTarget.value)}
            />
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove answer ${sayNumber(at + 1)}`}
              disabled={options.length === 2}
              onClick={() => onChange(options.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {options.length < MOST_OPTIONS && (
        <button type="button" class="btn small" onClick={() => onChange([...options, EMPTY])}>
          <Icon name="plus" />
          {t`Answer`}
        </button>
      )}
    </Field>
  );
}

interface SendingProps extends Pick<QuestionsProps, "idOf" | "faultOf"> {
  send: string;
  thanks: string;
  change: (part: { send: string } | { thanks: string }) => void;
}
/** Of everything that is sent. */
export function Sending({ send, thanks, change, idOf, faultOf }: SendingProps) {
  return (
    <div class="two">
      <TextField
        id={idOf("send")}
        label={t`Words on its button`}
        value={send}
        most={40}
        fault={faultOf("send")}
        onInput={(words) => change({ send: words })}
      />
      <TextField
        id={idOf("thanks")}
        label={t`Thanks, in its place`}
        value={thanks}
        most={120}
        fault={faultOf("thanks")}
        onInput={(words) => change({ thanks: words })}
      />
    </div>
  );
}
