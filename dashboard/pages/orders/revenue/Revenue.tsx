import { useEffect } from "preact/hooks";
import type { Revenue as Policy, RateList } from "../../../../model/report.ts";
import { Choices, Field } from "../../../components/field/Field.tsx";
import { Icon } from "../../../components/icon/Icon.tsx";
import { Only } from "../../../components/only/Only.tsx";
import { Empty, Panel } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayCount, sayDay, sayList } from "../../../format.ts";
import { now } from "../../../site.ts";
import { t } from "../../../words.ts";
import { add, fault, load, rates, remove, revenue, save } from "./state.ts";

/** What an order is worth to the shop: with what, in which currency, at which rates. */
export function Revenue() {
  useEffect(load, []);
  return (
    <div class="order-cols even">
      <section aria-label={t`What counts as revenue`}>
        <h2 class="h2">{t`What counts as revenue`}</h2>
        <Panel of={revenue} what={t`The policy`} lines={4}>
          {(policy) => (
            <Only to="edit">
              <PolicyForm policy={policy} />
            </Only>
          )}
        </Panel>
      </section>
      <section aria-label={t`Rates`}>
        <h2 class="h2">{t`Rates`}</h2>
        <Panel of={rates} what={t`The rates`} lines={4}>
          {(list) => (
            <Only to="edit">
              <Rates list={list} />
            </Only>
          )}
        </Panel>
      </section>
    </div>
  );
}

type Part = "tax" | "shipping";

function PolicyForm({ policy }: { policy: Policy }) {
  const left: Part[] = [
    ...(policy.isWithoutTax ? (["tax"] as const) : []),
    ...(policy.isWithoutShipping ? (["shipping"] as const) : []),
  ];
  return (
    <div class="import">
      <Choices
        legend={t`Leave out of an order’s value`}
        options={[
          ["tax", t`Tax`],
          ["shipping", t`Delivery`],
        ]}
        chosen={left}
        hint={t`Taken from each order’s own amounts. Where no door told them, the order counts as it is. All sums, buyers and scores follow at once.`}
        onChange={(chosen) =>
          void save({
            ...policy,
            isWithoutTax: chosen.includes("tax"),
            isWithoutShipping: chosen.includes("shipping"),
          })
        }
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const currency = String(new FormData(event.currentTarget).get("currency")).toUpperCase();
          void save({ ...policy, currency });
        }}
      >
        <Field
          id="reporting-currency"
          label={t`Reporting currency`}
          hint={t`Orders in other currencies count by the rates beside, and are left out where there is none.`}
        >
          <div class="acts">
            <input
              id="reporting-currency"
              name="currency"
              class="input short"
              required
              pattern="[A-Za-z]{3}"
              maxLength={3}
              defaultValue={policy.currency}
            />
            <button type="submit" class="btn">{t`Change`}</button>
          </div>
        </Field>
      </form>
    </div>
  );
}

function Rates({ list }: { list: RateList }) {
  return (
    <div class="import">
      {list.missing.length > 0 && (
        <p class="msg warn">
          <Icon name="warning" />
          {t`Left out for want of a rate:`}{" "}
          {sayList(
            list.missing.map(({ currency, orders }) => t`${sayCount(orders, "order")} in ${currency}`),
          )}
          .
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void add(String(new FormData(form).get("rates"))).then((isTaken) => isTaken && form.reset());
        }}
      >
        <Field
          id="new-rates"
          label={t`Add rates`}
          hint={t`A line each: day, currency, and what one of it is in ${list.currency}. Such as 2026-11-22,USD,0.8612. It holds until the next day named.`}
          fault={fault.value || undefined}
        >
          <textarea id="new-rates" name="rates" class="area code" rows={3} required />
        </Field>
        <div class="acts">
          <button type="submit" class="btn">{t`Add rates`}</button>
        </div>
      </form>
      {list.rates.length === 0 ? (
        <Empty
          icon="scale"
          title={t`No rates`}
          text={t`Without one, orders in other currencies than ${list.currency} are left out of sums.`}
        />
      ) : (
        <Table
          caption={t`Rates in ${list.currency}`}
          isCompact
          rows={list.rates}
          keyOf={({ currency, day }) => currency + day}
          columns={[
            { name: t`Currency`, isRowHead: true, of: ({ currency }) => currency },
            { name: t`From`, class: "num", of: ({ day }) => sayDay(Date.parse(day), "UTC", now.value) },
            { name: t`In ${list.currency}`, isNumber: true, of: ({ rate }) => rate },
            {
              name: t`Action`,
              isNumber: true,
              isUnheaded: true,
              of: (rate) => (
                <button
                  type="button"
                  class="btn small only-icon quiet"
                  aria-label={t`Remove the rate of ${rate.currency} from ${rate.day}`}
                  onClick={() => void remove(rate)}
                >
                  <Icon name="close" />
                </button>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
