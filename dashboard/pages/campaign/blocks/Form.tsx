import { type BlockOf, CONTACTS, type FormField } from "../../../../model/content.ts";
import { Field, TextField } from "../../../components/field/Field.tsx";
import { Icon } from "../../../components/icon/Icon.tsx";
import { sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";
import type { EditorProps, KindEntry } from "./kind.ts";
import { Sending } from "./Questions.tsx";

const TYPES: Record<FormField["type"], string> = {
  text: t`Words`,
  number: t`Number`,
  date: t`Day`,
  email: "E-mail",
  tel: t`Telephone`,
};
const MOST_FIELDS = 6;
const NO_CONSENT = { text: "", controller: "", privacyHref: "/privacy/" };
const isContact = ({ type }: FormField) => (CONTACTS as readonly string[]).includes(type);

export const form: KindEntry<"form"> = {
  label: t`Form`,
  isForBar: false,
  begin: () => ({
    kind: "form",
    fields: [{ name: "email", label: t`E-mail`, type: "email", isRequired: true }],
    consent: NO_CONSENT,
    send: t`Send`,
    thanks: t`Thank you.`,
  }),
  Editor,
};

function Editor({ block, change, idOf, faultOf }: EditorProps<"form">) {
  const { fields, consent, send, thanks } = block;
  const needsConsent = fields.some(isContact);
  const put = (changed: FormField[]) =>
    change({ fields: changed, ...(changed.some(isContact) && !consent && { consent: NO_CONSENT }) });
  return (
    <>
      {fields.map((field, at) => (
        <OneField
          key={at}
          field={field}
          number={sayNumber(at + 1)}
          isOnly={fields.length === 1}
          onChange={(changed) => put(fields.map((old, n) => (n === at ? changed : old)))}
          onRemove={() => put(fields.filter((_, n) => n !== at))}
          idOf={(part) => idOf(`${at}-${part}`)}
          faultOf={(part) => faultOf(`fields.${at}.${part}`)}
        />
      ))}
      {fields.length < MOST_FIELDS && (
        <div>
          <button
            type="button"
            class="btn small"
            onClick={() => put([...fields, { name: "", label: "", type: "text", isRequired: false }])}
          >
            <Icon name="plus" />
            {t`Field`}
          </button>
        </div>
      )}
      {consent && <Consent consent={consent} change={change} idOf={idOf} faultOf={faultOf} />}
      <div>
        {!consent && (
          <button type="button" class="btn small" onClick={() => change({ consent: NO_CONSENT })}>
            <Icon name="plus" />
            {t`Consent`}
          </button>
        )}
        {consent && !needsConsent && (
          <button
            type="button"
            class="btn small"
            onClick={() => change({ consent: undefined })}
          >{t`Ask without consent`}</button>
        )}
      </div>
      <Sending send={send} thanks={thanks} change={change} idOf={idOf} faultOf={faultOf} />
    </>
  );
}

interface FieldProps extends Pick<EditorProps<"form">, "idOf" | "faultOf"> {
  field: FormField;
  number: string;
  isOnly: boolean;
  onChange: (field: FormField) => void;
  onRemove: () => void;
}
function OneField({ field, number, isOnly, onChange, onRemove, idOf, faultOf }: FieldProps) {
  return (
    <fieldset class="question">
      <legend>
        {t`Field ${number}`}
        <button
          type="button"
          class="btn quiet only-icon small"
          aria-label={t`Remove field ${number}`}
          disabled={isOnly}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </legend>
      <div class="two">
        <TextField
          id={idOf("label")}
          label={t`Label`}
          value={field.label}
          most={60}
          fault={faultOf("label")}
          onInput={(label) => onChange({ ...field, label })}
        />
        <TextField
          id={idOf("name")}
          label={t`Kept as`}
          value={field.name}
          most={64}
          fault={faultOf("name")}
          onInput={(name) => onChange({ ...field, name })}
        />
      </div>
      <div class="two">
        <Field
          id={idOf("type")}
          label={t`Takes`}
          hint={isContact(field) ? t`Becomes a lead, and is in no profile.` : undefined}
        >
          <select
            id={idOf("type")}
            class="select"
            value={field.type}
            onChange={(event) => onChange({ ...field, type: event.currentTarget.value as FormField["type"] })}
          >
            {Object.entries(TYPES).map(([type, word]) => (
              <option key={type} value={type}>
                {word}
              </option>
            ))}
          </select>
        </Field>
        <div class="field">
          <label class="choice">
            <input
              type="checkbox"
              checked={field.isRequired}
              onChange={(event) => onChange({ ...field, isRequired: event.currentTarget.checked })}
            />
            <span>
              <Icon name="check" />
              {t`must be filled in`}
            </span>
          </label>
        </div>
      </div>
    </fieldset>
  );
}

interface ConsentProps extends Pick<EditorProps<"form">, "change" | "idOf" | "faultOf"> {
  consent: NonNullable<BlockOf<"form">["consent"]>;
}
function Consent({ consent, change, idOf, faultOf }: ConsentProps) {
  const put = (part: Partial<typeof consent>) => change({ consent: { ...consent, ...part } });
  return (
    <>
      <TextField
        id={idOf("consent")}
        label={t`What is agreed to`}
        isLong
        value={consent.text}
        most={300}
        hint={t`Kept with each lead, word for word. The box is never ticked beforehand.`}
        fault={faultOf("consent.text")}
        onInput={(text) => put({ text })}
      />
      <div class="two">
        <TextField
          id={idOf("controller")}
          label={t`Controller`}
          value={consent.controller}
          most={120}
          hint={t`The firm responsible, and its place.`}
          fault={faultOf("consent.controller")}
          onInput={(controller) => put({ controller })}
        />
        <TextField
          id={idOf("privacy")}
          label={t`Address of the privacy policy`}
          value={consent.privacyHref}
          most={500}
          fault={faultOf("consent.privacyHref")}
          onInput={(privacyHref) => put({ privacyHref })}
        />
      </div>
    </>
  );
}
