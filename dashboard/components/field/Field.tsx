import type { ComponentChildren } from "preact";
import { t } from "../../words.ts";
import { Icon } from "../icon/Icon.tsx";

interface FieldProps {
  id: string;
  label: string;
  /** At the right of the label: how long, optional. */
  aside?: string | undefined;
  hint?: ComponentChildren;
  /** What was expected, where it is not so. */
  fault?: string | undefined;
  children: ComponentChildren;
}

/** Label above, hint and message below. The control carries the id. */
export function Field({ id, label, aside, hint, fault, children }: FieldProps) {
  return (
    <div class={`field${fault ? " bad" : ""}`}>
      <label for={id}>
        {label}
        {aside && <span class="opt num">{aside}</span>}
      </label>
      {children}
      {hint && <p class="hint">{hint}</p>}
      {fault && (
        <p class="msg bad" id={`${id}-fault`}>
          <Icon name="stop" />
          {fault}
        </p>
      )}
    </div>
  );
}

interface TextProps extends Omit<FieldProps, "children"> {
  value: string;
  onInput: (text: string) => void;
  /** Characters it may have; also said beside the label. */
  most?: number;
  isLong?: boolean;
}

export function TextField({ value, onInput, most, isLong = false, ...field }: TextProps) {
  const control = {
    id: field.id,
    value,
    maxLength: most,
    "aria-invalid": !!field.fault,
    "aria-describedby": field.fault ? `${field.id}-fault` : undefined,
  };
  const length = most && value ? t`${value.length} of ${most}` : undefined;
  return (
    <Field {...field} aside={field.aside ?? length}>
      {isLong ? (
        <textarea
          {...control}
          class="area"
          rows={2}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input {...control} class="input" onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </Field>
  );
}

interface ChoicesProps<T extends string> {
  legend: string;
  hint?: string | undefined;
  /** Value and word. */
  options: readonly (readonly [T, string])[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Several of a few, as boxes with words. */
export function Choices<T extends string>({ legend, hint, options, chosen, onChange }: ChoicesProps<T>) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="choices">
        {options.map(([value, word]) => (
          <label key={value} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value),
                )
              }
            />
            <span>
              <Icon name="check" />
              {word}
            </span>
          </label>
        ))}
      </div>
      {hint && <p class="hint">{hint}</p>}
    </fieldset>
  );
}

interface OneOfProps<T extends string> {
  legend: string;
  name: string;
  hint?: string | undefined;
  options: readonly (readonly [T, string])[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few. */
export function OneOf<T extends string>({ legend, name, hint, options, value, onChange }: OneOfProps<T>) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="choices">
        {options.map(([option, word]) => (
          <label key={option} class="choice">
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            <span>
              <Icon name="check" />
              {word}
            </span>
          </label>
        ))}
      </div>
      {hint && <p class="hint">{hint}</p>}
    </fieldset>
  );
}
