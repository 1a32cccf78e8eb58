import { Field, OneOf } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

const SOURCES = [
  ["viewed", t`Looked at lately`],
  ["cart", t`In the cart`],
  ["bought", t`Bought`],
  ["popular", t`Popular now`],
] as const;

export const products: KindEntry<"products"> = {
  label: t`Products`,
  isForBar: false,
  begin: () => ({ kind: "products", source: "viewed", limit: 3 }),
  Editor: ({ block: { source, limit }, change, idOf, faultOf }) => (
    <div class="two">
      <OneOf
        legend={t`Which products`}
        name={idOf("source")}
        options={SOURCES}
        value={source}
        onChange={(chosen) => change({ source: chosen })}
      />
      <Field id={idOf("limit")} label={t`At most`} fault={faultOf("limit")}>
        <Whole id={idOf("limit")} value={limit} onInput={(most) => change({ limit: most })} />
      </Field>
    </div>
  ),
};
