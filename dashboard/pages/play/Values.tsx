import { Field, TextField } from "../../components/field/Field.tsx";
import { majorOf, minorOf, unitOf } from "../../format.ts";
import { currency } from "../../site.ts";
import { t } from "../../words.ts";
import { Whole } from "../campaign/When.tsx";
import { play, setValues, values } from "./state.ts";

const ADDRESSES = {
  cartHref: t`Address of the cart`,
  deliveryHref: t`Where delivery is explained`,
  returnsHref: t`Where returns are explained`,
  contactHref: t`Where a person can be asked`,
  privacyHref: t`Privacy policy`,
  appHref: t`Address of the app in its store`,
  guideHref: t`How things are used and cared for`,
  reviewHref: t`Where an opinion can be written`,
} as const;
type Address = keyof typeof ADDRESSES;
const isAddress = (name: string): name is Address => name in ADDRESSES;

/** What the play asks of the shop. */
export function Values() {
  const asks: readonly string[] = play.value!.asks;
  const { freeFromMinor, percent, controller } = values.value;
  return (
    <>
      {asks.includes("percent") && (
        <Field id="percent" label={t`Off the first order, %`}>
          <Whole id="percent" value={percent} onInput={(of) => setValues({ percent: of })} />
        </Field>
      )}
      {asks.includes("freeFromMinor") && (
        <Field id="free-from" label={t`Delivery is free from, ${unitOf(currency.value)}`}>
          <Whole
            id="free-from"
            value={majorOf(freeFromMinor, currency.value)}
            onInput={(major) => setValues({ freeFromMinor: minorOf(major, currency.value) })}
          />
        </Field>
      )}
      {asks.includes("controller") && (
        <TextField
          id="controller"
          label={t`Who is responsible for the addresses`}
          hint={t`The firm’s full name and its place; visitors read it beside the consent.`}
          value={controller}
          most={120}
          onInput={(text) => setValues({ controller: text })}
        />
      )}
      {asks.filter(isAddress).map((name) => (
        <TextField
          key={name}
          id={name}
          label={ADDRESSES[name]}
          aside={/^(delivery|returns|contact|guide|review)/.test(name) ? t`optional` : undefined}
          value={values.value[name]}
          most={500}
          onInput={(text) => setValues({ [name]: text })}
        />
      ))}
    </>
  );
}
