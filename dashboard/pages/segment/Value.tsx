import { useState } from "preact/hooks";
import { type Comparison, FIELDS, OPERATORS, type Value as Taken } from "../../../model/segment.ts";
import { Combobox } from "../../components/combobox/Combobox.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { t } from "../../words.ts";
import { sayOffer, valuesOf } from "./offers/state.ts";
import { Steps } from "./Steps.tsx";

export interface ValueProps {
  row: Comparison;
  onChange: (value: Taken, field?: string) => void;
  /** Backspace where nothing is left to delete. */
  onEmpty: () => void;
}

/** The editor of what the row's operator takes. */
export function Value(props: ValueProps) {
  const { row, onChange } = props;
  const { type, label, values } = FIELDS[row.field]!;
  switch (OPERATORS[type][row.op]!.takes) {
    case "nothing":
      return null;
    case "boolean":
      return (
        <select
          class="pick val"
          aria-label={label}
          value={String(row.value)}
          onChange={(event) => onChange(event.currentTarget.value === "true")}
        >
          <option value="true">{t`yes`}</option>
          <option value="false">{t`no`}</option>
        </select>
      );
    case "number":
      return values ? <OneOfNumbers {...props} /> : <NumberOf {...props} label={label} value={row.value} />;
    case "range":
      return <Range {...props} />;
    case "text":
      return <Text {...props} />;
    case "texts":
      return <Texts {...props} />;
    case "steps":
      return <Steps {...props} />;
  }
}

interface NumberProps {
  label: string;
  value: Taken | undefined;
  onChange: (value: number, field?: string) => void;
  onEmpty: () => void;
}
function NumberOf({ label, value, onChange, onEmpty }: NumberProps) {
  return (
    <input
      class="pick val"
      type="number"
      step="any"
      aria-label={label}
      value={Number.isFinite(value) ? Number(value) : ""}
      onInput={({ currentTarget: { valueAsNumber } }) => onChange(valueAsNumber, label)}
      onKeyDown={onEmptyBackspace(onEmpty)}
    />
  );
}

/** Of a field of text inside a row. A number that is half typed is no number, and not empty either. */
export const onEmptyBackspace =
  (onEmpty: () => void) => (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const { value, validity } = event.currentTarget;
    if (event.key !== "Backspace" || value !== "" || validity.badInput) return;
    event.preventDefault();
    onEmpty();
  };

function OneOfNumbers({ row, onChange }: ValueProps) {
  const { label } = FIELDS[row.field]!;
  return (
    <select
      class="pick val"
      aria-label={label}
      value={String(row.value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {valuesOf(row, "").map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

function Range({ row, onChange, onEmpty }: ValueProps) {
  const { label } = FIELDS[row.field]!;
  const ends = row.value as number[];
  const change = (end: 0 | 1) => (value: number, field?: string) => onChange(ends.with(end, value), field);
  return (
    <>
      <NumberOf label={t`${label}, from`} value={ends[0]} onChange={change(0)} onEmpty={onEmpty} />
      <span class="w">{t`and`}</span>
      <NumberOf label={t`${label}, to`} value={ends[1]} onChange={change(1)} onEmpty={onEmpty} />
    </>
  );
}

function Text({ row, onChange, onEmpty }: ValueProps) {
  const { label, values } = FIELDS[row.field]!;
  const text = String(row.value);
  const options = valuesOf(row, text);
  if (values)
    return (
      <Combobox
        class="val"
        label={label}
        text={sayOffer(options, text)}
        options={options}
        onChoose={onChange}
        onEmpty={onEmpty}
      />
    );
  return (
    <Combobox
      class="val"
      label={label}
      placeholder={t`text`}
      text={sayOffer(options, text)}
      options={options}
      onChoose={onChange}
      onText={(typed) => onChange(typed, label)}
      onEmpty={onEmpty}
    />
  );
}

/** Several texts, each a tag that can be taken out; one more is typed or chosen behind them. */
function Texts({ row, onChange, onEmpty }: ValueProps) {
  const [typed, setTyped] = useState("");
  const { label, values } = FIELDS[row.field]!;
  const chosen = row.value as string[];
  const options = valuesOf(row, typed);
  const add = (one: string) => {
    const text = one.trim();
    setTyped("");
    if (text && !chosen.includes(text)) onChange([...chosen, text]);
  };
  return (
    <>
      {chosen.map((one) => (
        <span class="chip" key={one}>
          {sayOffer(options, one)}
          <button
            type="button"
            aria-label={t`Take out ${sayOffer(options, one)}`}
            onClick={() => onChange(chosen.filter((other) => other !== one))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <Combobox
        class="val"
        label={chosen.length > 0 ? t`${label}, one more` : label}
        placeholder={chosen.length > 0 ? t`or…` : t`one or more`}
        text={typed}
        options={options.filter(({ value }) => !chosen.includes(value))}
        onChoose={add}
        {...(!values && { onText: setTyped, onDone: add })}
        onEmpty={() => (chosen.length > 0 ? onChange(chosen.slice(0, -1)) : onEmpty())}
      />
    </>
  );
}
