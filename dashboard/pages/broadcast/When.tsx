import type { Broadcast } from "../../../model/broadcast.ts";
import { clockIn, dateOf, instantIn } from "../../../model/shop-day.ts";
import { HOUR_MS } from "../../../model/time.ts";
import { hrefOf } from "../../address.ts";
import { Field, OneOf } from "../../components/field/Field.tsx";
import { sayManners } from "../../push-words.ts";
import { now, today, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { change, draft, faultAt, settings } from "./state.ts";

type When = Broadcast["when"];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** What each begins with: an hour from now; tomorrow evening. */
const BEGIN: { [Kind in When["kind"]]: () => When } = {
  now: () => ({ kind: "now" }),
  at: () => ({ kind: "at", at: Math.ceil(now.value / HOUR_MS + 1) * HOUR_MS }),
  local: () => ({ kind: "local", date: dateOf(Date.parse(today.value) / (24 * HOUR_MS) + 1), hour: 18 }),
};

export function When() {
  const { when } = draft.value!;
  return (
    <>
      <OneOf
        legend={t`It goes`}
        name="when"
        options={[
          ["now", t`At once`],
          ["at", t`At a time`],
          ["local", t`At each visitor’s own hour`],
        ]}
        value={when.kind}
        onChange={(kind) => change({ when: BEGIN[kind]() })}
      />
      {when.kind === "at" && (
        <Field
          id="at"
          label={t`Day and time`}
          hint={t`By your shop’s clock, ${zone.value}.`}
          fault={faultAt("when.at")}
        >
          <input
            class="input"
            id="at"
            type="datetime-local"
            value={
              Number.isFinite(when.at)
                ? new Date(clockIn(when.at, zone.value)).toISOString().slice(0, 16)
                : ""
            }
            onInput={({ currentTarget: { value } }) =>
              change({
                when: { kind: "at", at: value ? instantIn(Date.parse(`${value}Z`), zone.value) : Number.NaN },
              })
            }
          />
        </Field>
      )}
      {when.kind === "local" && (
        <div class="two">
          <Field id="date" label={t`Day`} fault={faultAt("when.date")}>
            <input
              class="input"
              id="date"
              type="date"
              value={when.date}
              onInput={({ currentTarget: { value } }) => change({ when: { ...when, date: value } })}
            />
          </Field>
          <Field id="hour" label={t`Hour, where each of them is`}>
            <select
              class="select"
              id="hour"
              value={when.hour}
              onChange={({ currentTarget: { value } }) => change({ when: { ...when, hour: Number(value) } })}
            >
              {HOURS.map((hour) => (
                <option key={hour} value={hour}>
                  {hour}:00
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      {faultAt("when") && <p class="msg bad">{faultAt("when")}</p>}
      <p class="hint">
        {sayManners(settings.value)} <a href={hrefOf("push")}>{t`Change it for all`}</a>
      </p>
    </>
  );
}
