import { type Attribution, MAX_WINDOW_DAYS, USUAL_ATTRIBUTION } from "../../../model/campaign.ts";
import { Field } from "../../components/field/Field.tsx";
import { change, draft, faultAt } from "./state.ts";

export function Measure() {
  const { holdoutShare, priority, attribution = USUAL_ATTRIBUTION } = draft.value!;
  const days = (field: keyof Attribution, label: string) => (
    <Field id={field} label={label} fault={faultAt(`attribution.${field}`)}>
      <input
        class="input"
        id={field}
        type="number"
        min={0}
        max={MAX_WINDOW_DAYS}
        value={Number.isFinite(attribution[field]) ? attribution[field] : ""}
        onInput={(event) =>
          change({ attribution: { ...attribution, [field]: event.currentTarget.valueAsNumber } })
        }
      />
    </Field>
  );
  return (
    <div class="two">
      <Field
        id="holdout"
        label="See nothing, %"
        hint="Visitors who qualify and are shown nothing: against them it is measured."
        fault={faultAt("holdoutShare")}
      >
        <input
          class="input"
          id="holdout"
          type="number"
          min={0}
          max={100}
          value={Number.isFinite(holdoutShare) ? Math.round(holdoutShare * 1000) / 10 : ""}
          onInput={(event) => change({ holdoutShare: event.currentTarget.valueAsNumber / 100 })}
        />
      </Field>
      <Field
        id="priority"
        label="Priority, 0 to 100"
        hint="The greater wins where two campaigns want the same placement."
        fault={faultAt("priority")}
      >
        <input
          class="input"
          id="priority"
          type="number"
          min={0}
          max={100}
          value={Number.isFinite(priority) ? priority : ""}
          onInput={(event) => change({ priority: event.currentTarget.valueAsNumber })}
        />
      </Field>
      {days("clickDays", "A click earns an order for, days")}
      {days("viewDays", "A view earns an order for, days")}
    </div>
  );
}
