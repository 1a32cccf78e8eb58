import { Field } from "../../../components/field/Field.tsx";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

export const wishlist: KindEntry<"wishlist"> = {
  label: "Wishlist",
  isForBar: false,
  begin: () => ({ kind: "wishlist", limit: 6 }),
  Editor: ({ block: { limit }, change, idOf, faultOf }) => (
    <Field
      id={idOf("limit")}
      label="At most"
      hint="The visitor’s own list, kept on their device. Who has none sees nothing of this campaign."
      fault={faultOf("limit")}
    >
      <Whole id={idOf("limit")} value={limit} onInput={(most) => change({ limit: most })} />
    </Field>
  ),
};
