import { useState } from "preact/hooks";
import { type Argument, MAX_WINDOW_DAYS } from "../../../model/segment/field.ts";
import {
  type Comparison,
  FIELDS,
  type Finding,
  OPERATORS,
  operatorsOf,
  parseCondition,
} from "../../../model/segment.ts";
import { Combobox } from "../../components/combobox/Combobox.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayActual, sayRow } from "../../condition-words.ts";
import { t } from "../../words.ts";
import { rowFor, withOperator } from "./comparison.ts";
import { findings } from "./counting/state.ts";
import { FIELD_OPTIONS, sayOffer, subjectsOf } from "./offers/state.ts";
import { changeRow, focus, isTried, remove, rowFault } from "./state.ts";
import type { Path } from "./tree.ts";
import { onEmptyBackspace, Value } from "./Value.tsx";

/** What else a field needs to know. */
const WHICH: Record<Argument, string> = {
  category: t`Which category`,
  brand: t`Which brand`,
  moment: t`Which moment`,
  product: t`Which product`,
  trait: t`Which trait`,
  segment: t`Which segment`,
};

interface Props {
  row: Comparison;
  /** Of the comparison. */
  path: Path;
  /** Of the part that is moved and removed: the group around a row that excludes. */
  whole: Path;
}

/** One condition read as a sentence: field, operator, value, and how it stands for you. */
export function Condition({ row, path, whole }: Props) {
  const field = FIELDS[row.field];
  const [wasLeft, setLeft] = useState(false);
  const onEmpty = () => remove(whole);
  const change = (part: Partial<Comparison>, typed?: string) => changeRow(path, { ...row, ...part }, typed);
  return (
    <div class="cond" onFocusOut={() => setLeft(true)}>
      <Combobox
        class="what"
        label={t`What is compared`}
        placeholder={t`Choose what`}
        text={t(field?.label ?? "")}
        options={FIELD_OPTIONS}
        onChoose={(name) => {
          changeRow(path, rowFor(name));
          focus.value = { path: whole, part: "value" };
        }}
        onEmpty={onEmpty}
      />
      {field && (
        <>
          {field.of && (
            <Combobox
              class="val"
              label={WHICH[field.of]}
              placeholder={WHICH[field.of]}
              text={sayOffer(subjectsOf(row, row.of ?? ""), row.of ?? "")}
              options={subjectsOf(row, row.of ?? "")}
              onChoose={(of) => change({ of })}
              {...(field.of !== "segment" && { onText: (of: string) => change({ of }, "of") })}
              onEmpty={onEmpty}
            />
          )}
          <Operator row={row} onChange={(op) => changeRow(path, withOperator(row, op))} />
          <Value row={row} onChange={(value, typed) => change({ value }, typed)} onEmpty={onEmpty} />
          {field.units && OPERATORS[field.type][row.op]!.takes !== "nothing" && (
            <span class="w">{t(field.units)}</span>
          )}
          {field.window && (
            <span class="w">
              {t`in the last`}{" "}
              <input
                class="pick val within"
                type="number"
                min={1}
                max={MAX_WINDOW_DAYS}
                aria-label={t`Days counted`}
                placeholder={String(field.window.usual ?? "all")}
                value={row.days ?? ""}
                onInput={({ currentTarget: { value, valueAsNumber } }) =>
                  change({ days: value === "" ? undefined : valueAsNumber }, "days")
                }
                onKeyDown={onEmptyBackspace(onEmpty)}
              />{" "}
              {t`days`}
            </span>
          )}
          <Yours
            finding={findings.value.get(path.join("."))}
            row={row}
            isWanted={path.length === whole.length}
          />
        </>
      )}
      <Fault row={row} path={path} wasLeft={wasLeft} />
    </div>
  );
}

function Operator({ row, onChange }: { row: Comparison; onChange: (op: string) => void }) {
  const operators = Object.entries(operatorsOf(FIELDS[row.field]!));
  return (
    <select
      class="pick"
      aria-label={t`How`}
      value={row.op}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {operators.map(([name, { label }]) => (
        <option key={name} value={name}>
          {t(label)}
        </option>
      ))}
    </select>
  );
}

/** Of a row as it was counted: after a change it is silent until the next count. */
interface YoursProps {
  finding: Finding | undefined;
  row: Comparison;
  /** False where the row excludes. */
  isWanted: boolean;
}
function Yours({ finding, row, isWanted }: YoursProps) {
  if (!finding || JSON.stringify(finding.comparison) !== JSON.stringify(row)) return null;
  const isRight = finding.holds === isWanted;
  return (
    <span class={`yours ${isRight ? "up" : "flat"}`}>
      {t`you: ${sayActual(row.field, finding.actual)}`}
      {isRight && <Icon name="check" />}
    </span>
  );
}

/** What was expected: what saving found, else what is still to be filled in, once one has left the row. */
function Fault({ row, path, wasLeft }: { row: Comparison; path: Path; wasLeft: boolean }) {
  const found = rowFault.value?.path.join() === path.join() ? rowFault.value.text : undefined;
  const text = found ?? (wasLeft || isTried.value ? faultOf(row) : undefined);
  if (!text) return null;
  return (
    <p class={`msg bad${found || isTried.value ? "" : " later"}`} role={found ? "alert" : undefined}>
      <Icon name="stop" />
      {text}
    </p>
  );
}

function faultOf(row: Comparison): string | undefined {
  if (!row.field) return t`Choose what is compared.`;
  const parsed = parseCondition(row);
  if ("condition" in parsed) return row.value === "" ? t`Expected a text.` : undefined;
  const { path, expected } = parsed.fault;
  return path.endsWith(".of") ? WHICH[FIELDS[row.field]!.of!] : t`Expected ${t(expected)}.`;
}

/** The row in words, for who hears it. */
export const sayWhole = (row: Comparison, join: string) =>
  `${join} ${row.field ? sayRow(row) : t`a condition to be chosen`}`;
