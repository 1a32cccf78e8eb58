import { useState } from "preact/hooks";
import { ROLES, type Role } from "../../../model/role.ts";
import { Field, TextField } from "../../components/field/Field.tsx";
import { capital } from "../../format.ts";
import { ROLE_WORDS } from "../../role-words.ts";
import { t } from "../../words.ts";
import { invite } from "./state.ts";

/** A name and a role; what comes is a link to hand over. */
export function Invite() {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const send = async () => {
    if (name.trim() !== "" && (await invite({ name: name.trim(), role }))) setName("");
  };
  return (
    <section class="section" aria-label={t`Invite`}>
      <h2 class="h2">
        {t`Invite`} <small>{t`no password and no e-mail: a link that opens once`}</small>
      </h2>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField id="member-name" label={t`Name`} most={60} value={name} onInput={setName} />
        <Field id="member-role" label={t`Role`}>
          <select
            class="select"
            id="member-role"
            value={role}
            onChange={({ currentTarget: { value } }) => setRole(value as Role)}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {capital(ROLE_WORDS[one])}
              </option>
            ))}
          </select>
        </Field>
        <button
          type="submit"
          class="btn primary"
          disabled={name.trim() === ""}
          title={name.trim() === "" ? t`Name them first` : undefined}
        >{t`Invite`}</button>
      </form>
    </section>
  );
}
