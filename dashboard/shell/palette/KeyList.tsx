import { Dialog } from "../../components/dialog/Dialog.tsx";
import { areLettersOn, turnLetters } from "../../letters.ts";
import { t } from "../../words.ts";
import { closeOpened } from "../opened.ts";
import { PLACES } from "../places.ts";

const EVERYWHERE: [keys: string[], does: string][] = [
  [["Ctrl", "K"], t`Search or jump to`],
  [["/"], t`Search the list`],
  [["n"], t`New one in this list`],
  [["j"], t`Next row`],
  [["k"], t`Row before`],
  [["Enter"], t`Open the row`],
  [["Esc"], t`Close, or back to the list`],
  [["Ctrl", "Z"], t`Undo while editing a segment`],
  [["?"], t`This list`],
];

/** Every key there is, and the way to switch the single letters off. */
export function Part() {
  return (
    <Dialog title={t`Keys##keyboard`} onClose={closeOpened}>
      <Keys of={EVERYWHERE} />
      <h3>{t`Go to`}</h3>
      <Keys of={PLACES.flatMap(({ name, letter }) => (letter ? [[["g", letter], name]] : []))} />
      <label class="choice">
        <input
          type="checkbox"
          class="vh"
          checked={areLettersOn.value}
          onChange={({ currentTarget: { checked } }) => turnLetters(checked)}
        />
        <span>{t`Single letters are keys`}</span>
      </label>
      <p>{t`Without them Ctrl K still goes everywhere.`}</p>
    </Dialog>
  );
}

function Keys({ of }: { of: [keys: string[], does: string][] }) {
  return (
    <dl class="keys">
      {of.map(([keys, does]) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
