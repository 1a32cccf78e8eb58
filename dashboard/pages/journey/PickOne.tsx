import { Field } from "../../components/field/Field.tsx";
import { hrefOf, type PageName } from "../../route.ts";

interface Props {
  id: string;
  label: string;
  hint?: string;
  fault?: string | undefined;
  value: string;
  options: readonly { id: string; name: string }[] | undefined;
  /** Where one is made, and what it is called. */
  made: { page: PageName; one: string };
  onChange: (id: string) => void;
}

/** One segment, campaign or pool of those there are. One that is gone stays chosen, and is said to be gone. */
export function PickOne({ value, options = [], made, onChange, ...field }: Props) {
  const isGone = value !== "" && options.every(({ id }) => id !== value);
  return (
    <Field
      {...field}
      hint={
        options.length === 0 ? (
          <>
            There is no {made.one} yet. <a href={hrefOf(made.page, "new")}>New {made.one}</a>
          </>
        ) : (
          field.hint
        )
      }
      fault={isGone ? `This ${made.one} has been deleted.` : field.fault}
    >
      <select
        class="select"
        id={field.id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {value === "" && <option value="">Choose a {made.one}</option>}
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
