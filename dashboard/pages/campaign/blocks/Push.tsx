import { BODY_LENGTH, TITLE_LENGTH } from "../../../../model/limits.ts";
import { TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";

/** Our own question before the browser's, with the notification that would come. */
export const push: KindEntry<"push"> = {
  label: t`Question for notifications`,
  isForBar: false,
  begin: () => ({
    kind: "push",
    sample: {
      title: "{{last_viewed.name|It}} is back",
      body: t`In stock since this morning.`,
    },
    yes: t`Yes, notify me`,
    no: t`Not now`,
  }),
  Editor: ({ block: { sample, yes, no }, change, idOf, faultOf }) => (
    <>
      <TextField
        id={idOf("sample-title")}
        label={t`Title of the notification it shows`}
        value={sample.title}
        most={TITLE_LENGTH}
        hint={t`One that will really come: what they say yes to.`}
        fault={faultOf("sample.title")}
        onInput={(title) => change({ sample: { ...sample, title } })}
      />
      <TextField
        id={idOf("sample-body")}
        label={t`Its text`}
        value={sample.body}
        most={BODY_LENGTH}
        fault={faultOf("sample.body")}
        onInput={(body) => change({ sample: { ...sample, body } })}
      />
      <div class="two">
        <TextField
          id={idOf("yes")}
          label={t`Words of the yes`}
          value={yes}
          most={40}
          hint={t`The browser asks once more after it.`}
          fault={faultOf("yes")}
          onInput={(words) => change({ yes: words })}
        />
        <TextField
          id={idOf("no")}
          label={t`Words of the no`}
          value={no}
          most={40}
          hint={t`Asked again after 30 days; after a second no never.`}
          fault={faultOf("no")}
          onInput={(words) => change({ no: words })}
        />
      </div>
    </>
  ),
};
