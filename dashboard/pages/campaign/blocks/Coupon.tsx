import { useEffect } from "preact/hooks";
import { hrefOf } from "../../../address.ts";
import { Field, TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import { pools } from "../../coupons/state.ts";
import { draft } from "../state.ts";
import type { EditorProps, KindEntry } from "./kind.ts";

/** A code of a pool, for each visitor their own. */
export const coupon: KindEntry<"coupon"> = {
  label: t`Code`,
  isForBar: true,
  begin: () => ({ kind: "coupon", pool: "", label: t`Show my code` }),
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
        label={t`From the pool`}
        fault={isLost ? t`This pool is not there any more.` : faultOf("pool") && t`Choose one.`}
        hint={
          draft.value?.role === "help"
            ? t`Make it an offer: help shows on cart and checkout pages as well, where no code may.`
            : t`One of ${<a href={hrefOf("coupons")}>{t`your pools`}</a>}, a code a person.`
        }
      >
        <select
          id={idOf("pool")}
          class="select"
          value={pool}
          onChange={({ currentTarget: { value } }) => change({ pool: value })}
        >
          <option value="">{t`Choose a pool`}</option>
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
        label={t`Words on its button`}
        value={label}
        most={40}
        fault={faultOf("label")}
        onInput={(words) => change({ label: words })}
      />
    </div>
  );
}
