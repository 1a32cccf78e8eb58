import { Fragment } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayFailure } from "../../components/panel/failure.ts";
import { sayCount } from "../../format.ts";
import { t } from "../../words.ts";
import { closeOpened } from "../opened.ts";
import css from "./palette.css" with { type: "text" };
import { active, answer, begin, choose, type Entry, entries, type, typed } from "./state.ts";

// Only who opens the palette loads its styles.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** Goes anywhere, finds anything, does what can be done: a combobox over a list, by the pattern of WAI-ARIA 1.2. */
export function Part() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    begin();
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active.value, typed.value]);

  const shown = entries.value;
  const step = (by: number) => {
    if (shown.length > 0) active.value = (active.value + by + shown.length) % shown.length;
  };
  const press = (event: KeyboardEvent) => {
    const entry = shown[active.value];
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && entry) choose(entry, event.ctrlKey || event.metaKey);
    else if (event.key === "k" && (event.ctrlKey || event.metaKey)) dialog.current?.close();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own
    <dialog
      ref={dialog}
      class="palette"
      aria-label={t`Search or jump to`}
      onClose={closeOpened}
      onClick={({ target }) => target === dialog.current && dialog.current?.close()}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t`Search or jump to`}
          aria-expanded={shown.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? `${id}-${active.value}` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={t`A page, a name, an id, or what to do`}
          maxLength={100}
          value={typed.value}
          onInput={({ currentTarget: { value } }) => type(value)}
          onKeyDown={press}
        />
        <button
          type="button"
          class="palette-close"
          aria-label={t`Esc, close`}
          onClick={() => dialog.current?.close()}
        >
          <kbd>Esc</kbd>
          <Icon name="close" />
        </button>
      </div>
      <div class="palette-list" role="listbox" id={id} aria-label={t`Found`} ref={list}>
        {shown.map((entry, i) => (
          <Fragment key={`${entry.group} ${entry.href ?? entry.words}`}>
            {entry.group !== shown[i - 1]?.group && (
              <div class="palette-head" role="presentation">
                {GROUP_WORDS[entry.group]}
              </div>
            )}
            <Option entry={entry} id={`${id}-${i}`} isActive={i === active.value} at={i} />
          </Fragment>
        ))}
      </div>
      <Standing found={shown.length} />
      <p class="palette-foot" aria-hidden="true">
        <span>{t`↑ ↓ choose`}</span>
        <span>{t`Enter open`}</span>
        <span>{t`Ctrl Enter open beside`}</span>
      </p>
    </dialog>
  );
}

const GROUP_WORDS: Record<Entry["group"], string> = {
  Recent: t`Recent`,
  "Go to": t`Go to`,
  Do: t`Do`,
  "Visitors and orders": t`Visitors and orders`,
};

function Option({ entry, id, isActive, at }: { entry: Entry; id: string; isActive: boolean; at: number }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      onMouseMove={() => (active.value = at)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={({ ctrlKey, metaKey }) => choose(entry, ctrlKey || metaKey)}
    >
      <Icon name={entry.icon} />
      <span class="ell">{entry.words}</span>
      <small class="ell">{entry.aside}</small>
      <span class="push">
        {isActive && <kbd>Enter</kbd>}
        {!isActive && entry.keys?.map((key) => <kbd key={key}>{key}</kbd>)}
      </span>
    </div>
  );
}

/** Read out, and shown where nothing was found or the edge could not be asked. */
function Standing({ found }: { found: number }) {
  const failure = answer.failure.value;
  const isAsking = answer.isBusy.value;
  const words = failure
    ? t`Visitors, orders and what you have made could not be searched. ${sayFailure(failure)}`
    : found > 0
      ? `${sayCount(found, "entry", "entries")}.`
      : isAsking
        ? t`Searching.`
        : t`Nothing is called so. Names are searched, and ids of visitors, customers and orders.`;
  return (
    <p class={failure || (found === 0 && !isAsking) ? "palette-said" : "vh"} role="status">
      {words}
    </p>
  );
}
