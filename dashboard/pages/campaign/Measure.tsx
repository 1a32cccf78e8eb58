import { type Attribution, type Goal, MAX_WINDOW_DAYS, USUAL_ATTRIBUTION } from "../../../model/campaign.ts";
import { Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { change, changeBudget, changeGroup, draft, faultAt } from "./state.ts";

const GOALS: { [Kind in Goal["kind"]]: { label: string; begin: Extract<Goal, { kind: Kind }> } } = {
  order: { label: t`An order`, begin: { kind: "order" } },
  click: { label: t`A click on it`, begin: { kind: "click" } },
  answer: { label: t`An answer`, begin: { kind: "answer" } },
  sign_up: { label: t`A sign-up`, begin: { kind: "sign_up" } },
  event: { label: t`An event`, begin: { kind: "event", event: "" } },
};

function GoalFields() {
  const { goal = GOALS.order.begin } = draft.value!;
  return (
    <div class="two">
      <OneOf
        legend={t`What it is for`}
        name="goal"
        options={Object.entries(GOALS).map(([kind, { label }]) => [kind as Goal["kind"], label] as const)}
        value={goal.kind}
        onChange={(kind) => change({ goal: GOALS[kind].begin })}
        hint={t`Results lead with the share of visitors who get there; what it adds in revenue stands below.`}
      />
      {goal.kind === "event" && (
        <TextField
          id="goal-event"
          label={t`Name of the event`}
          hint={t`The shop’s own, as told by impuls('track', …), or such as add_to_cart.`}
          fault={faultAt("goal.event")}
          most={40}
          value={goal.event}
          onInput={(event) => change({ goal: { kind: "event", event } })}
        />
      )}
    </div>
  );
}

export function Measure() {
  const {
    holdoutShare,
    priority,
    budget,
    variants,
    exclusionGroup = "",
    attribution = USUAL_ATTRIBUTION,
  } = draft.value!;
  const hasCode = variants.some(({ content }) => content.blocks.some(({ kind }) => kind === "coupon"));
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
    <>
      <GoalFields />
      <div class="two">
        <Field
          id="holdout"
          label={t`See nothing, %`}
          hint={t`Visitors who qualify and are shown nothing: against them it is measured.`}
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
          label={t`Priority, 0 to 100`}
          hint={t`The greater wins where two campaigns want the same placement.`}
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
        <TextField
          id="group"
          label={t`Group`}
          aside={exclusionGroup ? undefined : t`optional`}
          hint={t`Of the campaigns of a group at most one shows on a page.`}
          value={exclusionGroup}
          most={40}
          fault={faultAt("exclusionGroup")}
          onInput={changeGroup}
        />
        {hasCode && (
          <Field
            id="budget"
            label={t`Codes it may give`}
            aside={budget === undefined ? t`optional` : undefined}
            hint={t`Empty: as many as the pool may.`}
            fault={faultAt("budget")}
          >
            <input
              class="input"
              id="budget"
              type="number"
              min={1}
              value={budget ?? ""}
              onInput={({ currentTarget: { valueAsNumber, value } }) =>
                changeBudget(value === "" ? undefined : valueAsNumber)
              }
            />
          </Field>
        )}
        {days("clickDays", t`A click earns an order for, days`)}
        {days("viewDays", t`A view earns an order for, days`)}
      </div>
    </>
  );
}
