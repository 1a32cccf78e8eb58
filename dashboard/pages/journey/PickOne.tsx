import { hrefOf, type PageName } from "../../address.ts";
import { Field } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";

interface Props {
  id: string;
  label: string;
  hint?: string;
  fault?: string | undefined;
  value: string;
  options: readonly { id: string; name: string }[] | undefined;
  /** Where one is made; and in words, "New segment". */
  page: PageName;
  toNew: string;
  onChange: (id: string) => void;
}

/** One segment, campaign or pool of those there are. One that is gone stays chosen, and is said to be gone. */
export function PickOne({ value, options = [], page, toNew, onChange, ...field }: Props) {
  const isGone = value !== "" && options.every(({ id }) => id !== value);
  return (
    <Field
      {...field}
      hint={
        options.length === 0 ? t`There is none yet. ${<a href={hrefOf(page, "new")}>{toNew}</a>}` : field.hint
      }
      fault={isGone ? t`This one has been deleted.` : field.fault}
    >
      <select
        class="select"
        id={field.id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {value === "" && <option value="">{t`Choose one`}</option>}
        {isGone && <option value={value}>{value}</option>}
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
