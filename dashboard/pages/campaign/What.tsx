import { OneOf, TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayShare } from "../../format.ts";
import { Blocks } from "./Blocks.tsx";
import { addVariant, change, changeContent, draft, faultAt, removeVariant, shown, variant } from "./state.ts";
import { Templates } from "./Templates.tsx";

const MOST_VARIANTS = 4;

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
        label="Why am I seeing this?"
        hint="Visitors read it under the content."
        value={why}
        most={200}
        fault={faultAt("why")}
        onInput={(text) => change({ why: text })}
      />
    </>
  );
}

const POSITIONS = [
  ["centre", "In the middle"],
  ["corner", "In the corner"],
  ["side", "At the side"],
  ["full", "All of the window"],
] as const;

function Overlay() {
  const { position = "centre", teaser = "" } = shown.value!.content;
  return (
    <div class="two">
      <OneOf
        legend="Where it stands"
        name="position"
        options={POSITIONS}
        value={position}
        onChange={(chosen) => changeContent({ position: chosen })}
        hint="On phones all but the last are a sheet at the lower edge."
      />
      <TextField
        id="teaser"
        label="Words that stay when it is closed"
        aside={teaser ? undefined : "optional"}
        hint="They open it again, until the page is left."
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
          Variant {id.toUpperCase()}
        </button>
      ))}
      {variants.length < MOST_VARIANTS && (
        <button type="button" onClick={addVariant}>
          <Icon name="plus" />
          <span class="vh">Add a variant</span>
        </button>
      )}
      {variants.length > 1 && (
        <button type="button" class="drop" onClick={removeVariant}>
          Remove {shown.value?.id.toUpperCase()}
        </button>
      )}
      <span class="split num">
        {shares.join(" · ")} · {sayShare(holdoutShare)} see nothing
      </span>
    </div>
  );
}
