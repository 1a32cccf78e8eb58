import { useState } from "preact/hooks";
import { TextField } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { nameOrigins, originsFault } from "./state.ts";

/** Whose pages may send: a copy of the tag on another site counts nothing here once they are named. */
export function Origins({ origins }: { origins: string[] }) {
  const [lines, setLines] = useState(origins.join("\n"));
  return (
    <section class="section" aria-label={t`Who may send`}>
      <h2 class="h2">{t`Who may send`}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void nameOrigins(lines);
        }}
      >
        <TextField
          id="start-origins"
          label={t`Origins of your shop`}
          aside={t`one a line`}
          hint={t`Pages of any other origin are then refused, Shopify’s pixel too. Empty: any may send.`}
          isLong
          value={lines}
          onInput={setLines}
          fault={originsFault.value || undefined}
        />
        <button type="submit" class="btn">{t`Save`}</button>
      </form>
    </section>
  );
}
