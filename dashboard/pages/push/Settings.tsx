import { Field, TextField } from "../../components/field/Field.tsx";
import { sayManners } from "../../push-words.ts";
import { t } from "../../words.ts";
import { change, faultAt, isBusy, isChanged, save, settings } from "./state.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** How the shop sends: what holds for every broadcast and every journey. */
export function Settings() {
  const known = settings.value;
  if (!known) return null;
  const { contact = "", icon = "", badge = "", quiet, mostPerDay } = known;
  return (
    <section class="section" aria-label={t`How your shop sends`}>
      <h2 class="h2">{t`How your shop sends`}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="sub manners">{sayManners(known)}</p>
        <div class="two">
          <Hour
            id="quiet-from"
            label={t`Quiet from`}
            value={quiet.from}
            onChange={(from) => change({ quiet: { ...quiet, from } })}
          />
          <Hour
            id="quiet-until"
            label={t`Until`}
            hint={t`The same hour twice: no quiet hours.`}
            value={quiet.until}
            onChange={(until) => change({ quiet: { ...quiet, until } })}
          />
        </div>
        <Field
          id="most-per-day"
          label={t`Most in 24 hours, for one visitor`}
          hint={t`Of all broadcasts and journeys together, 1 to 10. What is over waits.`}
          fault={faultAt("mostPerDay")}
        >
          <input
            class="input"
            id="most-per-day"
            type="number"
            min={1}
            max={10}
            value={Number.isFinite(mostPerDay) ? mostPerDay : ""}
            onInput={(event) => change({ mostPerDay: event.currentTarget.valueAsNumber })}
          />
        </Field>
        <TextField
          id="push-icon"
          label={t`Picture beside the text`}
          aside={icon ? undefined : t`optional`}
          hint={t`Square, 192 pixels, of your shop.`}
          value={icon}
          fault={faultAt("icon")}
          onInput={(address) => change({ icon: address })}
        />
        <TextField
          id="push-badge"
          label={t`Sign in the status line`}
          aside={badge ? undefined : t`optional`}
          hint={t`One colour on nothing, 96 pixels, still clear at 24.`}
          value={badge}
          fault={faultAt("badge")}
          onInput={(address) => change({ badge: address })}
        />
        <TextField
          id="push-contact"
          label={t`Whom a push service may ask`}
          aside={contact ? undefined : t`optional`}
          hint={t`mailto: or https:, of a real host. Empty: the address of your shop. Apple refuses what is not real.`}
          value={contact}
          fault={faultAt("contact")}
          onInput={(address) => change({ contact: address })}
        />
        <p class="acts">
          <button type="submit" class="btn" disabled={isBusy.value || !isChanged.value}>{t`Save`}</button>
        </p>
      </form>
    </section>
  );
}

interface HourProps {
  id: string;
  label: string;
  hint?: string;
  value: number;
  onChange: (hour: number) => void;
}
function Hour({ id, label, hint, value, onChange }: HourProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      <select
        class="select"
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      >
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {hour}:00
          </option>
        ))}
      </select>
    </Field>
  );
}
