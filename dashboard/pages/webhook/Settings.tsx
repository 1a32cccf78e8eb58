import { WEBHOOK_TYPES, type WebhookSettings } from "../../../model/webhook.ts";
import { Choices, OneOf, TextField } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { TYPE_WORDS } from "../webhooks/words.ts";
import { change, fault, isBusy, isDeleting, save } from "./state.ts";

const TYPES = WEBHOOK_TYPES.map((type) => [type, TYPE_WORDS[type]] as const);

/** Where it sends, what, and whether. */
export function Settings({ draft: { url, types, isOn }, isNew }: { draft: WebhookSettings; isNew: boolean }) {
  const wrong = fault.value;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        id="webhook-url"
        label={t`Address`}
        hint={t`Of your e-mail or SMS tool, call centre, print service, or your own server. It answers 2xx within 15 seconds.`}
        value={url}
        onInput={(text) => change({ url: text })}
        fault={wrong?.field === "url" ? t`Expected ${wrong.expected}.` : undefined}
      />
      <Choices
        legend={t`What it is told`}
        hint={types.length === 0 ? t`Choose at least one.` : undefined}
        options={TYPES}
        chosen={types}
        onChange={(chosen) => change({ types: chosen })}
      />
      {!isNew && (
        <OneOf
          legend={t`Sends`}
          name="webhook-on"
          hint={isOn ? undefined : t`What happens meanwhile is not told later; what waits already waits.`}
          options={[
            ["on", t`On`],
            ["off", t`Off`],
          ]}
          value={isOn ? "on" : "off"}
          onChange={(value) => change({ isOn: value === "on" })}
        />
      )}
      <p class="acts">
        <button
          type="submit"
          class="btn primary"
          disabled={isBusy.value || types.length === 0 || url.trim() === ""}
          title={url.trim() === "" ? t`Give an address first` : undefined}
        >
          {isNew ? t`Make webhook` : t`Save`}
        </button>
        {!isNew && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => (isDeleting.value = true)}
          >{t`Delete webhook`}</button>
        )}
      </p>
    </form>
  );
}
