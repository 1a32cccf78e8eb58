import { Field, OneOf } from "../../../components/field/Field.tsx";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

const SOURCES = [
  ["viewed", "Looked at lately"],
  ["cart", "In the cart"],
  ["bought", "Bought"],
  ["popular", "Popular now"],
] as const;

export const products: KindEntry<"products"> = {
  label: "Products",
  isForBar: false,
  begin: () => ({ kind: "products", source: "viewed", limit: 3 }),
  Editor: ({ block: { source, limit }, change, idOf, faultOf }) => (
    <div class="two">
      <OneOf
        legend="Which products"
        name={idOf("source")}
        options={SOURCES}
        value={source}
        onChange={(chosen) => change({ source: chosen })}
      />
      <Field id={idOf("limit")} label="At most" fault={faultOf("limit")}>
        <Whole id={idOf("limit")} value={limit} onInput={(most) => change({ limit: most })} />
      </Field>
    </div>
  ),
};
