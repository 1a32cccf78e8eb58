import { Field, TextField } from "../../../components/field/Field.tsx";
import { majorOf, minorOf, unitOf } from "../../../format.ts";
import { currency } from "../../../site.ts";
import { t } from "../../../words.ts";
import { changeContent, shown } from "../state.ts";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

/** A threshold of so much; another currency may have other decimals. */
const inCurrency = (currency: string, major: number) => ({
  currency,
  thresholdMinor: minorOf(major, currency),
});

export const progress: KindEntry<"progress"> = {
  label: t`Progress of the cart`,
  isForBar: true,
  begin: (unit) => ({
    kind: "progress",
    thresholdMinor: minorOf(80, unit),
    currency: unit,
    label: t`On the way to free delivery`,
  }),
  Editor: ({ block: { thresholdMinor, currency: unit = currency.value, label }, change, idOf, faultOf }) => {
    const { reached = "" } = shown.value!.content;
    return (
      <div class="two">
        <Field id={idOf("threshold")} label={t`Towards, ${unitOf(unit)}`} fault={faultOf("thresholdMinor")}>
          <Whole
            id={idOf("threshold")}
            value={majorOf(thresholdMinor, unit)}
            onInput={(major) => change(inCurrency(unit, major))}
          />
        </Field>
        <Field
          id={idOf("currency")}
          label={t`Its currency`}
          hint={t`A cart in another one reads the fall-backs.`}
          fault={faultOf("currency")}
        >
          <select
            id={idOf("currency")}
            class="select"
            value={unit}
            onChange={({ currentTarget: { value } }) =>
              change(inCurrency(value, majorOf(thresholdMinor, unit)))
            }
          >
            {[...new Set([currency.value, unit, ...Intl.supportedValuesOf("currency")])].map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        </Field>
        <TextField
          id={idOf("label")}
          label={t`Label`}
          value={label}
          most={90}
          fault={faultOf("label")}
          onInput={(words) => change({ label: words })}
        />
        <TextField
          id={idOf("reached")}
          label={t`Headline once it is reached`}
          aside={reached ? undefined : t`optional`}
          value={reached}
          most={90}
          onInput={(words) => changeContent({ reached: words || undefined })}
        />
      </div>
    );
  },
};
