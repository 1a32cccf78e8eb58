import { Dialog } from "../../components/dialog/Dialog.tsx";
import { areLettersOn, turnLetters } from "../../letters.ts";
import { closeOpened } from "../opened.ts";
import { PLACES } from "../places.ts";

const EVERYWHERE: [keys: string[], does: string][] = [
  [["Ctrl", "K"], "Search or jump to"],
  [["/"], "Search the list"],
  [["n"], "New one in this list"],
  [["j"], "Next row"],
  [["k"], "Row before"],
  [["Enter"], "Open the row"],
  [["Esc"], "Close, or back to the list"],
  [["Ctrl", "Z"], "Undo while editing a segment"],
  [["?"], "This list"],
];

/** Every key there is, and the way to switch the single letters off. */
export function Part() {
  return (
    <Dialog title="Keys" onClose={closeOpened}>
      <Keys of={EVERYWHERE} />
      <h3>Go to</h3>
      <Keys of={PLACES.flatMap(({ name, letter }) => (letter ? [[["g", letter], name]] : []))} />
      <label class="choice">
        <input
          type="checkbox"
          class="vh"
          checked={areLettersOn.value}
          onChange={({ currentTarget: { checked } }) => turnLetters(checked)}
        />
        <span>Single letters are keys</span>
      </label>
      <p>Without them Ctrl K still goes everywhere.</p>
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
