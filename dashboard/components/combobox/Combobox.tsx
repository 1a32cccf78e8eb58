import { Fragment } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { found, likeliest, type Option, wordsOf } from "./found.ts";

interface Props {
  label: string;
  /** What stands in the field while nobody types. */
  text: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
  /** Given where any text is taken, and called at each key; else only an option is. */
  onText?: (text: string) => void;
  /** Backspace where nothing is left to delete. */
  onEmpty?: () => void;
  /** Where texts are gathered: Enter without an option, and leaving the field. */
  onDone?: (text: string) => void;
  class?: string;
  placeholder?: string;
  isFaulty?: boolean;
}

/** Rows drawn at once: who seeks among more goes on typing. */
const MOST_SHOWN = 80;

/** A field with a list under it, by the pattern of WAI-ARIA 1.2 (combobox, list autocomplete). */
export function Combobox(props: Props) {
  const { label, text, options, onChoose, onText, onEmpty, onDone } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(-1);
  const shown = isOpen ? found(options, typed ?? "").slice(0, MOST_SHOWN) : [];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useEffect(() => keepInView(list.current), [isOpen]);

  const open = () => {
    setOpen(true);
    setActive(onText ? -1 : options.findIndex((option) => wordsOf(option) === text));
  };
  const close = () => {
    setOpen(false);
    setTyped(undefined);
    setActive(-1);
  };
  const choose = (option: Option) => {
    close();
    onChoose(option.value);
  };
  const step = (by: number) => {
    if (!isOpen) return open();
    const next = active < 0 && by < 0 ? shown.length - 1 : active + by;
    setActive(shown.length > 0 ? (next + shown.length) % shown.length : -1);
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const option = shown[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && option) choose(option);
    else if (event.key === "Enter" && onDone && event.currentTarget.value) onDone(event.currentTarget.value);
    else if (event.key === "Escape" && shown.length > 0) close();
    else if (event.key === "Backspace" && event.currentTarget.value === "" && onEmpty) onEmpty();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span class="combo">
      <input
        class={`pick${props.class ? ` ${props.class}` : ""}`}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen && shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown[active] && `${id}-${active}`}
        aria-invalid={props.isFaulty}
        autocomplete="off"
        spellcheck={false}
        placeholder={props.placeholder}
        size={Math.max(4, (typed ?? (text || props.placeholder || "")).length)}
        value={typed ?? text}
        onFocus={(event) => (text ? event.currentTarget.select() : open())}
        onClick={() => !isOpen && open()}
        onBlur={({ currentTarget: { value } }) => {
          close();
          onDone?.(value);
        }}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          setOpen(true);
          setActive(onText || value === "" ? -1 : likeliest(found(options, value), value));
          onText?.(value);
        }}
        onKeyDown={press}
      />
      <div class="options" role="listbox" id={id} aria-label={label} ref={list} hidden={shown.length === 0}>
        {shown.map((option, i) => (
          <Fragment key={option.value}>
            {option.group && option.group !== shown[i - 1]?.group && (
              <div class="options-head" role="presentation">
                {option.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys */}
            <div
              role="option"
              id={`${id}-${i}`}
              aria-selected={i === active}
              // Before the field loses the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <span>{wordsOf(option)}</span>
              {option.aside && <small>{option.aside}</small>}
            </div>
          </Fragment>
        ))}
      </div>
    </span>
  );
}

/** A list that would stand out at the right is moved left by as much. */
function keepInView(list: HTMLElement | null): void {
  if (!list || list.hidden) return;
  list.style.translate = "";
  const over = list.getBoundingClientRect().right - document.documentElement.clientWidth + 16;
  if (over > 0) list.style.translate = `${-over}px`;
}
