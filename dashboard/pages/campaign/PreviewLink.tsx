import { useState } from "preact/hooks";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { OneOf, TextField } from "../../components/field/Field.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayMoment } from "../../format.ts";
import { now, site, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { isChanged, isLinking, linkFault, makePreviewLink, persona, previewLink, saved } from "./state.ts";

/** A new visitor, of whom nothing is known. */
const NOBODY = "nobody";

/** The saved draft in the shop's own page, with somebody's eyes, by a link that is good for an hour. */
export function PreviewLink() {
  const card = persona.value.value;
  const home = site.value?.isDemo ? `${location.origin}/demo/` : `${site.value?.origins[0] ?? ""}/`;
  const [url, setUrl] = useState(home.length > 1 ? home : "");
  const [whose, setWhose] = useState(card?.id ?? NOBODY);
  const names: Record<string, string> = { [NOBODY]: t`a new visitor` };
  if (card) names[card.id] = card.id === you.value ? t`you` : visitorName(card.id);
  if (you.value) names[you.value] = t`you`;
  const close = () => {
    isLinking.value = false;
  };
  const made = previewLink.value;
  return (
    <Dialog title={t`Preview ${saved.value!.name} in the shop`} onClose={close}>
      <p>
        {t`It is drawn in the shop’s own page, by the same code as for visitors, and nothing is counted.${isChanged.value && t` What is not saved is not in it.`}`}
      </p>
      <TextField
        id="preview-url"
        label={t`Page of the shop`}
        fault={linkFault.value}
        value={url}
        onInput={(text) => {
          setUrl(text);
          previewLink.value = undefined;
        }}
      />
      <OneOf
        legend={t`As`}
        name="preview-as"
        options={Object.entries(names)}
        value={whose}
        onChange={(id) => {
          setWhose(id);
          previewLink.value = undefined;
        }}
      />
      <div class="acts">
        <button type="button" class="btn" onClick={close}>{t`Close`}</button>
        {made ? (
          <a class="btn primary" href={made.link} target="_blank" rel="noopener">
            <Icon name="eye" />
            {t`Open the preview`}
          </a>
        ) : (
          <button
            type="button"
            class="btn primary"
            onClick={() => void makePreviewLink(url, whose === NOBODY ? null : whose, names[whose]!)}
          >{t`Make the link`}</button>
        )}
      </div>
      {made && (
        <p class="hint">{t`Good until ${sayMoment(made.expiresAt, zone.value, now.value)}, for whoever has it.`}</p>
      )}
    </Dialog>
  );
}
