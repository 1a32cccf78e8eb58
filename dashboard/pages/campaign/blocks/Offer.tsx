import type { Offer } from "../../../../model/content.ts";
import { Field, TextField } from "../../../components/field/Field.tsx";
import { majorOf, minorOf, unitOf } from "../../../format.ts";
import { currency } from "../../../site.ts";
import { t } from "../../../words.ts";
import { Whole } from "../When.tsx";
import type { EditorProps, KindEntry } from "./kind.ts";

const OFFERS: { [Kind in Offer["kind"]]: { label: string; begin: (currency: string) => Offer } } = {
  percent: { label: t`A part of the price`, begin: () => ({ kind: "percent", percent: 10 }) },
  amount: {
    label: t`An amount off`,
    begin: (unit) => ({ kind: "amount", amountMinor: minorOf(10, unit), currency: unit }),
  },
  bundle: { label: t`So many for the price of fewer`, begin: () => ({ kind: "bundle", get: 3, pay: 2 }) },
  product_price: {
    label: t`A price of one product`,
    begin: (unit) => ({ kind: "product_price", priceMinor: minorOf(50, unit), currency: unit }),
  },
  complement_price: {
    label: t`A complement at a lower price`,
    begin: (unit) => ({ kind: "complement_price", priceMinor: minorOf(10, unit), currency: unit }),
  },
  perk: { label: t`A perk, no money`, begin: () => ({ kind: "perk", title: "" }) },
};

export const offer: KindEntry<"offer"> = {
  label: t`Offer`,
  isForBar: false,
  begin: () => ({ kind: "offer", offer: { kind: "percent", percent: 10 }, conditions: "" }),
  Editor: (props) => {
    const { block, change, idOf, faultOf } = props;
    const { offer: given, text = "", conditions } = block;
    return (
      <>
        <div class="two">
          <Field id={idOf("kind")} label={t`What is offered`}>
            <select
              id={idOf("kind")}
              class="select"
              value={given.kind}
              onChange={({ currentTarget: { value } }) =>
                change({ offer: OFFERS[value as Offer["kind"]].begin(currency.value) })
              }
            >
              {Object.entries(OFFERS).map(([kind, { label }]) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
            </select>
          </Field>
          <Figure {...props} />
        </div>
        <TextField
          id={idOf("text")}
          label={t`What it is worth`}
          aside={text ? undefined : t`optional`}
          value={text}
          most={120}
          fault={faultOf("text")}
          onInput={(words) => change({ text: words || undefined })}
        />
        <TextField
          id={idOf("conditions")}
          label={t`Conditions`}
          value={conditions}
          most={200}
          hint={t`Always in view, under the offer: until when, for whom, on what.`}
          fault={faultOf("conditions")}
          onInput={(words) => change({ conditions: words })}
        />
      </>
    );
  },
};

/** The number, or words, of each kind of offer. */
function Figure({ block: { offer: given }, change, idOf, faultOf }: EditorProps<"offer">) {
  const put = (changed: Offer) => change({ offer: changed });
  const number = (label: string, field: string, value: number, onInput: (value: number) => void) => (
    <Field id={idOf(field)} label={label} fault={faultOf(`offer.${field}`)}>
      <Whole id={idOf(field)} value={value} onInput={onInput} />
    </Field>
  );
  switch (given.kind) {
    case "percent":
      return number(t`Percent off`, "percent", given.percent, (percent) => put({ ...given, percent }));
    case "amount":
      return number(
        t`Off, ${unitOf(given.currency)}`,
        "amountMinor",
        majorOf(given.amountMinor, given.currency),
        (major) => put({ ...given, amountMinor: minorOf(major, given.currency) }),
      );
    case "bundle":
      return (
        <div class="two">
          {number(t`They get`, "get", given.get, (get) => put({ ...given, get }))}
          {number(t`They pay`, "pay", given.pay, (pay) => put({ ...given, pay }))}
        </div>
      );
    case "product_price":
    case "complement_price":
      return number(
        t`Price, ${unitOf(given.currency)}`,
        "priceMinor",
        majorOf(given.priceMinor, given.currency),
        (major) => put({ ...given, priceMinor: minorOf(major, given.currency) }),
      );
    case "perk":
      return (
        <TextField
          id={idOf("title")}
          label={t`The perk`}
          value={given.title}
          most={30}
          fault={faultOf("offer.title")}
          onInput={(title) => put({ ...given, title })}
        />
      );
  }
}
