import type { JourneyTrigger } from "../../../model/journey.ts";
import { RFM_SEGMENTS, rfmSegmentWords } from "../../../model/rfm.ts";
import { Choices, Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayInstant } from "../../journey-words.ts";
import { t } from "../../words.ts";
import { segments } from "../journeys/state.ts";
import { NumberField } from "./NumberField.tsx";
import { PickOne } from "./PickOne.tsx";
import { change, draft, faultAt } from "./state.ts";
import { TRIGGERS } from "./steps.ts";

const set = (trigger: JourneyTrigger) => change({ trigger });

/** The journey's name, and what enrols a visitor. */
export function TriggerForm() {
  const { name, trigger } = draft.value!;
  return (
    <>
      <TextField
        id="name"
        label={t`Name`}
        hint={t`For you; visitors do not see it.`}
        value={name}
        most={80}
        fault={faultAt("name")}
        onInput={(text) => change({ name: text })}
      />
      <div class="two">
        <Field
          id="trigger"
          label={t`It begins with`}
          hint={t`Every delay below counts from it: “after ${sayInstant(trigger)}”.`}
        >
          <select
            class="select"
            id="trigger"
            value={trigger.kind}
            onChange={({ currentTarget: { value } }) => set(TRIGGERS[value as JourneyTrigger["kind"]].begin)}
          >
            {Object.entries(TRIGGERS).map(([kind, { label }]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <TriggerFields trigger={trigger} />
      </div>
      {trigger.kind === "runs_out" && <Uses trigger={trigger} />}
    </>
  );
}

function TriggerFields({ trigger }: { trigger: JourneyTrigger }) {
  switch (trigger.kind) {
    case "segment_enter":
    case "segment_exit":
      return (
        <PickOne
          id="trigger-segment"
          label={t`Segment`}
          fault={faultAt("trigger.segment") && t`Choose one.`}
          value={trigger.segment}
          options={segments.value.value?.segments}
          page="segments"
          toNew={t`New segment`}
          onChange={(segment) => set({ ...trigger, segment })}
        />
      );
    case "event":
      return (
        <TextField
          id="trigger-event"
          label={t`Name of the event`}
          hint={t`As in impuls('track', 'size_guide').`}
          value={trigger.event}
          most={40}
          fault={faultAt("trigger.event")}
          onInput={(event) => set({ ...trigger, event })}
        />
      );
    case "cart_left":
      return (
        <p class="hint">{t`Something lies in the cart. The last sign of the visitor counts as leaving it; who comes back before the first step is waited for anew.`}</p>
      );
    case "order":
      return (
        <NumberField
          id="trigger-nth"
          label={t`Which order of a visitor`}
          aside={trigger.nth === undefined ? t`optional` : undefined}
          hint={t`1 for the first. Empty: every one.`}
          value={trigger.nth ?? Number.NaN}
          fault={faultAt("trigger.nth")}
          onInput={(nth) => set({ kind: "order", nth })}
          onEmpty={() => set({ kind: "order" })}
        />
      );
    case "date":
      return (
        <>
          <TextField
            id="trigger-trait"
            label={t`Trait that holds the date`}
            hint={t`A date as 1997-01-31.`}
            value={trigger.trait}
            most={64}
            fault={faultAt("trigger.trait")}
            onInput={(trait) => set({ ...trigger, trait })}
          />
          <NumberField
            id="trigger-before"
            label={t`Days before it`}
            least={0}
            hint={t`It begins at 0:00 of your shop.`}
            value={trigger.daysBefore}
            fault={faultAt("trigger.daysBefore")}
            onInput={(daysBefore) => set({ ...trigger, daysBefore })}
          />
          <OneOf
            legend={t`How often`}
            name="trigger-yearly"
            options={[
              ["yearly", t`Every year`],
              ["once", t`Once`],
            ]}
            value={trigger.isYearly ? "yearly" : "once"}
            onChange={(often) => set({ ...trigger, isYearly: often === "yearly" })}
          />
        </>
      );
    case "fall":
      return (
        <Choices
          legend={t`Into any of`}
          options={RFM_SEGMENTS.map((id) => [id, t(rfmSegmentWords[id].name)] as const)}
          chosen={trigger.to}
          onChange={(to) => set({ ...trigger, to })}
          {...(faultAt("trigger.to") && { hint: t`At least one.` })}
        />
      );
    case "runs_out":
      return (
        <NumberField
          id="trigger-usual"
          label={t`Days until it usually runs out`}
          aside={trigger.usualDays === undefined ? t`optional` : undefined}
          hint={t`Empty: only what stands below.`}
          value={trigger.usualDays ?? Number.NaN}
          fault={faultAt("trigger.usualDays")}
          onInput={(usualDays) => set({ ...trigger, usualDays })}
          onEmpty={() => {
            const { usualDays: _, ...rest } = trigger;
            set(rest);
          }}
        />
      );
    case "back_in_stock":
    case "price_drop":
      return (
        <>
          <NumberField
            id="trigger-within"
            label={t`Looked at within, days`}
            value={trigger.withinDays}
            fault={faultAt("trigger.withinDays")}
            onInput={(withinDays) => set({ ...trigger, withinDays })}
          />
          {trigger.kind === "price_drop" && (
            <NumberField
              id="trigger-least"
              label={t`Costs less by at least, %`}
              value={trigger.leastPercent}
              fault={faultAt("trigger.leastPercent")}
              onInput={(leastPercent) => set({ ...trigger, leastPercent })}
            />
          )}
        </>
      );
  }
}

/** By what it is known that something runs out: learned, and by category. */
function Uses({ trigger }: { trigger: Extract<JourneyTrigger, { kind: "runs_out" }> }) {
  const { categories, isLearned } = trigger;
  const put = (changed: typeof categories) => set({ ...trigger, categories: changed });
  const fault = categories
    .flatMap((_, i) => ["category", "days"].map((field) => faultAt(`trigger.categories.${i}.${field}`)))
    .find(Boolean);
  return (
    <>
      <OneOf
        legend={t`First of all`}
        name="trigger-learned"
        options={[
          ["learned", t`The product’s own usual gap between orders`],
          ["set", t`Only what is set here`],
        ]}
        value={isLearned ? "learned" : "set"}
        onChange={(chosen) => set({ ...trigger, isLearned: chosen === "learned" })}
      />
      <fieldset class="field">
        <legend>{t`By category`}</legend>
        {categories.map(({ category, days }, i) => (
          <div key={i} class="use">
            <input
              class="input"
              aria-label={t`Category ${i + 1}`}
              placeholder={t`Care`}
              maxLength={80}
              value={category}
              onInput={(event) => put(categories.with(i, { category: event.currentTarget.value, days }))}
            />
            <input
              class="input"
              type="number"
              min={1}
              aria-label={t`Days until category ${i + 1} runs out`}
              value={Number.isFinite(days) ? days : ""}
              onInput={(event) =>
                put(categories.with(i, { category, days: event.currentTarget.valueAsNumber }))
              }
            />
            <span>{t`days`}</span>
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove category ${i + 1}`}
              onClick={() => put(categories.toSpliced(i, 1))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {fault && <p class="msg bad">{fault}</p>}
        <div>
          <button
            type="button"
            class="btn small"
            onClick={() => put([...categories, { category: "", days: 30 }])}
          >
            <Icon name="plus" />
            {t`Category`}
          </button>
        </div>
      </fieldset>
    </>
  );
}
