import { MAX_WINDOW_DAYS } from "../../../model/segment/field.ts";
import { type Comparison, FIELDS, type Finding, OPERATORS, operatorsOf } from "../../../model/segment.ts";
import { Choices } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayValue } from "../../condition-words.ts";
import { sayNumber } from "../../format.ts";
import { changeRow, removeRow, rowFor, withOperator } from "./state.ts";

interface Props {
  row: Comparison;
  at: number;
  join: "all" | "any";
  /** How it stands for this browser's own visitor. */
  finding: Finding | undefined;
}

/** One condition read as a sentence: join, field, operator, value. */
export function Row({ row, at, join, finding }: Props) {
  const field = FIELDS[row.field]!;
  const change = (part: Partial<Comparison>) => changeRow(at, { ...row, ...part });
  return (
    <li class="row">
      <span class="join">{at === 0 ? "if" : join === "all" ? "and" : "or"}</span>
      <div class="cond">
        <select
          class="pick what"
          aria-label="What is compared"
          value={row.field}
          onChange={(event) => changeRow(at, rowFor(event.currentTarget.value))}
        >
          {Object.entries(FIELDS).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        {field.of && (
          <Text
            label={`Which ${field.of}`}
            list={suggestionsOf(row.field)}
            id={`of-${at}`}
            value={row.of ?? ""}
            onChange={(of) => change({ of })}
          />
        )}
        {field.window && (
          <label class="w">
            last{" "}
            <input
              class="pick val"
              type="number"
              min={1}
              max={MAX_WINDOW_DAYS}
              aria-label="Days counted"
              placeholder={String(field.window.usual ?? "all")}
              value={row.days ?? ""}
              onInput={({ currentTarget: { value, valueAsNumber } }) =>
                change({ days: value === "" ? undefined : valueAsNumber })
              }
            />{" "}
            days
          </label>
        )}
        <Operator row={row} onChange={(op) => changeRow(at, withOperator(row, op))} />
        <Value row={row} at={at} onChange={(value) => change({ value })} />
        {field.units && <span class="w">{field.units}</span>}
      </div>
      <span class="yours">
        {finding && (
          <span class={finding.holds ? "up" : "flat"} title="How it stands for you">
            you: {sayActual(row.field, finding.actual)} {finding.holds && <Icon name="check" />}
          </span>
        )}
      </span>
      <button
        type="button"
        class="btn quiet only-icon small"
        aria-label="Remove this condition"
        title="Remove"
        onClick={() => removeRow(at)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Operator({ row, onChange }: { row: Comparison; onChange: (op: string) => void }) {
  const operators = Object.entries(operatorsOf(FIELDS[row.field]!));
  if (operators.length === 1) return <span class="w">{operators[0]![1].label}</span>;
  return (
    <select
      class="pick"
      aria-label="How"
      value={row.op}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {operators.map(([name, { label }]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Value({
  row,
  at,
  onChange,
}: {
  row: Comparison;
  at: number;
  onChange: (value: Comparison["value"]) => void;
}) {
  const { type, label, values } = FIELDS[row.field]!;
  const { takes } = OPERATORS[type][row.op]!;
  if (takes === "nothing") return null;
  if (takes === "range")
    return (
      <>
        {["least", "most"].map((end, i) => (
          <input
            key={end}
            class="pick val"
            type="number"
            step="any"
            aria-label={`${label}, ${end}`}
            value={numberOrNothing((row.value as number[])[i])}
            onInput={({ currentTarget: { valueAsNumber } }) =>
              onChange((row.value as number[]).with(i, valueAsNumber))
            }
          />
        ))}
      </>
    );
  if (values && Array.isArray(row.value))
    return (
      <Choices
        legend={label}
        options={Object.entries(values)}
        chosen={row.value.map(String)}
        onChange={(chosen) => onChange(chosen)}
      />
    );
  if (values)
    return (
      <select
        class="pick val"
        aria-label={label}
        value={String(row.value)}
        onChange={({ currentTarget: { value } }) => onChange(type === "number" ? Number(value) : value)}
      >
        {Object.entries(values).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    );
  if (type === "boolean")
    return (
      <select
        class="pick val"
        aria-label={label}
        value={String(row.value)}
        onChange={(event) => onChange(event.currentTarget.value === "true")}
      >
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    );
  if (type === "number")
    return (
      <input
        class="pick val"
        type="number"
        step="any"
        aria-label={label}
        value={numberOrNothing(row.value)}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    );
  const isList = Array.isArray(row.value);
  return (
    <Text
      label={isList ? `${label}, parted by commas` : label}
      list={isList ? [] : suggestionsOf(row.field)}
      id={`value-${at}`}
      value={isList ? (row.value as string[]).join(", ") : String(row.value)}
      onChange={(text) => onChange(isList ? text.split(",").map((one) => one.trimStart()) : text)}
    />
  );
}

interface TextProps {
  label: string;
  list: readonly string[];
  id: string;
  value: string;
  onChange: (text: string) => void;
}
function Text({ label, list, id, value, onChange }: TextProps) {
  return (
    <>
      <input
        class="pick val"
        aria-label={label}
        placeholder={label.toLowerCase()}
        list={list.length > 0 ? id : undefined}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {list.length > 0 && (
        <datalist id={id}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What the shop's own data could suggest is not asked for yet. */
function suggestionsOf(name: string): readonly string[] {
  const { suggests = [] } = FIELDS[name]!;
  return typeof suggests === "string" ? [] : suggests;
}

const numberOrNothing = (value: unknown) => (Number.isFinite(value) ? Number(value) : "");

const sayActual = (field: string, actual: Finding["actual"]) =>
  actual === null
    ? "nothing yet"
    : typeof actual === "number"
      ? sayNumber(actual, Number.isInteger(actual) ? 0 : 2)
      : typeof actual === "boolean"
        ? actual
          ? "yes"
          : "no"
        : sayValue(field, actual);
