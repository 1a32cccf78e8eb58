import type { ValueHealth } from "../../../model/value-report.ts";
import { Field } from "../../components/field/Field.tsx";
import { majorOf, minorOf, unitOf } from "../../format.ts";
import { t } from "../../words.ts";
import { fault, save } from "./state.ts";

/** What an hour costs, how far back, and what the future is worth. */
export function Settings({ known: { settings, currency } }: { known: ValueHealth }) {
  return (
    <section class="section" aria-label={t`Settings`}>
      <h2 class="h2">{t`Reckoned with`}</h2>
      <form
        class="value-settings"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const figure = (name: string) => Number(form.get(name));
          void save({
            hourMinor: minorOf(figure("hour"), currency),
            months: figure("months"),
            discountRate: figure("discount") / 100,
          });
        }}
      >
        <Field id="value-hour" label={t`An hour of service`} aside={unitOf(currency)}>
          <input
            id="value-hour"
            name="hour"
            class="input"
            type="number"
            min="0"
            step="any"
            required
            defaultValue={String(majorOf(settings.hourMinor, currency))}
          />
        </Field>
        <Field id="value-months" label={t`Your own period`} aside={t`months`}>
          <input
            id="value-months"
            name="months"
            class="input"
            type="number"
            min="1"
            max="60"
            required
            defaultValue={String(settings.months)}
          />
        </Field>
        <Field
          id="value-discount"
          label={t`Discount a year`}
          aside="%"
          hint={t`10 makes 110 in a year worth 100 now.`}
          fault={fault.value}
        >
          <input
            id="value-discount"
            name="discount"
            class="input"
            type="number"
            min="0"
            max="100"
            step="any"
            required
            defaultValue={String(settings.discountRate * 100)}
          />
        </Field>
        <button type="submit" class="btn">{t`Save`}</button>
      </form>
    </section>
  );
}
