import { useState } from "preact/hooks";
import type { ServerAccess } from "../../../model/report.ts";
import { KEY_SCOPES, type KeyScope } from "../../../model/role.ts";
import { Confirm } from "../../components/dialog/Confirm.tsx";
import { Field, TextField } from "../../components/field/Field.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayMoment } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { addKey, freshKey, removeKey } from "./state.ts";

const SCOPE_WORDS: Record<KeyScope, string> = {
  server: t`A server: tells events and orders`,
  viewer: t`Automation that reads`,
  editor: t`Automation that edits`,
};

/** Keys by which the shop's server signs in, and the secret by which it says who a visitor is. */
export function Keys({ access: { keys, identitySecret } }: { access: ServerAccess }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<KeyScope>("server");
  /** About to be deleted. */
  const [leaving, setLeaving] = useState<ServerAccess["keys"][number]>();
  return (
    <>
      {freshKey.value && (
        <p class="fresh" role="status">
          {t`Copy the key now, it is not shown again: ${<code>{freshKey.value}</code>}`}
        </p>
      )}
      {keys.length > 0 && (
        <Table
          caption={t`Keys`}
          isCompact
          rows={keys}
          keyOf={({ hash }) => hash}
          columns={[
            { name: t`Key`, isRowHead: true, of: (key) => key.name },
            { name: t`For`, of: (key) => SCOPE_WORDS[key.scope] },
            {
              name: t`Made`,
              of: ({ createdAt }) => sayMoment(createdAt, zone.value, now.value),
            },
            {
              name: "",
              of: (key) => (
                <button
                  type="button"
                  class="btn small"
                  aria-label={t`Delete the key ${key.name}`}
                  onClick={() => setLeaving(key)}
                >{t`Delete`}</button>
              ),
            },
          ]}
        />
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          void addKey(name.trim(), scope);
          setName("");
        }}
      >
        <TextField
          id="key-name"
          label={t`A new key`}
          hint={t`Name what will use it: the shop, a till, an app. It is the write key of Segment's libraries too.`}
          most={60}
          value={name}
          onInput={setName}
        />
        <Field id="key-scope" label={t`For`}>
          <select
            class="select"
            id="key-scope"
            value={scope}
            onChange={({ currentTarget: { value } }) => setScope(value as KeyScope)}
          >
            {KEY_SCOPES.map((one) => (
              <option key={one} value={one}>
                {SCOPE_WORDS[one]}
              </option>
            ))}
          </select>
        </Field>
        <button type="submit" class="btn">{t`Make it`}</button>
      </form>
      {leaving && (
        <Confirm
          title={t`Delete the key ${leaving.name}?`}
          verb={t`Delete the key`}
          onConfirm={() => {
            setLeaving(undefined);
            void removeKey(leaving.hash);
          }}
          onClose={() => setLeaving(undefined)}
        >
          <p>{t`Whatever signs in with it is refused from then on. A deleted key cannot be had back.`}</p>
        </Confirm>
      )}
      <details>
        <summary>{t`Secret for signing who a visitor is`}</summary>
        <p>
          <code>{identitySecret}</code>
        </p>
        <p class="hint">{t`For your server alone. Who has it can say that anybody is your customer.`}</p>
      </details>
    </>
  );
}
