import { Field, TextField } from "../../../components/field/Field.tsx";
import { majorOf, minorOf, unitOf } from "../../../format.ts";
import { currency } from "../../../site.ts";
import { t } from "../../../words.ts";
import { changeContent, shown } from "../state.ts";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

export const progress: KindEntry<"progress"> = {
  label: t`Progress of the cart`,
  isForBar: true,
  begin: (unit) => ({
    kind: "progress",
    thresholdMinor: minorOf(80, unit),
    label: t`On the way to free delivery`,
  }),
  Editor: ({ block: { thresholdMinor, label }, change, idOf, faultOf }) => {
    const { reached = "" } = shown.value!.content;
    return (
      <div class="two">
        <Field
          id={idOf("threshold")}
          label={t`Towards, ${unitOf(currency.value)}`}
          fault={faultOf("thresholdMinor")}
        >
          <Whole
            id={idOf("threshold")}
            value={majorOf(thresholdMinor, currency.value)}
            onInput={(major) => change({ thresholdMinor: minorOf(major, currency.value) })}
          />
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
