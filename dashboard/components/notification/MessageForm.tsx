import { withFallbacks } from "../../../model/content.ts";
import { BODY_LENGTH, PUSH_TOKENS, type PushMessage, TITLE_LENGTH } from "../../../model/push.ts";
import { t } from "../../words.ts";
import { Field, OneOf, TextField } from "../field/Field.tsx";
import { Icon } from "../icon/Icon.tsx";
import { Menu } from "../menu/Menu.tsx";
import { type Notice, TOKEN_WORDS, withChange, withToken } from "./notice.ts";

interface Props {
  /** Begins the ids of the fields. */
  id: string;
  message: PushMessage;
  onChange: (message: PushMessage) => void;
  /** What stands at the field of this path in the message; empty: nothing. */
  faultAt: (path: string) => string;
  /** What begins it has a product. */
  hasProduct?: boolean;
}

const ABOUT = {
  cart: t`Once it is bought or emptied these words stand in their place, changed on the device itself.`,
  product: t`Where that has an address and a picture, they stand in the place of those here.`,
};

/** A notification being written: broadcasts and steps of journeys alike. */
export function MessageForm({ id, message, onChange, faultAt, hasProduct = false }: Props) {
  const { title, body, href, neutral, about, ttlHours, urgency } = message;
  const change = (part: Parameters<typeof withChange>[1]) => onChange(withChange(message, part));
  return (
    <div class="message">
      <Words id={id} of={{ title, body }} onChange={change} faultAt={faultAt} />
      <TextField
        id={`${id}-href`}
        label={t`Leads to`}
        hint={t`A path of the shop, such as /cart/, or an https address.`}
        value={href}
        fault={faultAt("href")}
        onInput={(address) => change({ href: address })}
      />
      <PictureField id={id} picture={message.picture} change={change} faultAt={faultAt} />
      <ActionsField id={id} actions={message.actions ?? []} change={change} faultAt={faultAt} />
      <OneOf
        legend={t`What it is about`}
        name={`${id}-about`}
        hint={about && ABOUT[about]}
        options={[
          ["any", t`Nothing in particular`],
          ["cart", t`The cart as it was left`],
          ...(hasProduct ? [["product", t`The product it began with`] as const] : []),
        ]}
        value={about ?? "any"}
        onChange={(chosen) =>
          change({
            about: chosen === "any" ? undefined : chosen,
            neutral: chosen === "cart" ? (neutral ?? { title: "", body: "", href: "/" }) : undefined,
          })
        }
      />
      {neutral && (
        <div class="words">
          <Words
            id={`${id}-neutral`}
            of={neutral}
            onChange={(part) => change({ neutral: { ...neutral, ...part } })}
            faultAt={(path) => faultAt(`neutral.${path}`)}
          />
          <TextField
            id={`${id}-neutral-href`}
            label={t`Leads to`}
            value={neutral.href}
            fault={faultAt("neutral.href")}
            onInput={(address) => change({ neutral: { ...neutral, href: address } })}
          />
        </div>
      )}
      <div class="two">
        <Field
          id={`${id}-ttl`}
          label={t`Kept for, hours`}
          hint={t`So long it waits for a device that is off; later it is not shown.`}
          fault={faultAt("ttlHours")}
        >
          <input
            class="input"
            id={`${id}-ttl`}
            type="number"
            min={1}
            max={672}
            value={Number.isFinite(ttlHours) ? ttlHours : ""}
            onInput={(event) => change({ ttlHours: event.currentTarget.valueAsNumber })}
          />
        </Field>
        <OneOf
          legend={t`Urgency`}
          name={`${id}-urgency`}
          hint={t`What is low may wait until a device has power.`}
          options={[
            ["low", t`Low`],
            ["normal", t`Normal`],
            ["high", t`High`],
          ]}
          value={urgency}
          onChange={(chosen) => change({ urgency: chosen })}
        />
      </div>
    </div>
  );
}

type Change = (part: Parameters<typeof withChange>[1]) => void;

interface WordsProps {
  id: string;
  of: Notice;
  onChange: (part: Partial<Notice>) => void;
  faultAt: Props["faultAt"];
}
/** Title and text, counted as they are read. */
function Words({ id, of, onChange, faultAt }: WordsProps) {
  const field = (name: keyof Notice, label: string, most: number, isLong: boolean) => {
    const { length } = withFallbacks(of[name]);
    return (
      <div class="with-token">
        <TextField
          id={`${id}-${name}`}
          label={label}
          aside={t`${length} of ${most}`}
          isLong={isLong}
          value={of[name]}
          fault={
            faultAt(name) ||
            (length > most ? t`At most ${most} characters: phones cut off what is over.` : "")
          }
          onInput={(text) => onChange({ [name]: text })}
        />
        <Tokens of={`${id}-${name}`} label={label} onText={(text) => onChange({ [name]: text })} />
      </div>
    );
  };
  return (
    <>
      {field("title", t`Title`, TITLE_LENGTH, false)}
      {field("body", t`Text`, BODY_LENGTH, true)}
    </>
  );
}

/** Puts a token where the field's caret is, and selects its fall-back to be written over. */
function Tokens({ of, label, onText }: { of: string; label: string; onText: (text: string) => void }) {
  const insert = (name: keyof typeof TOKEN_WORDS) => {
    const field = document.getElementById(of) as HTMLInputElement | HTMLTextAreaElement;
    const made = withToken(
      field.value,
      { from: field.selectionStart ?? field.value.length, until: field.selectionEnd ?? field.value.length },
      name,
    );
    onText(made.text);
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(made.from, made.until);
    });
  };
  return (
    <Menu
      label={t`Insert what is the visitor’s own into the ${label.toLowerCase()}`}
      class="quiet small"
      face={
        <>
          <Icon name="plus" />
          {t`The visitor’s own`}
        </>
      }
    >
      {PUSH_TOKENS.map((name) => (
        <button key={name} type="button" onClick={() => insert(name)}>
          {TOKEN_WORDS[name].label}
        </button>
      ))}
    </Menu>
  );
}

interface PartProps {
  id: string;
  change: Change;
  faultAt: Props["faultAt"];
}

function PictureField({ id, picture, change, faultAt }: PartProps & { picture: PushMessage["picture"] }) {
  const kind = typeof picture === "object" ? "address" : (picture ?? "none");
  return (
    <div class="two">
      <Field
        id={`${id}-picture`}
        label={t`Picture`}
        hint={
          kind === "cart" || kind === "viewed"
            ? t`From the device’s own memory: it travels nowhere.`
            : undefined
        }
      >
        <select
          class="select"
          id={`${id}-picture`}
          value={kind}
          onChange={({ currentTarget: { value } }) =>
            change({
              picture:
                value === "address"
                  ? { src: "" }
                  : value === "cart" || value === "viewed"
                    ? value
                    : undefined,
            })
          }
        >
          <option value="none">{t`None`}</option>
          <option value="cart">{t`First product of the cart`}</option>
          <option value="viewed">{t`Product looked at last`}</option>
          <option value="address">{t`One for all, by its address`}</option>
        </select>
      </Field>
      {typeof picture === "object" && (
        <TextField
          id={`${id}-src`}
          label={t`Address of the picture`}
          hint={t`Two by one, with the product in the middle third.`}
          value={picture.src}
          fault={faultAt("picture.src") || faultAt("picture")}
          onInput={(src) => change({ picture: { src } })}
        />
      )}
    </div>
  );
}

const MOST_ACTIONS = 2;

function ActionsField({
  id,
  actions,
  change,
  faultAt,
}: PartProps & { actions: NonNullable<PushMessage["actions"]> }) {
  const put = (changed: typeof actions) => change({ actions: changed.length > 0 ? changed : undefined });
  const set = (at: number, action: (typeof actions)[number]) =>
    put(actions.map((old, i) => (i === at ? action : old)));
  const fault = actions
    .flatMap((_, i) => [faultAt(`actions.${i}.label`), faultAt(`actions.${i}.href`)])
    .find(Boolean);
  return (
    <fieldset class={`field${fault ? " bad" : ""}`}>
      <legend>{t`Buttons`}</legend>
      {actions.map((action, i) => (
        <div key={i} class="action">
          <input
            class="input"
            id={`${id}-action-${i}`}
            aria-label={t`Words on button ${i + 1}`}
            placeholder={t`Open the cart`}
            maxLength={24}
            value={action.label}
            onInput={(event) => set(i, { ...action, label: event.currentTarget.value })}
          />
          <input
            class="input"
            aria-label={t`Address of button ${i + 1}; empty: it closes`}
            placeholder={t`/cart/; empty: it closes`}
            value={action.href ?? ""}
            onInput={({ currentTarget: { value: href } }) =>
              set(i, { label: action.label, ...(href && { href }) })
            }
          />
          <button
            type="button"
            class="btn quiet only-icon small"
            aria-label={t`Remove button ${i + 1}`}
            onClick={() => put(actions.filter((_, n) => n !== i))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {fault && (
        <p class="msg bad">
          <Icon name="stop" />
          {fault}
        </p>
      )}
      {actions.length < MOST_ACTIONS && (
        <div>
          <button type="button" class="btn small" onClick={() => put([...actions, { label: "" }])}>
            <Icon name="plus" />
            {t`Button`}
          </button>
        </div>
      )}
      <p class="hint">{t`At most two. Not every phone shows them, so the notification must do without.`}</p>
    </fieldset>
  );
}
