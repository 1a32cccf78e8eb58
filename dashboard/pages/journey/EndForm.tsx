import { Choices, OneOf } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { segments } from "../journeys/state.ts";
import { NumberField } from "./NumberField.tsx";
import { change, draft, faultAt } from "./state.ts";

/** What ends it before its end, and when a visitor may begin again. */
export function EndForm() {
  const { exits, reentryDays } = draft.value!;
  const options = segments.value.value?.segments.map(({ id, name }) => [id, name] as const) ?? [];
  const again = reentryDays === null ? "never" : reentryDays === 0 ? "each" : "days";
  return (
    <>
      <Choices
        legend={t`It ends early at`}
        options={[
          ["order", t`An order`],
          ["emptiedCart", t`An emptied cart`],
        ]}
        chosen={[
          ...(exits.order ? ["order" as const] : []),
          ...(exits.emptiedCart ? ["emptiedCart" as const] : []),
        ]}
        onChange={(chosen) =>
          change({
            exits: { ...exits, order: chosen.includes("order"), emptiedCart: chosen.includes("emptiedCart") },
          })
        }
      />
      {options.length > 0 && (
        <Choices
          legend={t`Or on leaving any of`}
          options={options}
          chosen={exits.segmentsLeft}
          onChange={(segmentsLeft) => change({ exits: { ...exits, segmentsLeft } })}
        />
      )}
      {faultAt("exits.segmentsLeft") && <p class="msg bad">{faultAt("exits.segmentsLeft")}</p>}
      <OneOf
        legend={t`A visitor begins again`}
        name="reentry"
        options={[
          ["never", t`Never`],
          ["each", t`Each time it begins`],
          ["days", t`After so many days`],
        ]}
        value={again}
        onChange={(chosen) =>
          change({ reentryDays: chosen === "never" ? null : chosen === "each" ? 0 : reentryDays || 30 })
        }
      />
      {again === "days" && (
        <NumberField
          id="reentry-days"
          label={t`Days since it began for them the last time`}
          value={reentryDays ?? 0}
          fault={faultAt("reentryDays")}
          onInput={(days) => change({ reentryDays: days })}
        />
      )}
    </>
  );
}
