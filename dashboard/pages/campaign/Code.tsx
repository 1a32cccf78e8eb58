import { useEffect } from "preact/hooks";
import { Field, TextField } from "../../components/field/Field.tsx";
import { hrefOf } from "../../route.ts";
import { pools } from "../coupons/state.ts";
import { changeFields, draft, fields } from "./state.ts";

/** A code of a pool, for each visitor their own. */
export function Code({ faultOf }: { faultOf: (kind: string, field: string) => string }) {
  useEffect(() => void pools.load(), []);
  const { pool, couponLabel } = fields.value!;
  const known = pools.value.value?.pools ?? [];
  if (!pool && known.length === 0) return null;
  const isLost = pool !== "" && pools.value.value && !known.some(({ id }) => id === pool);
  return (
    <div class="two">
      <Field
        id="pool"
        label="A code"
        fault={isLost ? "This pool is not there any more." : faultOf("coupon", "pool")}
        hint={
          pool && draft.value?.role === "help" ? (
            "Make it an offer: help shows on cart and checkout pages as well, where no code may."
          ) : (
            <>
              From <a href={hrefOf("coupons")}>your pools</a>, one a person.
            </>
          )
        }
      >
        <select
          id="pool"
          class="select"
          value={pool}
          onChange={({ currentTarget: { value } }) => changeFields({ pool: value })}
        >
          <option value="">None</option>
          {isLost && <option value={pool}>{pool}</option>}
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {pool && (
        <TextField
          id="coupon-label"
          label="Words on its button"
          value={couponLabel}
          most={40}
          fault={faultOf("coupon", "label")}
          onInput={(label) => changeFields({ couponLabel: label })}
        />
      )}
    </div>
  );
}
