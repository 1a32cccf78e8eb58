import { TextField } from "../../../components/field/Field.tsx";
import { draft } from "../state.ts";
import type { KindEntry } from "./kind.ts";

export const countdown: KindEntry<"countdown"> = {
  label: "Countdown",
  isForBar: false,
  begin: () => ({ kind: "countdown", label: "Ends" }),
  Editor: ({ block: { label }, change, idOf, faultOf }) => (
    <TextField
      id={idOf("label")}
      label="Words before the date"
      value={label}
      most={60}
      hint={
        draft.value?.schedule.until === undefined
          ? "It counts down to the campaign’s end: give it one under When."
          : "It counts down to the campaign’s end, by the edge’s clock, and never starts anew."
      }
      fault={faultOf("label")}
      onInput={(words) => change({ label: words })}
    />
  ),
};
