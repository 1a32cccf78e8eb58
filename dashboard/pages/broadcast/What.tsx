import { Icon } from "../../components/icon/Icon.tsx";
import { MessageForm } from "../../components/notification/MessageForm.tsx";
import { sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { MOST_VARIANTS } from "./draft.ts";
import { addVariant, changeMessage, draft, faultAt, removeVariant, shown, variant } from "./state.ts";

/** The notification, of each variant its own. */
export function What() {
  const at = draft.value!.variants.indexOf(shown.value!);
  return (
    <>
      <Variants />
      <MessageForm
        key={shown.value!.id}
        id="message"
        message={shown.value!.message}
        onChange={changeMessage}
        faultAt={(path) => faultAt(`variants.${at}.message.${path}`)}
      />
    </>
  );
}

function Variants() {
  const { variants, holdoutShare } = draft.value!;
  const shares = variants.map(({ share }) => sayShare(share * (1 - holdoutShare)));
  return (
    <div class="vars">
      {variants.map(({ id }, i) => (
        <button key={id} type="button" aria-pressed={i === variant.value} onClick={() => (variant.value = i)}>
          {t`Variant ${id.toUpperCase()}`}
        </button>
      ))}
      {variants.length < MOST_VARIANTS && (
        <button type="button" onClick={addVariant}>
          <Icon name="plus" />
          <span class="vh">{t`Add a variant`}</span>
        </button>
      )}
      {variants.length > 1 && (
        <button type="button" class="drop" onClick={removeVariant}>
          {t`Remove ${shown.value?.id.toUpperCase()}`}
        </button>
      )}
      <span class="split num">{t`${shares.join(" · ")} · ${sayShare(holdoutShare)} get nothing`}</span>
    </div>
  );
}
