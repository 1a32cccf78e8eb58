import type { CouponPool } from "../../../model/coupon.ts";
import { dateOf, dayAt, dayIn, startOfDay } from "../../../model/shop-day.ts";
import { Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { NotYours } from "../../components/not-yours/NotYours.tsx";
import { may, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { change, fault, isBusy, save } from "./state.ts";

const faultAt = (field: string) =>
  fault.value?.field === field ? t`Expected ${fault.value.expected}.` : undefined;

/** On which terms a code is given. */
export function Terms({ pool: { name, expiresAt, validDays, budget, needsCustomer } }: { pool: CouponPool }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        id="pool-name"
        label={t`Name`}
        most={80}
        hint={t`For you and your colleagues. Visitors see the code and what the campaign says of it.`}
        value={name}
        onInput={(text) => change({ name: text })}
        fault={faultAt("name")}
      />
      <div class="two">
        <Field
          id="pool-end"
          label={t`Ends before`}
          aside={t`optional`}
          hint={t`As your shop has it: nobody is shown a code it refuses.`}
          fault={faultAt("expiresAt")}
        >
          <input
            class="input"
            id="pool-end"
            type="date"
            value={expiresAt ? dateOf(dayIn(expiresAt, zone.value)) : ""}
            onInput={({ currentTarget: { value } }) =>
              change({ expiresAt: value ? startOfDay(dayAt(value), zone.value) : null })
            }
          />
        </Field>
        <Field
          id="pool-days"
          label={t`Each code holds for days`}
          aside={t`optional`}
          hint={t`Beyond the day it is given. Your shop is told the end by the webhook “Code given”.`}
          fault={faultAt("validDays")}
        >
          <input
            class="input"
            id="pool-days"
            type="number"
            min={1}
            max={365}
            value={validDays ?? ""}
            onInput={({ currentTarget: { value } }) => change({ validDays: value ? Number(value) : null })}
          />
        </Field>
        <Field id="pool-budget" label={t`Give at most`} aside={t`optional`} fault={faultAt("budget")}>
          <input
            class="input"
            id="pool-budget"
            type="number"
            min={1}
            value={budget ?? ""}
            onInput={({ currentTarget: { value } }) => change({ budget: value ? Number(value) : null })}
          />
        </Field>
      </div>
      <OneOf
        legend={t`Who may have one`}
        name="pool-who"
        hint={
          needsCustomer
            ? t`One a customer, in however many browsers: for codes worth money.`
            : t`One a browser. Who empties it may have another.`
        }
        options={[
          ["visitor", t`Any visitor the campaign reaches`],
          ["customer", t`Only customers your shop has named`],
        ]}
        value={needsCustomer ? "customer" : "visitor"}
        onChange={(who) => change({ needsCustomer: who === "customer" })}
      />
      <p class="acts">
        {may("edit") ? (
          <button type="submit" class="btn primary" disabled={isBusy.value}>{t`Save`}</button>
        ) : (
          <NotYours to="edit" />
        )}
      </p>
    </form>
  );
}
