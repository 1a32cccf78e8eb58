import { useEffect } from "preact/hooks";
import { Field, TextField } from "../../../components/field/Field.tsx";
import { hrefOf } from "../../../route.ts";
import { pools } from "../../coupons/state.ts";
import { draft } from "../state.ts";
import type { EditorProps, KindEntry } from "./kind.ts";

/** A code of a pool, for each visitor their own. */
export const coupon: KindEntry<"coupon"> = {
  label: "Code",
  isForBar: true,
  begin: () => ({ kind: "coupon", pool: "", label: "Show my code" }),
  Editor,
};

function Editor({ block: { pool, label }, change, idOf, faultOf }: EditorProps<"coupon">) {
  useEffect(() => void pools.load(), []);
  const known = pools.value.value?.pools ?? [];
  const isLost = pool !== "" && pools.value.value && !known.some(({ id }) => id === pool);
  return (
    <div class="two">
      <Field
        id={idOf("pool")}
        label="From the pool"
        fault={isLost ? "This pool is not there any more." : faultOf("pool") && "Choose one."}
        hint={
          draft.value?.role === "help" ? (
            "Make it an offer: help shows on cart and checkout pages as well, where no code may."
          ) : (
            <>
              One of <a href={hrefOf("coupons")}>your pools</a>, a code a person.
            </>
          )
        }
      >
        <select
          id={idOf("pool")}
          class="select"
          value={pool}
          onChange={({ currentTarget: { value } }) => change({ pool: value })}
        >
          <option value="">Choose a pool</option>
          {isLost && <option value={pool}>{pool}</option>}
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        id={idOf("label")}
        label="Words on its button"
        value={label}
        most={40}
        fault={faultOf("label")}
        onInput={(words) => change({ label: words })}
      />
    </div>
  );
}
