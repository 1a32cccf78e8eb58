import { Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { majorOf, minorOf, sayNumber, sayShare, unitOf } from "../../format.ts";
import { currency } from "../../site.ts";
import { Code } from "./Code.tsx";
import { type Action, TOKEN_HINT } from "./content.ts";
import {
  addVariant,
  change,
  changeFields,
  draft,
  faultAt,
  fields,
  removeVariant,
  shown,
  variant,
} from "./state.ts";
import { Whole } from "./When.tsx";

const SOURCES = [
  ["none", "None"],
  ["viewed", "Looked at lately"],
  ["cart", "In the cart"],
] as const;
const MOST_ACTIONS = 3;
const MOST_VARIANTS = 2;

/** The fields of one variant; blocks that a text needs no more are left out. */
export function What() {
  const edited = fields.value!;
  const { why } = draft.value!;
  return (
    <>
      <Variants />
      {draft.value?.placement === "overlay" && <Overlay />}
      <TextField
        id="title"
        label="Headline"
        value={edited.title}
        most={90}
        fault={faultOf("head", "title")}
        onInput={(title) => changeFields({ title })}
      />
      <TextField
        id="text"
        label="Text"
        isLong
        value={edited.text}
        most={240}
        hint={TOKEN_HINT}
        fault={faultOf("head", "text")}
        onInput={(text) => changeFields({ text })}
      />
      <TextField
        id="over"
        label="Line above the headline"
        aside={edited.over ? undefined : "optional"}
        value={edited.over}
        most={60}
        fault={faultOf("head", "over")}
        onInput={(over) => changeFields({ over })}
      />
      <Products />
      <Progress />
      <Code faultOf={faultOf} />
      <Actions />
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
  const { position, teaser } = fields.value!;
  return (
    <div class="two">
      <OneOf
        legend="Where it stands"
        name="position"
        options={POSITIONS}
        value={position}
        onChange={(chosen) => changeFields({ position: chosen })}
        hint="On phones all but the last are a sheet at the lower edge."
      />
      <TextField
        id="teaser"
        label="Words that stay when it is closed"
        aside={teaser ? undefined : "optional"}
        hint="They open it again, until the page is left."
        value={teaser}
        most={40}
        onInput={(text) => changeFields({ teaser: text })}
      />
    </div>
  );
}

/** The bar is one line and has no room for them; a content that has them all the same can lose them here. */
function Products() {
  const { source, limit } = fields.value!;
  if (draft.value?.placement === "bar" && source === "none") return null;
  return (
    <div class="two">
      <OneOf
        legend="Products"
        name="products"
        options={SOURCES}
        value={source}
        onChange={(chosen) => changeFields({ source: chosen })}
      />
      {source !== "none" && (
        <Field id="limit" label="At most" fault={faultOf("products", "limit")}>
          <Whole id="limit" value={limit} onInput={(most) => changeFields({ limit: most })} />
        </Field>
      )}
    </div>
  );
}

/** The fault of a field of the shown variant: its path runs through the block's place. */
function faultOf(kind: string, field: string): string {
  const one = shown.value;
  const block = one?.content.blocks.findIndex((each) => each.kind === kind) ?? -1;
  const at = one ? (draft.value?.variants.indexOf(one) ?? -1) : -1;
  return faultAt(`variants.${at}.content.blocks.${block}.${field}`);
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

function Progress() {
  const { thresholdMinor, progressLabel, reached } = fields.value!;
  const isOn = thresholdMinor !== undefined;
  return (
    <>
      <OneOf
        legend="Progress of the cart"
        name="progress"
        options={[
          ["off", "None"],
          ["on", "Towards a value"],
        ]}
        value={isOn ? "on" : "off"}
        onChange={(kind) =>
          changeFields(
            kind === "on"
              ? { thresholdMinor: minorOf(80, currency.value), progressLabel: "On the way to free delivery" }
              : { thresholdMinor: undefined, reached: "" },
          )
        }
      />
      {isOn && (
        <div class="two">
          <Field
            id="threshold"
            label={`Value, ${unitOf(currency.value)}`}
            fault={faultOf("progress", "thresholdMinor")}
          >
            <Whole
              id="threshold"
              value={majorOf(thresholdMinor, currency.value)}
              onInput={(major) => changeFields({ thresholdMinor: minorOf(major, currency.value) })}
            />
          </Field>
          <TextField
            id="progress-label"
            label="Label"
            value={progressLabel}
            most={90}
            fault={faultOf("progress", "label")}
            onInput={(label) => changeFields({ progressLabel: label })}
          />
          <TextField
            id="reached"
            label="Headline once it is reached"
            aside={reached ? undefined : "optional"}
            value={reached}
            most={90}
            onInput={(text) => changeFields({ reached: text })}
          />
        </div>
      )}
    </>
  );
}

function Actions() {
  const { actions } = fields.value!;
  const set = (at: number, part: Partial<Action>) =>
    changeFields({ actions: actions.map((old, i) => (i === at ? { ...old, ...part } : old)) });
  return (
    <fieldset class="field actions">
      <legend>Buttons</legend>
      {actions.map((action, i) => (
        <div key={i} class="action">
          <input
            class="input"
            aria-label={`Words on button ${sayNumber(i + 1)}`}
            placeholder="To the cart"
            maxLength={40}
            value={action.label}
            onInput={(event) => set(i, { label: event.currentTarget.value })}
          />
          <input
            class="input"
            aria-label={`Address of button ${sayNumber(i + 1)}; empty: it closes`}
            placeholder="/cart/ or https://…; empty: closes"
            value={action.href ?? ""}
            onInput={(event) => {
              const { href: _, ...rest } = action;
              const href = event.currentTarget.value;
              changeFields({
                actions: actions.map((old, n) => (n === i ? (href ? { ...rest, href } : rest) : old)),
              });
            }}
          />
          <label class="choice">
            <input
              type="checkbox"
              checked={!!action.primary}
              onChange={(event) => set(i, { primary: event.currentTarget.checked })}
            />
            <span>
              <Icon name="check" />
              main
            </span>
          </label>
          <button
            type="button"
            class="btn quiet only-icon small"
            aria-label={`Remove button ${sayNumber(i + 1)}`}
            onClick={() => changeFields({ actions: actions.filter((_, n) => n !== i) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {actions.length < MOST_ACTIONS && (
        <div>
          <button
            type="button"
            class="btn small"
            onClick={() =>
              changeFields({ actions: [...actions, { label: "", primary: actions.length === 0 }] })
            }
          >
            <Icon name="plus" />
            Button
          </button>
        </div>
      )}
    </fieldset>
  );
}
