import { Field } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import { Whole } from "../When.tsx";
import type { KindEntry } from "./kind.ts";

export const wishlist: KindEntry<"wishlist"> = {
  label: t`Wishlist`,
  isForBar: false,
  begin: () => ({ kind: "wishlist", limit: 6 }),
  Editor: ({ block: { limit }, change, idOf, faultOf }) => (
    <Field
      id={idOf("limit")}
      label={t`At most`}
      hint={t`The visitor’s own list, kept on their device. Who has none sees nothing of this campaign.`}
      fault={faultOf("limit")}
    >
      <Whole id={idOf("limit")} value={limit} onInput={(most) => change({ limit: most })} />
    </Field>
  ),
};
