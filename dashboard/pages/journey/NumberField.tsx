import type { ComponentChildren } from "preact";
import { Field } from "../../components/field/Field.tsx";

interface Props {
  id: string;
  label: string;
  hint?: ComponentChildren;
  aside?: string | undefined;
  fault?: string | undefined;
  /** Not a number: the field is empty, which is a fault unless `onEmpty` is given. */
  value: number;
  least?: number;
  onInput: (value: number) => void;
  onEmpty?: () => void;
}

/** A whole number with its label. */
export function NumberField({ value, least = 1, onInput, onEmpty, ...field }: Props) {
  return (
    <Field {...field}>
      <input
        class="input"
        id={field.id}
        type="number"
        min={least}
        value={Number.isFinite(value) ? value : ""}
        onInput={({ currentTarget: { valueAsNumber } }) =>
          Number.isNaN(valueAsNumber) && onEmpty ? onEmpty() : onInput(valueAsNumber)
        }
      />
    </Field>
  );
}
