import { Field } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { change, changeShare, draft, faultAt } from "./state.ts";

const percent = (share: number) => (Number.isFinite(share) ? Math.round(share * 1000) / 10 : "");

/** Who gets nothing, and who gets which variant. */
export function Measure() {
  const { holdoutShare, variants } = draft.value!;
  return (
    <>
      <Field
        id="holdout"
        label={t`Get nothing, %`}
        hint={t`Subscribers it is for and who are left out: against them it is measured.`}
        fault={faultAt("holdoutShare")}
      >
        <input
          class="input"
          id="holdout"
          type="number"
          min={0}
          max={100}
          value={percent(holdoutShare)}
          onInput={(event) => change({ holdoutShare: event.currentTarget.valueAsNumber / 100 })}
        />
      </Field>
      {variants.length > 1 && (
        <fieldset class="field shares">
          <legend>{t`Of the others, % for each variant`}</legend>
          <div class="inline">
            {variants.map(({ id, share }) => (
              <label key={id}>
                {id.toUpperCase()}
                <input
                  class="input"
                  type="number"
                  min={0}
                  max={100}
                  value={percent(share)}
                  onInput={(event) => changeShare(id, event.currentTarget.valueAsNumber / 100)}
                />
              </label>
            ))}
          </div>
          {faultAt("shares") && <p class="msg bad">{faultAt("shares")}</p>}
        </fieldset>
      )}
    </>
  );
}
