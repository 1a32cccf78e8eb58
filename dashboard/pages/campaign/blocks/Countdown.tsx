import { TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import { draft } from "../state.ts";
import type { KindEntry } from "./kind.ts";

export const countdown: KindEntry<"countdown"> = {
  label: t`Countdown`,
  isForBar: false,
  begin: () => ({ kind: "countdown", label: t`Ends` }),
  Editor: ({ block: { label }, change, idOf, faultOf }) => (
    <TextField
      id={idOf("label")}
      label={t`Words before the date`}
      value={label}
      most={60}
      hint={
        draft.value?.schedule.until === undefined
          ? t`It counts down to the campaign’s end: give it one under When.`
          : t`It counts down to the campaign’s end, by the edge’s clock, and never starts anew.`
      }
      fault={faultOf("label")}
      onInput={(words) => change({ label: words })}
    />
  ),
};
