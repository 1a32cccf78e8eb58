import { PAGE_KINDS } from "../../../model/event.ts";
import { STEP_EVENTS, STEP_KINDS } from "../../../model/trail.ts";
import { Combobox } from "../../components/combobox/Combobox.tsx";
import type { Option } from "../../components/combobox/found.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import {
  EVENT_WORDS,
  KIND_WORDS,
  MOST_STEPS,
  type StepKind,
  shiftStep,
  stepOf,
  writtenStep,
} from "../../steps.ts";
import { t } from "../../words.ts";
import { offersOf, sayOffer } from "./offers/state.ts";
import type { ValueProps } from "./Value.tsx";

/** What happened one after the other: steps can be added, moved and taken out. */
export function Steps({ row, onChange, onEmpty }: ValueProps) {
  const steps = row.value as string[];
  const change = (at: number, step: string, field?: string) => onChange(steps.with(at, step), field);
  const remove = (at: number) => (steps.length > 2 ? onChange(steps.toSpliced(at, 1)) : onEmpty());
  const move = (at: number, by: 1 | -1) => {
    const moved = shiftStep(steps, at, by);
    if (moved) onChange(moved);
  };
  return (
    <ol class="sequence" aria-label={t`Steps in order`}>
      {steps.map((step, at) => (
        <li
          key={at}
          // The step the focus is in.
          onKeyDown={(event) => {
            if (!event.altKey || !event.key.startsWith("Arrow")) return;
            event.preventDefault();
            event.stopPropagation();
            const by = event.key === "ArrowUp" ? -1 : 1;
            move(at, by);
            focusStep(event.currentTarget, at + by);
          }}
        >
          <span class="w">{at === 0 ? t`first##step` : t`then##step`}</span>
          <OneStep
            step={step}
            at={at}
            onChange={(next, field) => change(at, next, field)}
            onEmpty={() => remove(at)}
          />
          <span class="acts">
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Move step ${at + 1} up`}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <Icon name="arrow-up" />
            </button>
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Move step ${at + 1} down`}
              disabled={at === steps.length - 1}
              onClick={() => move(at, 1)}
            >
              <Icon name="arrow-down" />
            </button>
            {steps.length > 2 && (
              <button
                type="button"
                class="btn quiet only-icon small"
                aria-label={t`Take out step ${at + 1}`}
                onClick={() => remove(at)}
              >
                <Icon name="close" />
              </button>
            )}
          </span>
        </li>
      ))}
      {steps.length < MOST_STEPS && (
        <li>
          <button
            type="button"
            class="btn quiet small"
            onClick={(event) => {
              onChange([...steps, "page:product"]);
              focusStep(event.currentTarget, steps.length);
            }}
          >
            <Icon name="plus" />
            {t`Step`}
          </button>
        </li>
      )}
    </ol>
  );
}

/** Once it is drawn. */
function focusStep(from: Element, at: number): void {
  const list = from.closest("ol");
  requestAnimationFrame(() =>
    list?.querySelectorAll("li")[at]?.querySelector<HTMLElement>("select")?.focus(),
  );
}

interface StepProps {
  step: string;
  at: number;
  onChange: (step: string, field?: string) => void;
  onEmpty: () => void;
}
function OneStep({ step, at, onChange, onEmpty }: StepProps) {
  const { kind, name } = stepOf(step);
  const options = namesOf(kind, name);
  const isFew = kind === "page" || kind === "event";
  const label = t`Step ${at + 1}, which ${KIND_WORDS[kind]}`;
  return (
    <>
      <select
        class="pick"
        aria-label={t`Step ${at + 1}, what`}
        value={kind}
        onChange={({ currentTarget: { value } }) => {
          const next = value as StepKind;
          const [first] = next === "page" || next === "event" ? namesOf(next, "") : [];
          onChange(writtenStep(next, first?.value ?? ""));
        }}
      >
        {STEP_KINDS.map((one) => (
          <option key={one} value={one}>
            {KIND_WORDS[one]}
          </option>
        ))}
      </select>
      <Combobox
        class="val"
        label={label}
        placeholder={t`which`}
        text={sayOffer(options, name)}
        options={options}
        onChoose={(chosen) => onChange(writtenStep(kind, chosen))}
        {...(!isFew && { onText: (typed: string) => onChange(writtenStep(kind, typed), label) })}
        onEmpty={onEmpty}
      />
    </>
  );
}

function namesOf(kind: StepKind, typed: string): Option[] {
  switch (kind) {
    case "page":
      return PAGE_KINDS.map((value) => ({ value }));
    case "event":
      return STEP_EVENTS.map((value) => ({ value, words: EVENT_WORDS[value] }));
    default:
      return offersOf(kind, typed);
  }
}
