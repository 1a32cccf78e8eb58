import { dateOf, dayAt, dayIn, startOfDay } from "../../../model/shop-day.ts";
import { Field, OneOf } from "../../components/field/Field.tsx";
import { zone } from "../../site.ts";
import { change, draft, faultAt } from "./state.ts";

export function When() {
  const { trigger, schedule, cap } = draft.value!;
  return (
    <>
      <div class="two">
        <OneOf
          legend="It comes"
          name="trigger"
          options={[
            ["at_once", "At once"],
            ["engaged", "After some attention"],
          ]}
          value={trigger.kind}
          onChange={(kind) =>
            change({ trigger: kind === "at_once" ? { kind } : { kind: "engaged", seconds: 8 } })
          }
        />
        {trigger.kind === "engaged" && (
          <Field id="seconds" label="Seconds of attention" fault={faultAt("trigger.seconds")}>
            <Whole
              id="seconds"
              value={trigger.seconds}
              onInput={(seconds) => change({ trigger: { kind: "engaged", seconds } })}
            />
          </Field>
        )}
      </div>
      <div class="two">
        <Field id="from" label="First day" aside="optional">
          <input
            class="input"
            id="from"
            type="date"
            value={schedule.from ? dateOf(dayIn(schedule.from, zone.value)) : ""}
            onInput={(event) => {
              const { from: _, ...rest } = schedule;
              const day = event.currentTarget.value;
              change({ schedule: day ? { ...rest, from: startOfDay(dayAt(day), zone.value) } : rest });
            }}
          />
        </Field>
        <Field id="until" label="Ends before" aside="optional">
          <input
            class="input"
            id="until"
            type="date"
            value={schedule.until ? dateOf(dayIn(schedule.until, zone.value)) : ""}
            onInput={(event) => {
              const { until: _, ...rest } = schedule;
              const day = event.currentTarget.value;
              change({ schedule: day ? { ...rest, until: startOfDay(dayAt(day), zone.value) } : rest });
            }}
          />
        </Field>
      </div>
      <OneOf
        legend="How often"
        name="cap"
        options={[
          ["capped", "At most so often"],
          ["free", "As often as it fits"],
        ]}
        value={cap ? "capped" : "free"}
        onChange={(kind) => change({ cap: kind === "capped" ? { times: 2, days: 7 } : null })}
      />
      {cap && (
        <p class="inline">
          At most
          <Whole
            id="times"
            label="Times"
            value={cap.times}
            onInput={(times) => change({ cap: { ...cap, times } })}
          />
          times in
          <Whole
            id="days"
            label="Days"
            value={cap.days}
            onInput={(days) => change({ cap: { ...cap, days } })}
          />
          days
        </p>
      )}
    </>
  );
}

interface WholeProps {
  id: string;
  label?: string;
  value: number;
  onInput: (value: number) => void;
}
/** A whole number from 1. An empty field is no number, and is said so before publishing. */
export function Whole({ id, label, value, onInput }: WholeProps) {
  return (
    <input
      class="input"
      id={id}
      type="number"
      min={1}
      aria-label={label}
      value={Number.isFinite(value) ? value : ""}
      onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
    />
  );
}
