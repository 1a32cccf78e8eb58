import { OneOf, TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { Blocks } from "./Blocks.tsx";
import { addVariant, change, changeContent, draft, faultAt, removeVariant, shown, variant } from "./state.ts";
import { Templates } from "./Templates.tsx";

/** Most variants of a campaign (model/campaign.ts). */
const MOST_VARIANTS = 6;

/** The content of one variant. */
export function What() {
  const { why } = draft.value!;
  return (
    <>
      <Variants />
      {draft.value?.placement === "overlay" && <Overlay />}
      <Templates />
      <Blocks />
      <TextField
        id="why"
        label={t`Why am I seeing this?`}
        hint={t`Visitors read it under the content.`}
        value={why}
        most={200}
        fault={faultAt("why")}
        onInput={(text) => change({ why: text })}
      />
    </>
  );
}

const POSITIONS = [
  ["centre", t`In the middle`],
  ["corner", t`In the corner`],
  ["side", t`At the side`],
  ["full", t`All of the window`],
] as const;

function Overlay() {
  const { position = "centre", teaser = "" } = shown.value!.content;
  return (
    <div class="two">
      <OneOf
        legend={t`Where it stands`}
        name="position"
        options={POSITIONS}
        value={position}
        onChange={(chosen) => changeContent({ position: chosen })}
        hint={t`On phones all but the last are a sheet at the lower edge.`}
      />
      <TextField
        id="teaser"
        label={t`Words that stay when it is closed`}
        aside={teaser ? undefined : t`optional`}
        hint={t`They open it again, until the page is left.`}
        value={teaser}
        most={40}
        onInput={(text) => changeContent({ teaser: text || undefined })}
      />
    </div>
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
      <span class="split num">{t`${shares.join(" · ")} · ${sayShare(holdoutShare)} see nothing`}</span>
    </div>
  );
}
